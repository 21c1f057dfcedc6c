// The copy that the server reads follows the file that people edit.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { keepCopy } from './interrupt-file-copy.ts';
import { replaceFile } from './replace-file.ts';

test('the copy has the training office where it is, is nobody else’s to read, and follows every change', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-copy-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [from, to] = [join(folder, 'interrupts.json'), join(folder, 'data', 'interrupts.json')];
  replaceFile(from, '{ "anna": { "links": { "Go": "http://localhost:8092/training" } } }');
  t.after(keepCopy({ from, to, training: 'http://localhost:9/training' }));
  const text = (): string => readFileSync(to, 'utf8');
  assert.equal(text(), '{ "anna": { "links": { "Go": "http://localhost:9/training" } } }');
  assert.equal(statSync(join(folder, 'data')).mode % 0o1000, 0o700);

  replaceFile(from, '{ "bert": { "block": true } }');
  const end = Date.now() + 20_000;
  while (!text().includes('bert') && Date.now() < end) await pause(20);
  assert.equal(text(), '{ "bert": { "block": true } }');
});
