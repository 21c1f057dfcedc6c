// Debian packages: openssl
// A certificate that nobody vouches for ends an inquiry (D10). Keys are made for the test by the system's openssl.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { asking, listening } from '../../packages/interrupt/src/inquirers/rest/testing/endpoint.ts';

test('D10 an endpoint with a self-signed certificate is a failure, and is sent nothing', async (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-certificate-'));
  context.after(() => rmSync(directory, { recursive: true }));
  const keyFile = join(directory, 'key.pem');
  const certFile = join(directory, 'cert.pem');
  const made = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ];
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync('openssl', [...made, ...named, '-keyout', keyFile, '-out', certFile], { stdio: 'pipe' });

  let requests = 0;
  const tls = { key: readFileSync(keyFile), cert: readFileSync(certFile) };
  const server = createServer(tls, (_, response) => {
    requests += 1;
    response.end('null');
  });
  const port = await listening(context, server);
  const { ask } = await asking(context, `https://127.0.0.1:${port}/`);
  const answer = await ask();
  assert.equal(answer.kind, 'failed');
  assert.equal(answer.fault.code, 'unavailable');
  assert.match(answer.fault.detail, /DEPTH_ZERO_SELF_SIGNED_CERT/);
  assert.equal(requests, 0);
});
