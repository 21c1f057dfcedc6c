// Debian packages: default-jdk-headless, groovy
// Groovy in the server, over HTTP: the policy of a service with an inline or an external script (D7, INT-52, INT-53), and
// a script as the inquirer (D12).
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { NEWS, openHouse, type House } from '../protocol/support/house.ts';
import type { Answer } from '../protocol/support/person.ts';

const isInterrupt = (answer: Answer): boolean => answer.page().all('h1').includes('Authentication Interrupt');
const asks = async (house: House, name: string, service = NEWS): Promise<boolean> =>
  isInterrupt(await house.person().enter(name, service));

const application = (id: number, name: string, groovyScript: string): object =>
  serviceFile(id, name, `^http://${name}\\.test/.*`, {
    webflowInterruptPolicy: {
      '@class': 'org.apereo.cas.services.DefaultRegisteredServiceWebflowInterruptPolicy',
      groovyScript,
    },
  });

const EXTERNAL = `def run(Object... args) {
  def (attributes, username, registeredService, service, logger) = args
  logger.info("Asked about {}", username)
  return attributes['memberOf']?.contains('staff')
}`;

function scriptFile(t: TestContext, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-groovy-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'script.groovy');
  writeFileSync(file, text);
  return file;
}

function withTriggers(t: TestContext): Promise<House> {
  return openHouse(t, {
    people: { anna: { memberOf: ['staff'] }, bert: {}, carla: { memberOf: ['student'] } },
    notices: {
      anna: { message: 'Read this.' },
      bert: { message: 'Read this.' },
      carla: { message: 'Read this.' },
    },
    services: {
      'inline-1.json': application(1, 'news', "groovy { return username == 'anna' }"),
      'external-2.json': application(2, 'external', `file:${scriptFile(t, EXTERNAL)}`),
      'null-3.json': application(3, 'null', 'groovy { return null }'),
      'thrown-4.json': application(4, 'thrown', 'groovy { throw new IllegalStateException("secret words") }'),
    },
  });
}

test('INT-52 INT-53 D7 inline and external triggers decide by person; null and an exception ask the inquirers', async (t) => {
  const house = await withTriggers(t);
  assert.equal(await asks(house, 'anna'), true);
  assert.equal(await asks(house, 'bert'), false);
  assert.deepEqual(
    house.bulletin.asked.map(({ who }) => who),
    ['anna'],
    'a trigger that says no spares the inquiry',
  );
  assert.equal(await asks(house, 'anna', 'http://external.test/'), true);
  assert.equal(await asks(house, 'carla', 'http://external.test/'), false);
  for (const name of ['null', 'thrown'])
    assert.equal(await asks(house, 'bert', `http://${name}.test/`), true, name);
  assert.ok(house.audit.some(({ audit }) => audit === 'INTERRUPT_INQUIRY_FAILED'));
  // The trigger of an absent attribute answers null, which asks too.
  assert.equal(await asks(house, 'bert', 'http://external.test/'), true);
});

test('INT-19 INT-20 D12 cas.interrupt.groovy.location: a page from the script, a pass, and the failure mode', async (t) => {
  const script = scriptFile(
    t,
    `import org.apereo.cas.interrupt.InterruptResponse
def run(final Object... args) {
    def principal = args[0]
    def service = args[2]
    if (principal.id == 'bert') return null
    if (principal.id == 'carla') throw new IllegalStateException('not today')
    return new InterruptResponse("Hello \${principal.id} for \${service?.id}", [link1:"google.com"], false, false)
}`,
  );
  const settings = {
    'cas.interrupt.groovy.location': `file:${script}`,
    'cas.interrupt.groovy.failure-mode': 'CLOSED',
  };
  const house = await openHouse(t, { settings, people: { anna: {}, bert: {}, carla: {} } });
  const anna = house.person();
  const page = await anna.enter('anna', NEWS);
  assert.equal(page.page().text('interruptMessage'), `Hello anna for ${NEWS}`);
  assert.deepEqual(page.page().links(), [{ label: 'link1', link: 'https://google.com' }]);
  assert.equal(await anna.redeem((await anna.proceed()).ticket, NEWS), 'anna');
  assert.equal(await anna.cookie('TGC'), undefined, 'ssoEnabled=false');
  assert.ok((await house.person().enter('bert', NEWS)).ticket);
  assert.ok((await house.person().enter('carla', NEWS)).page().form('formretry'));
});

test('D36 D37 a script over HTTP sees the service file, the address as asked and when the person signed in', async (t) => {
  const script = scriptFile(
    t,
    `import org.apereo.cas.interrupt.InterruptResponse
def run(final Object... args) {
    def (principal, attributes, service, registeredService, requestContext, logger) = args
    def request = requestContext.externalContext.nativeRequest
    def group = registeredService.properties.get("group").value()
    def query = request.queryString
    return new InterruptResponse([group, request.requestURL, query.contains("secret"), request.requestURI,
      attributes.authenticationDate[0] > 1000000000, registeredService.contacts[0].email].join(" "), true, false)
}`,
  );
  const definition = serviceFile(1, 'news', '^http://news\\.test/.*', {
    properties: {
      '@class': 'java.util.HashMap',
      group: {
        '@class': 'org.apereo.cas.services.DefaultRegisteredServiceProperty',
        values: ['java.util.HashSet', ['editors']],
      },
    },
    contacts: [
      'java.util.ArrayList',
      [{ '@class': 'org.apereo.cas.services.DefaultRegisteredServiceContact', email: 'e@example.org' }],
    ],
  });
  const house = await openHouse(t, {
    settings: { 'cas.interrupt.groovy.location': `file:${script}` },
    people: { anna: {} },
    services: { 'news-1.json': definition },
  });
  const page = await house.person().enter('anna', NEWS);
  const said = page.page().text('interruptMessage') ?? '';
  assert.match(said, /^editors https?:\/\/\S+\/cas\/login false \/cas\/login true e@example\.org$/);
});
