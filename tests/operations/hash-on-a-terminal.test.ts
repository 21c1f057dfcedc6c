// `vestibule hash` on a real terminal, which util-linux' `script` makes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { passwordEncoder } from '../../packages/server/src/authentication/password-encoder.ts';

const LAUNCHER = fileURLToPath(new URL('../../packages/server/bin/vestibule.js', import.meta.url));
const PASSWORD = 'Mellon und Käse';
const ENTER = '\r';
const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

/** Types each text when the prompt before it has come; answers everything the terminal showed. */
async function typed(
  options: readonly string[],
  answers: readonly (readonly [prompt: string, text: string])[],
): Promise<{ readonly code: number | null; readonly shown: string }> {
  const command = [process.execPath, LAUNCHER, 'hash', ...options].map((word) => `'${word}'`).join(' ');
  // What the terminal has turned off must be on again when the command has ended: `stty` tells.
  const child = spawn(
    'script',
    ['-qefc', `${command}; code=$?; stty -a | grep -o ' -\\?echo '; exit $code`, '/dev/null'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  let shown = '';
  const left = [...answers];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    const [next] = left;
    if (next === undefined || !shown.includes(next[0])) return;
    left.shift();
    child.stdin.write(next[1]);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  child.stdin.destroy();
  assert.deepEqual(left, [], `not everything was asked for:\n${shown}`);
  return { code, shown };
}

const KINDS = {
  BCRYPT: ['--strength', '4'],
  ARGON2: [],
  PBKDF2: [],
  SSHA: [],
  DEFAULT: ['--algorithm', 'SHA-512'],
} as const;

for (const [type, options] of Object.entries(KINDS)) {
  test(`W6 hash on a terminal asks twice, shows nothing of the password, and ends: ${type}`, async () => {
    const { code, shown } = await typed(
      ['--type', type, ...options],
      [
        ['Password: ', PASSWORD + ENTER],
        ['Once more: ', PASSWORD + ENTER],
      ],
    );
    assert.equal(code, 0, shown);
    assert.ok(!shown.includes('Mellon'), shown);
    assert.match(shown, / echo /, 'the terminal shows again what is typed');
    const encoded = shown.split('\n').map((line) => line.trim());
    const choice = passwordEncoder({ type, encodingAlgorithm: 'SHA-512' });
    assert.ok(choice.kind === 'ok');
    const stored =
      encoded.find((line) => line !== '' && choice.encoder.accepts(line) && !/[ :]/.test(line)) ?? '';
    assert.equal(await choice.encoder.verify(PASSWORD, stored), true, shown);
  });
}

test('W6 hash on a terminal: two that differ are refused', async () => {
  const { code, shown } = await typed(
    ['--type', 'SSHA'],
    [
      ['Password: ', `Mellon${ENTER}`],
      ['Once more: ', `Melon${ENTER}`],
    ],
  );
  assert.equal(code, 1);
  assert.match(shown, /the two passwords are not the same/);
  assert.ok(!shown.includes('Mel'));
});

for (const [what, key] of [
  ['Ctrl-C', CTRL_C],
  ['the end of input', CTRL_D],
] as const) {
  test(`W6 hash on a terminal: ${what} ends it, with nothing printed and the echo on`, async () => {
    for (const answers of [
      [['Password: ', key]],
      [
        ['Password: ', `Mellon${ENTER}`],
        ['Once more: ', key],
      ],
    ] as const) {
      const { code, shown } = await typed(['--type', 'SSHA'], answers);
      assert.equal(code, 130);
      assert.doesNotMatch(shown, /Mellon|\{SSHA\}/);
      assert.match(shown, / echo /);
    }
  });
}

test('W6 hash says what is wrong with its options before anybody types a password', async () => {
  const { code, shown } = await typed(['--type', 'ROT13'], []);
  assert.equal(code, 1);
  assert.match(shown, /'ROT13' is not supported/);
  assert.doesNotMatch(shown, /Password:/);
});

test('W6 hash reads one line from a pipe and does not wait for its end', async () => {
  const child = spawn(process.execPath, [LAUNCHER, 'hash', '--type', 'SSHA'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.write('Mellon\n');
  const [code] = (await once(child, 'exit')) as [number];
  assert.equal(code, 0);
  child.stdin.destroy();
});
