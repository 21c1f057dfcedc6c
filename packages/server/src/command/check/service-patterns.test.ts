import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RegisteredService } from '../../services/registered-service.ts';
import { readService } from '../../services/service.ts';
import { checkServicePatterns } from './service-patterns.ts';

function services(...patterns: readonly string[]): readonly RegisteredService[] {
  return patterns.map((serviceId, index) => {
    const id = index + 1;
    const read = readService(
      JSON.stringify({ serviceId, name: `S${id}`, id, evaluationOrder: id }),
      `S${id}-${id}.json`,
    );
    assert.ok(read.service, read.faults.join());
    return read.service;
  });
}

const told = (...patterns: readonly string[]): readonly string[] =>
  checkServicePatterns(services(...patterns)).map(({ text }) => text);

test('D25 check names patterns that can never match', () => {
  for (const pattern of [
    'app\\.example\\.org/.*',
    '^https:/app\\.example\\.org/.*',
    '^https://app\\\\.example\\\\.org/.*',
    '^https://user@app\\.example\\.org/.*',
    '^https://app\\.example\\.org/my file$',
    '^https://app\\.example\\.org/x;jsessionid=.*',
    '^https://app\\.example\\.org/a/\\.\\./b$',
    '^https://app\\.example\\.org/%7Ejoe/.*',
    '^https://app\\.example\\.org(?!/x):443/.*',
    '^(?!https://x)https://app\\.example\\.org$',
    '^javascript:.*',
  ]) {
    assert.match(
      told(pattern)[0] ?? '(nothing)',
      /^S1-1\.json: serviceId: the pattern can never match: /,
      pattern,
    );
  }
});

test('D25 check says nothing of patterns that match', () => {
  for (const pattern of [
    '.*',
    '.+',
    '^(https|imaps)://.*',
    '^https?://.*',
    '.*\\.example\\.org/.*',
    '^https://app\\.example\\.org(/.*)?$',
    '^https://app\\.example\\.org$',
    '^https://app\\.example\\.org:443/.*',
    '^https://(?!test).*',
    '^(?!.*admin)https://[a-z]+\\.example\\.org/.*',
    '^https://(?=.*\\d).*',
    '^https://bücher\\.example/.*',
    '^https://app\\.example\\.org/#/.*',
    '^https://[a-z0-9-]{3,}\\.example\\.(org|com)(:\\d+)?/(login|callback)\\?x=.*',
    'imaps://mail\\.example\\.org:993',
    'com.example.app:/cb',
    '^http://127\\.0\\.0\\.1:[0-9]{2,5}/.*',
    '^https://\\bapp\\b\\.example\\.org/.*',
  ]) {
    assert.deepEqual(told(pattern), [], pattern);
  }
});

test('D25 check names patterns that end before the query with another definition behind them', () => {
  const strict = '^https://payroll\\.example\\.edu/pay$';
  assert.match(
    told(strict, '^https://.*')[0] ?? '',
    /ends before the query, and "S2" .*pay\?a=1: "S1" decides there all the same/,
  );
  assert.match(
    told(strict, '^https://[^/]+\\.example\\.edu/.*')[0] ?? '',
    /pay\?a=1: "S2" decides there; end it in/,
  );
  assert.deepEqual(told(strict), []);
  assert.deepEqual(told(strict, '^https://news\\.example\\.edu/.*'), []);
  assert.deepEqual(told('^https://payroll\\.example\\.edu/pay(\\?.*)?$', '^https://.*'), []);
  assert.deepEqual(told('^https://payroll\\.example\\.edu/.*', '^https://.*'), []);
});
