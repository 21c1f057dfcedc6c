import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileJavaPattern } from '@vestibule/interrupt';
import { foreignPattern } from './foreign-pattern.ts';

const FOREIGN: readonly (readonly [string, RegExp, string])[] = [
  ['https://a.example.org/**', /Ant/, '^https://a\\.example\\.org/.*'],
  ['https://**.example.org/**', /Ant/, '^https://[^/]+\\.example\\.org/.*'],
  ['https://*.example.org/*', /glob/, '^https://[^/]+\\.example\\.org/.*'],
  ['https://app.example.org/*', /glob/, '^https://app\\.example\\.org/.*'],
  ['https://app.example.org/*/edit', /glob/, '^https://app\\.example\\.org/[^/]*/edit'],
  ['^https://*.example.org/.*', /glob/, '^https://[^/]+\\.example\\.org/.*'],
  ['*.example.org', /glob/, '^https://[^/]+\\.example\\.org'],
  ['*.example.org/*', /glob/, '^https://[^/]+\\.example\\.org/.*'],
  ['*://app.example.org/*', /glob/, '^https?://app\\.example\\.org/.*'],
  ['http*://app.example.org/**', /Ant/, '^https?://app\\.example\\.org/.*'],
  ['https?://app.example.org/**', /Ant/, '^https?://app\\.example\\.org/.*'],
  ['https://app.example.org:*/x', /glob/, '^https://app\\.example\\.org:[^/]+/x'],
  ['https://{a,b}.example.org/', /glob/, '^https://(a|b)\\.example\\.org/'],
  ['https://app.example.org/{tenant}/**', /Ant/, '^https://app\\.example\\.org/[^/]+/.*'],
  ['**', /Ant/, '^https://[^/]+'],
  ['*', /glob/, '^https://[^/]+'],
  ['https://%.example.org/%', /SQL/, '^https://[^/]+\\.example\\.org/.*'],
  ['app.example.org', /host/, '^https://app\\.example\\.org(/.*)?'],
  ['app\\.example\\.org/.*', /host/, '^https://app\\.example\\.org/.*'],
  ['//app.example.org:8443/', /host/, '^https://app\\.example\\.org:8443/.*'],
  ['^www\\.example\\.org$', /host/, '^https://www\\.example\\.org(/.*)?'],
  ['/^https:\\/\\/app\\.example\\.org\\/.*$/i', /slashes/, '^https://app\\.example\\.org/.*$'],
  ['^https://app\\\\.example\\\\.org/.*', /twice/, '^https://app\\.example\\.org/.*'],
];

const REGULAR: readonly string[] = [
  '^(https|imaps)://.*',
  '^https?://.*',
  '.*',
  '.+',
  '^https://app\\.example\\.org(/.*)?$',
  '^https://([^/]+\\.)*example\\.org/.*',
  '^https://[a-z0-9*/-]+\\.example\\.org/.*',
  '^https://(?!payroll\\.example\\.edu/).*',
  'https://app.example.org/',
  'https://app.example.org/my%20file',
  '^https://app\\.example\\.org/\\*$',
  '^https://app\\.example\\.org/x/?$',
  '^https://app\\d{1,3}\\.example\\.org/.*',
  'com.example.app:/cb.*',
  'com.example.app:/cb',
  'imaps://mail.example.org:993',
  'https://.*\\.example\\.org/.*',
  '^https://app\\.example\\.org(:\\d+)*/.*',
];

test('D38 a pattern of another syntax is recognised, and written as a regular expression', () => {
  for (const [source, syntax, instead] of FOREIGN) {
    const found = foreignPattern(source);
    assert.ok(found, source);
    assert.match(found.syntax, syntax, source);
    assert.equal(found.instead, instead, source);
    assert.ok(compileJavaPattern(instead, { ignoreCase: true }).ok, instead);
    assert.equal(foreignPattern(instead), null, `${instead} is a regular expression`);
  }
});

test('D38 regular expressions of the field are left alone', () => {
  for (const source of REGULAR) assert.equal(foreignPattern(source), null, source);
});
