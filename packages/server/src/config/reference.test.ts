import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DECLARED, SECTIONS } from './declared.ts';
import { SETTINGS_REFERENCE, settingsReference } from './reference.ts';

test('W4 the reference page says what the declarations say', () => {
  const page = readFileSync(new URL(`../../../../${SETTINGS_REFERENCE}`, import.meta.url), 'utf8');
  assert.equal(page, settingsReference(), 'stale: run node tools/reference/settings.ts');
});

test('W4 every setting stands in exactly one section', () => {
  const names = Object.values(SECTIONS).flatMap((section) => Object.keys(section));
  assert.deepEqual(names.toSorted(), Object.keys(DECLARED).toSorted());
});
