// What the settings say of words and pages reaches the pages.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { silentLogger } from '@vestibule/interrupt';
import { loadSettings } from '../config/load.ts';
import { assembleAppearance } from './appearance.ts';

test('W2 a message bundle beside the configuration wins over ours, and ours fills in the rest', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-appearance-'));
  writeFileSync(join(directory, 'words.properties'), 'screen.success.header=In you are\n');
  writeFileSync(
    join(directory, 'cas.properties'),
    'cas.message-bundle.base-names=file:words,classpath:messages\n',
  );
  const loaded = loadSettings({ directory, arguments: [], environment: {} });
  assert.ok(loaded.ok);
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (_fields: object, message: string) => void warnings.push(message) };
  const appearance = assembleAppearance(loaded.settings, logger);
  assert.ok(appearance.ok);
  const { messages } = appearance.value;
  assert.equal(messages.text('en', 'screen.success.header'), 'In you are');
  assert.notEqual(messages.text('en', 'screen.logout.header'), 'screen.logout.header');
  assert.deepEqual(warnings, []);
  rmSync(directory, { recursive: true });
});
