// Debian packages: apache2, libapache2-mod-auth-cas, openssl
// A client that nobody here wrote: Apache's mod_auth_cas protects a page, over TLS, with and without an interrupt.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeTrustedCertificate } from '../../support/certificate.ts';
import { makeConfigFolder, serviceFile } from '../../support/config-folder.ts';
import { freePort } from '../../support/free-port.ts';
import { createClient, type Answer, type Client } from '../../support/http-client.ts';
import { startServer, type RunningServer } from '../../support/server.ts';
import { ODD_NAMES, startApache, type Apache } from './apache.ts';

const PASSWORD = 'Mellon';
const person = (attributes: object): object => ({ password: PASSWORD, attributes });

describe('Apache with mod_auth_cas', () => {
  let server: RunningServer;
  let apache: Apache;

  before(async () => {
    const port = await freePort();
    const folder = makeConfigFolder(
      {
        'cas.authn.json.location': 'file:people.json',
        'cas.service-registry.json.location': 'file:services',
        'cas.interrupt.json.location': 'file:interrupts.json',
        'server.ssl.certificate': 'file:certificate.pem',
        'server.ssl.certificate-private-key': 'file:key.pem',
      },
      {
        'people.json': {
          quiet: person({ mail: ['quiet@example.org'], memberOf: ['staff', 'library'] }),
          noticed: person({ mail: ['noticed@example.org'], memberOf: ['library'] }),
          blocked: person({ mail: ['blocked@example.org'], memberOf: ['staff'] }),
        },
        'interrupts.json': {
          noticed: { message: 'The library moves.', links: { More: 'https://www.example.org/' } },
          blocked: { message: 'On hold.', block: true },
        },
        'services/Apache-1.json': serviceFile(1, 'Apache', `^http://127\\.0\\.0\\.1:${port}/.*`),
      },
    );
    const certificate = makeTrustedCertificate(folder.path);
    server = await startServer({ folder });
    apache = await startApache({ port, cas: server.url, trusted: certificate.certificateFile });
  });
  after(async () => {
    await apache?.stop();
    await server?.dispose();
  });

  /** Asks Apache for the page and signs in where it sends to. */
  async function signIn(client: Client, username: string, path = '/secured/'): Promise<Answer> {
    const sent = await client.get(`${apache.url}${path}`);
    assert.equal(sent.status, 302, apache.log());
    const { location = '' } = sent;
    assert.ok(location.startsWith(`${server.url}/login?service=`), location);
    const form = await client.get(location);
    return client.submit(form, 'fm1', { username, password: PASSWORD });
  }

  /** Follows redirects until a page comes. */
  async function arrive(client: Client, answer: Answer): Promise<Answer> {
    return answer.location === undefined ? answer : arrive(client, await client.get(answer.location));
  }

  test('a person whom nothing interrupts arrives, with name and attributes', async () => {
    const client = createClient(server.url);
    const page = await arrive(client, await signIn(client, 'quiet'));
    assert.equal(page.status, 200, apache.log());
    assert.equal(page.url, `${apache.url}/secured/`);
    assert.equal(page.headers.get('x-seen-user'), 'quiet');
    assert.equal(page.headers.get('x-seen-mail'), 'quiet@example.org');
  });

  test('D25 CAS-37 paths that mod_auth_cas sends decoded are redeemed, and the person arrives at the file', async () => {
    for (const name of ODD_NAMES) {
      const client = createClient(server.url);
      const page = await arrive(
        client,
        await signIn(client, 'quiet', `/secured/${encodeURIComponent(name)}`),
      );
      assert.equal(page.status, 200, `${name} ${page.url}\n${apache.log()}`);
      assert.equal(page.headers.get('x-seen-user'), 'quiet', name);
      assert.equal(decodeURIComponent(new URL(page.url).pathname), `/secured/${name}`);
    }
  });

  test('an interrupted person reads the notice, proceeds and arrives', async () => {
    const client = createClient(server.url);
    const notice = await signIn(client, 'noticed');
    assert.equal(notice.status, 200);
    assert.equal(notice.page().text('interruptMessage'), 'The library moves.');
    const page = await arrive(client, await client.proceed(notice));
    assert.equal(page.status, 200, apache.log());
    assert.equal(page.headers.get('x-seen-user'), 'noticed');
  });

  test('a blocked person gets no ticket and no page, whatever they send', async () => {
    const client = createClient(server.url);
    const block = await signIn(client, 'blocked');
    assert.equal(block.page().text('interruptMessage'), 'On hold.');
    assert.equal(block.page().form('fm1'), undefined);
    const forged = await client.submit(block, 'formlinks', { _eventId: 'proceed', link: '' });
    assert.equal(forged.status, 403);
    assert.equal(forged.location, undefined);
    const again = await client.get(`${apache.url}/secured/`);
    assert.equal(again.status, 302);
    assert.ok(again.location?.startsWith(server.url));
  });

  test('multi-valued attributes decide on access', async () => {
    const staff = createClient(server.url);
    assert.equal((await arrive(staff, await signIn(staff, 'quiet', '/staff/'))).status, 200);
    const other = createClient(server.url);
    const notice = await signIn(other, 'noticed', '/staff/');
    assert.notEqual((await arrive(other, await other.proceed(notice))).status, 200);
  });

  test('after a logout the application sends the person to a login form again', async () => {
    const client = createClient(server.url);
    await arrive(client, await signIn(client, 'quiet'));
    const entry = `${server.url}/login?service=${encodeURIComponent(`${apache.url}/secured/`)}`;
    assert.ok((await client.get(entry)).ticket, 'single sign-on before the logout');
    assert.equal((await client.logout()).status, 200);
    const form = await client.get(entry);
    assert.equal(form.status, 200);
    assert.ok(form.page().form('fm1')?.fields['execution']);
  });
});
