import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { configuration, properties, vestibule } from './command-line.fixture.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

test('W3 version prints the version and nothing else', () => {
  for (const asked of ['version', '--version'])
    assert.deepEqual(vestibule([asked]), { code: 0, stdout: `${version}\n`, stderr: '' });
});

test('W3 without a command, and with one that is not known, it says what there is and fails', () => {
  const bare = vestibule([]);
  assert.equal(bare.code, 1);
  for (const command of ['serve', 'check', 'explain', 'keys', 'hash', 'version'])
    assert.match(bare.stderr, new RegExp(`^ +${command}\\b`, 'm'));
  const unknown = vestibule(['serv']);
  assert.equal(unknown.code, 1);
  assert.equal(unknown.stdout, '');
  assert.match(unknown.stderr, /unknown command 'serv'/);
  assert.match(unknown.stderr, /Did you mean serve\?|--help/);
});

test('W3 an option that a command does not know is refused and named', () => {
  for (const command of ['keys', 'hash', 'version']) {
    const ended = vestibule([command, '--bits=8']);
    assert.equal(ended.code, 1);
    assert.equal(ended.stdout, '');
    assert.match(ended.stderr, /unknown option '--bits=8'/);
  }
});

test('W3 W4 serve takes settings as arguments, and refuses each that is none', (t) => {
  const directory = configuration(t, { 'cas.properties': '' });
  const ended = vestibule([
    'serve',
    '--config',
    directory,
    '--cas.interrupt.core.trigger-mod=AFTER_SSO',
    'more',
  ]);
  assert.equal(ended.code, 1);
  assert.equal(ended.stdout, '');
  assert.deepEqual(ended.stderr.trim().split('\n'), [
    'vestibule: not started, 2 settings are wrong:',
    '  argument 2 (arguments): is no setting; write --name=value',
    '  cas.interrupt.core.trigger-mod (arguments): is no setting that is known; the nearest is cas.interrupt.core.trigger-mode',
  ]);
});

test('W3 W4 check and explain refuse the same', (t) => {
  const directory = configuration(t, {
    'cas.properties': properties('cas.server.nam=https://sso.example.org'),
  });
  const line = `cas.server.nam (${directory}/cas.properties, line 1): is no setting that is known; the nearest is cas.server.name`;
  const checked = vestibule(['check', '--config', directory]);
  assert.equal(checked.code, 1);
  assert.deepEqual(checked.stdout.split('\n').slice(0, 2), [
    `fault: ${line}`,
    '1 fault, 0 warnings, 0 notices',
  ]);
  const explained = vestibule(['explain', '--config', directory, '--user', 'anna']);
  assert.equal(explained.code, 1);
  assert.equal(explained.stdout, '');
  assert.ok(explained.stderr.includes(line));
});

test('W3 a directory of configuration that does not exist is a fault', () => {
  for (const command of ['serve', 'check']) {
    const ended = vestibule([command, '--config', '/does/not/exist']);
    assert.equal(ended.code, 1);
    assert.match(ended.stdout + ended.stderr, /\/does\/not\/exist/);
  }
});
