// Tests reach this machine and nothing else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

const preload = new URL('../../tests/support/no-outside-network.js', import.meta.url).href;

function runGuarded(script: string): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, ['--import', preload, '--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: {},
  });
}

const swallowed = (attempt: string): string => `try { await (${attempt}); } catch {}`;

for (const [name, attempt] of [
  ['fetch by name', `fetch('http://vestibule.example/')`],
  ['fetch by address', `fetch('http://192.0.2.1/')`],
  ['a socket', `(await import('node:net')).connect({ host: '192.0.2.1', port: 80 })`],
  ['a socket by port and host', `(await import('node:net')).connect(80, '192.0.2.1')`],
  ['TLS', `(await import('node:tls')).connect({ host: '2001:db8::1', port: 443 })`],
  ['a datagram', `(await import('node:dgram')).createSocket('udp4').send('x', 53, '192.0.2.1')`],
  [
    'a look-up that points outside',
    `new Promise((done, fail) => (async () => (await import('node:net')).connect({ host: 'a.example', port: 80,
      lookup: (name, options, callback) => callback(null, [{ address: '192.0.2.1', family: 4 }]) }).on('error', fail))())`,
  ],
] as const) {
  test(`${name} to the outside fails the process, even when the error is swallowed`, () => {
    const told = runGuarded(`${swallowed(attempt)}; process.exitCode = 0;`);
    assert.match(told.stderr, /Refused: a test tried to reach/);
    assert.equal(told.status, 1);
  });
}

test('this machine can be reached, by address and by name', () => {
  const told = runGuarded(`
    import http from 'node:http';
    const server = http.createServer((request, response) => response.end('here'));
    await new Promise((listening) => server.listen(0, listening));
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) {
      const answer = await fetch('http://' + host + ':' + server.address().port);
      if ((await answer.text()) !== 'here') throw new Error(host);
    }
    server.close(); server.closeAllConnections();`);
  assert.deepEqual([told.status, told.stderr], [0, '']);
});
