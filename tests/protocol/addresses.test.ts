// Ways round a definition by the spelling of an address, and what must go on working (D25): from login to validation.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { openHouse, type House } from './support/house.ts';

const ordered = (order: number, more: object = {}): object => ({ evaluationOrder: order, ...more });
const NO_INTERRUPT = { webflowInterruptPolicy: { enabled: false } };

/** A strict application in front of a wildcard at which nobody is interrupted; `anna` is blocked. */
function strictHouse(
  t: TestContext,
  wildcard = '^https://.*',
  strict = '^https://payroll\\.example\\.edu/.*',
): Promise<House> {
  return openHouse(t, {
    services: {
      'Payroll-1.json': serviceFile(1, 'Payroll', strict, ordered(1)),
      'Everything-2.json': serviceFile(2, 'Everything', wildcard, ordered(10, NO_INTERRUPT)),
    },
    notices: { anna: { message: 'Come and see us.', block: true } },
  });
}

test('D25 a ticket goes to no host that only looks like one of the definition', async (t) => {
  const house = await openHouse(t, {
    services: { 'Campus-1.json': serviceFile(1, 'Campus', '^https://[^/]+\\.example\\.edu/.*') },
  });
  const person = house.person();
  await person.enter('anna', 'https://www.example.edu/');
  for (const service of [
    'https://evil.example?.example.edu/',
    'https://evil.example#.example.edu/',
    'https://evil.example\\.example.edu/',
    'https://evil.example%2f.example.edu/',
    'https://evil.example%3f.example.edu/',
    'https://evil.example@www.example.edu/',
    'https://www.example.edu@evil.example/.example.edu/',
    'https://evil.example\t/.example.edu/',
    'https://evil.example\u3002.example.edu.evil.example/',
    'https:\\\\evil.example/.example.edu/',
    'https:/evil.example/.example.edu/',
  ]) {
    for (const query of [{}, { gateway: 'true' }, { method: 'POST' }, { method: 'HEADER' }]) {
      const answer = await person.arrive(service, query);
      assert.ok([400, 403].includes(answer.status), `${service} ${answer.status}`);
      assert.equal(answer.location, undefined, service);
      assert.equal(answer.headers.get('service'), null);
    }
  }
});

test('D25 no spelling of an address is decided on by another definition than the plain one', async (t) => {
  const house = await strictHouse(t);
  const person = house.person();
  await person.enter('anna', 'https://elsewhere.example/');
  for (const spelling of [
    'HTTPS://PAYROLL.EXAMPLE.EDU/pay',
    'https://payroll.example.edu./pay',
    'https://payroll.example.edu:443/pay',
    'https://payroll.example.edu:/pay',
    'https://payroll.example.edu/%70ay',
    'https://payroll.example.edu/public/../pay',
    'https://payroll.example.edu/public/%2e%2E/pay',
    'https://payroll.example.edu/pay?',
    'https://payroll.example.edu/pay#here',
    'https://payroll.example.edu',
    'https://payroll.example.edu?x',
  ]) {
    const answer = await person.arrive(spelling);
    assert.equal(answer.location, undefined, spelling);
    assert.equal(answer.page().text('interruptMessage'), 'Come and see us.', spelling);
  }
  for (const spelling of [
    // A browser leaves it where it stands, an application climbs.
    'https://payroll.example.edu/public/..;jsessionid=1/pay',
    'https://payroll.example.edu/pay/%2e.;/public',
    'https://%70ayroll.example.edu/pay',
    'https://pay%72oll.example.edu/pay',
    'https://payroll.example.ed\uff55/pay',
    'https://\uff50ayroll.example.edu/pay',
    'https://pay\u00adroll.example.edu/pay',
    'https://payroll\uff0eexample.edu/pay',
  ]) {
    const answer = await person.arrive(spelling);
    assert.equal(answer.status, 400, spelling);
    assert.equal(answer.location, undefined, spelling);
  }
});

test('D25 the Kelvin sign is no k, an address in figures is four decimals, and a Unicode host is its punycode', async (t) => {
  const house = await openHouse(t, {
    services: {
      'Bank-1.json': serviceFile(1, 'Bank', '^https://bank\\.example/.*', ordered(1)),
      'Books-2.json': serviceFile(2, 'Books', '^https://bücher\\.example/.*', ordered(2)),
      'Local-3.json': serviceFile(3, 'Local', '^http://127\\.0\\.0\\.1/.*', ordered(3)),
      'Everything-4.json': serviceFile(4, 'Everything', '^https?://.*', ordered(10, NO_INTERRUPT)),
    },
    notices: { anna: { message: 'Come and see us.', block: true } },
  });
  const person = house.person();
  await person.enter('anna', 'https://elsewhere.example/');
  for (const spelling of [
    'https://ban\u212a.example/',
    'http://0x7f.0.0.1/',
    'http://2130706433/',
    'http://127.1/',
  ])
    assert.equal((await person.arrive(spelling)).status, 400, spelling);
  for (const spelling of [
    'https://xn--bcher-kva.example/',
    'https://BÜCHER.example/',
    'http://127.0.0.1:80/',
  ]) {
    const answer = await person.arrive(spelling);
    assert.equal(answer.page().text('interruptMessage'), 'Come and see us.', spelling);
  }
});

test('D25 a pattern that ends in $ is not slipped past by a query, a fragment or an empty ?', async (t) => {
  const house = await strictHouse(t, '^https://.*', '^https://payroll\\.example\\.edu/pay$');
  const person = house.person();
  await person.enter('anna', 'https://elsewhere.example/');
  for (const end of ['', '?', '?x=1', '#x', '?x=1#y', ';jsessionid=A?x', '?ticket=ST-1']) {
    const answer = await person.arrive(`https://payroll.example.edu/pay${end}`);
    assert.equal(answer.location, undefined, end);
    assert.equal(answer.page().text('interruptMessage'), 'Come and see us.', end);
  }
  const other = await person.arrive('https://payroll.example.edu/other?x=1');
  assert.equal(await person.redeem(other.ticket, 'https://payroll.example.edu/other?x=1'), 'anna');
});

test('D25 a disabled application, and one that is matched to be refused, have no second spelling', async (t) => {
  const disabled = { accessStrategy: { enabled: false } };
  const restricted = { multifactorPolicy: { multifactorAuthenticationProviders: ['mfa-duo'] } };
  const house = await openHouse(t, {
    services: {
      'Shut-1.json': serviceFile(1, 'Shut', '^https://shut\\.example\\.edu/.*', ordered(1, disabled)),
      'Strong-2.json': serviceFile(
        2,
        'Strong',
        '^https://strong\\.example\\.edu/in$',
        ordered(2, restricted),
      ),
      'Everything-3.json': serviceFile(3, 'Everything', '^https://.*', ordered(10)),
    },
  });
  const person = house.person();
  await person.enter('anna', 'https://elsewhere.example/');
  for (const address of [
    'https://shut.example.edu:443/',
    'https://shut.example.edu./',
    'https://SHUT.example.edu?x',
    'https://strong.example.edu/%69n',
    'https://strong.example.edu/in?x=1',
    'https://strong.example.edu/in#x',
  ]) {
    const answer = await person.arrive(address);
    assert.equal(answer.status, 403, address);
    assert.equal(answer.location, undefined, address);
  }
});

test('D25 an excluding wildcard beside a strict definition excludes every spelling', async (t) => {
  const house = await strictHouse(t, '^https://(?!payroll\\.example\\.edu/).*');
  const person = house.person();
  const { ticket } = await person.enter('anna', 'https://wiki.example.edu/');
  assert.equal(await person.redeem(ticket, 'https://wiki.example.edu/'), 'anna');
  for (const spelling of [
    'https://payroll.example.edu/',
    'https://payroll.example.edu',
    'https://payroll.example.edu:443/',
    'https://payroll.example.edu./',
  ]) {
    assert.equal(
      (await person.arrive(spelling)).page().text('interruptMessage'),
      'Come and see us.',
      spelling,
    );
  }
});

test('D25 other schemes are identifiers, for definitions that name them', async (t) => {
  const house = await openHouse(t, {
    services: {
      'Mail-1.json': serviceFile(1, 'Mail', '^imaps://mail\\.example\\.org(:993)?$', ordered(1)),
      'App-2.json': serviceFile(2, 'App', 'com.example.app:/cb.*', ordered(2)),
      'All-3.json': serviceFile(3, 'All', '.*', ordered(3)),
    },
  });
  const person = house.person();
  await person.enter('anna', 'https://elsewhere.example/');
  for (const service of [
    'imaps://mail.example.org:993',
    'IMAPS://Mail.example.org',
    'com.example.app:/cb',
    'com.example.app:/cb?x=1',
  ]) {
    const { ticket } = await person.arrive(service);
    assert.equal(await person.redeem(ticket, service), 'anna', service);
  }
  for (const service of [
    'imaps://other.example.org',
    'org.other.app:/cb',
    'mailto:anna@example.org',
    'localhost:8080/x',
  ])
    assert.equal((await person.arrive(service)).status, 403, service);
});
