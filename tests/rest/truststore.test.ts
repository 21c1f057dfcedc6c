// Debian packages: default-jdk-headless, openssl
// An endpoint behind an authority of the house's own (F-022): the trust store of a 7.0.0 counts, as PEM and as Java's own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import { check } from '../../packages/server/src/command/check.ts';
import { NEWS, openHouse, type House } from '../protocol/support/house.ts';

describe('cas.http-client.truststore', () => {
  let folder = '';
  let url = '';
  let server: ReturnType<typeof createServer>;
  const file = (name: string): string => join(folder, name);

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vestibule-trust-'));
    const subject = '-subj /CN=localhost -addext subjectAltName=IP:127.0.0.1';
    const made = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 ${subject}`;
    const into = ['-keyout', file('key.pem'), '-out', file('authority.pem')];
    execFileSync('openssl', [...made.split(' '), ...into], { stdio: 'pipe' });
    for (const [type, name] of [
      ['JKS', 'authority.jks'],
      ['PKCS12', 'authority.p12'],
    ] as const) {
      const imported = `-importcert -noprompt -alias own -storepass changeit -storetype ${type}`.split(' ');
      const files = ['-file', file('authority.pem'), '-keystore', file(name)];
      execFileSync('keytool', [...imported, ...files], { stdio: 'pipe' });
    }
    const tls = { key: readFileSync(file('key.pem')), cert: readFileSync(file('authority.pem')) };
    server = createServer(tls, (_, response) => response.end('{"message":"held","block":true}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const houseWith = (t: TestContext, more: Readonly<Record<string, string>>): Promise<House> =>
    openHouse(t, {
      settings: { 'cas.interrupt.rest.url': url, ...more },
    });

  for (const [what, given] of [
    ['PEM', () => ({ 'cas.http-client.truststore.file': `file:${file('authority.pem')}` })],
    [
      'JKS',
      () => ({
        'cas.http-client.truststore.file': file('authority.jks'),
        'cas.http-client.truststore.psw': 'changeit',
        'cas.http-client.truststore.type': 'JKS',
      }),
    ],
    [
      'PKCS#12, with the usual password',
      () => ({ 'cas.http-client.truststore.file': file('authority.p12') }),
    ],
  ] as const) {
    test(`F-022 D10 the endpoint of an authority in ${what} is asked, and its block holds`, async (t) => {
      const house = await houseWith(t, given());
      const page = await house.person().enter('anna', NEWS);
      assert.equal(page.page().text('interruptMessage'), 'held');
    });
  }

  test('F-022 D38 without it the log line names the setting and what to put there', async (t) => {
    const house = await houseWith(t, {});
    await house.person().enter('anna', NEWS);
    assert.match(
      house.logged(),
      /DEPTH_ZERO_SELF_SIGNED_CERT.*cas\.http-client\.truststore\.file.*NODE_EXTRA_CA_CERTS/,
    );
  });

  test('D38 check refuses a store that cannot be read, and says what is wrong with it', async () => {
    const config = mkdtempSync(join(tmpdir(), 'vestibule-config-'));
    const told = async (...settings: readonly string[]): Promise<string> => {
      const lines = [`cas.interrupt.rest.url=${url}`, ...settings];
      writeFileSync(join(config, 'cas.properties'), lines.join('\n'));
      const report = await check({ directory: config, arguments: [] });
      return JSON.stringify(report);
    };
    const store = 'cas.http-client.truststore.file';
    writeFileSync(join(config, 'empty.pem'), '');
    assert.match(
      await told(`${store}=missing.pem`),
      /truststore\.file.*missing\.pem cannot be read \(ENOENT\)/,
    );
    assert.match(await told(`${store}=empty.pem`), /empty\.pem holds no certificate/);
    const wrong = await told(`${store}=${file('authority.jks')}`, 'cas.http-client.truststore.psw=wrong');
    assert.match(wrong, /keytool cannot read .*password.*cas\.http-client\.truststore\.psw/);
    assert.doesNotMatch(await told(`${store}=${file('authority.pem')}`), /truststore/);
    rmSync(config, { recursive: true });
  });
});
