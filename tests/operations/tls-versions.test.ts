// Debian packages: openssl
// Versions of TLS that an operator leaves out are not spoken (D38).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { test } from 'node:test';
import { makeTrustedCertificate } from '../support/certificate.ts';
import { makeConfigFolder } from '../support/config-folder.ts';
import { startServer } from '../support/server.ts';

/** The version that a client ends up with when it offers one only; null when the server refuses. */
async function spoken(port: number, version: 'TLSv1.2' | 'TLSv1.3', ca: string): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const range = { minVersion: version, maxVersion: version };
  const socket = connect({ host: '127.0.0.1', port, ca, servername: 'localhost', ...range }, () => {
    resolve(socket.getProtocol());
    socket.end();
  });
  socket.on('error', () => {
    resolve(null);
  });
  return promise;
}

test('D38 W5 server.ssl.enabled-protocols limits the versions of TLS', async (t) => {
  for (const [asked, expected] of [
    ['TLSv1.3', [null, 'TLSv1.3']],
    ['TLSv1.1,TLSv1.2', ['TLSv1.2', null]],
    ['TLSv1.2,TLSv1.3', ['TLSv1.2', 'TLSv1.3']],
  ] as const) {
    const folder = makeConfigFolder({
      'server.ssl.certificate': 'file:certificate.pem',
      'server.ssl.certificate-private-key': 'file:key.pem',
      'server.ssl.enabled-protocols': asked,
    });
    const { certificateFile } = makeTrustedCertificate(folder.path);
    const server = await startServer({ folder });
    t.after(() => server.dispose());
    const port = Number(new URL(server.url).port);
    const ca = readFileSync(certificateFile, 'utf8');
    const found = [await spoken(port, 'TLSv1.2', ca), await spoken(port, 'TLSv1.3', ca)];
    assert.deepEqual(found, expected, asked);
    await server.stop();
  }
});
