// Debian packages: default-jdk-headless, groovy
// A configuration that grew on Apereo CAS, started as it is: every strategy and every application behaves as documented.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createClient, type Answer, type Client } from '../support/http-client.ts';
import { startServer, type RunningServer } from '../support/server.ts';
import { unpack, type University } from './university.ts';

const WIKI = 'https://wiki.example.edu/start';
const MAIL = 'https://mail.example.edu/inbox';
const PAYROLL = 'https://payroll.example.edu/';
const TIMETABLE = 'https://timetable.example.edu/today';
const LIBRARY = 'https://library.example.edu/loans';
const GRANTS = 'https://grants.example.edu/';
const EXAMS = 'https://exams.example.edu/';
const ARCHIVE = 'https://archive.example.edu/';
const LEARNING = 'https://learning.example.edu/';
const ELSEWHERE = 'https://app.example.net/';

/** What a person sees after signing in: the interrupt's message, or that they arrived, or what refused them. */
function outcome(answer: Answer): string {
  if (answer.status === 302) return answer.ticket === undefined ? `to ${answer.location}` : 'arrived';
  const page = answer.page();
  if (page.all('h1').includes('Authentication Interrupt')) return page.text('interruptMessage') ?? '';
  return page.all('h2')[0] ?? String(answer.status);
}

describe('a configuration of Apereo CAS', () => {
  let university: University;
  let server: RunningServer;
  before(async () => {
    university = await unpack();
    const { folder, env } = university;
    server = await startServer({ folder, env });
  });
  after(async () => {
    await server.stop();
    await university.close();
  });

  const person = (): Client => createClient(server.url);
  const signIn = async (name: string, service: string): Promise<string> =>
    outcome(await person().login(name, { service }));

  test('W3 W5 it starts, and says one line for each setting without effect', () => {
    const notices = server.stderr().match(/^vestibule: .*has no effect here/gm) ?? [];
    assert.equal(notices.length, 16, server.stderr());
    assert.doesNotMatch(server.stderr(), /between-friends|changeit/);
  });

  test('JSON: the notice with message, links and data, then the ticket, and then no notice any more', async () => {
    const anna = person();
    const page = await anna.login('anna', { service: WIKI });
    assert.equal(outcome(page), 'The library is closed on Friday.');
    assert.deepEqual(page.page().links(), [
      { label: 'Opening hours', link: 'https://library.example.edu/hours' },
      { label: 'Other libraries', link: 'https://library.example.edu/others' },
    ]);
    for (const part of ['Three', 'due on Thursday'])
      assert.ok(page.page().text('Loans-value')?.includes(part));
    const arrived = await anna.proceed(page);
    assert.equal(outcome(arrived), 'arrived');
    const cookie = arrived.setCookies.find((one) => one.startsWith('CASINTERRUPT=')) ?? '';
    for (const part of ['Max-Age=2592000', 'Path=/cas', 'Secure', 'HttpOnly', 'SameSite=Lax'])
      assert.ok(cookie.split('; ').includes(part), cookie.replace(/=[^;]*/, '=…'));
    const { authenticationSuccess } = await anna.validate(WIKI, arrived.ticket ?? '');
    assert.equal(authenticationSuccess?.user, 'anna');
    const { mail, memberOf, organization, finalizedInterrupt } = authenticationSuccess?.attributes ?? {};
    assert.deepEqual(
      [mail, organization, finalizedInterrupt],
      [['anna@example.edu'], ['Example University'], [true]],
    );
    assert.deepEqual(memberOf, ['staff', 'library']);
    assert.equal(outcome(await anna.loginForm(MAIL)), 'arrived');
  });

  test('JSON: a block has a link and no way on; ssoEnabled=false makes no session', async () => {
    const bruno = person();
    const page = await bruno.login('bruno', { service: WIKI });
    assert.equal(outcome(page), 'Please return your key card first.');
    assert.equal(page.page().form('fm1'), undefined);
    assert.equal(
      outcome(await bruno.followLink(page, 'Where to')),
      'to https://facilities.example.edu/cards',
    );
    const gerd = person();
    const asked = await gerd.login('gerd', { service: WIKI });
    assert.equal(outcome(asked), 'Examination dates have changed.');
    assert.equal(outcome(await gerd.proceed(asked)), 'arrived');
    assert.equal(await gerd.cookie('TGC'), undefined);
  });

  test('regex: an attribute whose name and value match brings the default message', async () => {
    assert.equal(await signIn('carla', WIKI), 'Authentication flow is interrupted');
  });

  test('Groovy: the script runs as it stands', async () => {
    const page = await person().login('dora', { service: WIKI });
    assert.equal(outcome(page), 'Your password is 400 days old.');
    assert.deepEqual(page.page().links()[0], {
      label: 'Change it now',
      link: 'https://password.example.edu/change',
    });
    assert.match(server.stderr(), /Asking about dora on the way to https:\/\/wiki\.example\.edu\/start/);
  });

  test('REST: the endpoint is asked as before, and its answer counts', async () => {
    const emil = person();
    const form = await emil.loginForm(WIKI);
    const fields = { username: 'emil', password: 'Mellon' };
    const { execution = '', _eventId = '' } = form.page().form('fm1')?.fields ?? {};
    const page = await emil.post(form.url, { ...fields, execution, _eventId }, { 'accept-language': 'fr' });
    assert.ok(page.body.includes('Your mailbox is nearly full.'));
    assert.deepEqual(university.asked.at(-1), {
      query: {
        campus: 'main',
        username: 'emil',
        service: WIKI,
        registeredService: '^https://wiki\\.example\\.edu(:\\d+)?/.*',
      },
      authorization: `Basic ${Buffer.from('cas:between-friends').toString('base64')}`,
      language: 'fr',
    });
  });

  test('D9 REST: an endpoint that breaks interrupts nobody by default, and the log tells', async () => {
    assert.equal(await signIn('frida', WIKI), 'arrived');
    assert.match(server.stderr(), /INTERRUPT_INQUIRY_FAILED[^\n]*frida|frida[^\n]*INTERRUPT_INQUIRY_FAILED/);
  });

  test('Webmail: the name is an attribute, and attributes go out under other names', async () => {
    const anna = person();
    const arrived = await anna.proceed(await anna.login('anna', { service: MAIL }));
    const { authenticationSuccess } = await anna.validate(MAIL, arrived.ticket ?? '');
    assert.equal(authenticationSuccess?.user, 'anna@example.edu');
    assert.deepEqual(authenticationSuccess.attributes['emailAddress'], ['anna@example.edu']);
    assert.equal(authenticationSuccess.attributes['memberOf'], undefined);
  });

  test('Payroll: required attributes, and forceExecution asks at every entry', async () => {
    assert.equal(await signIn('gerd', PAYROLL), 'to https://www.example.edu/no-payroll');
    const anna = person();
    assert.equal(outcome(await anna.proceed(await anna.login('anna', { service: PAYROLL }))), 'arrived');
    assert.equal(outcome(await anna.loginForm(PAYROLL)), 'The library is closed on Friday.');
    assert.equal(outcome(await anna.loginForm(WIKI)), 'arrived');
  });

  test('Timetable and Library: enabled=false, and skipInterrupt of older versions', async () => {
    for (const service of [TIMETABLE, LIBRARY])
      for (const name of ['anna', 'bruno', 'carla', 'dora', 'emil'])
        assert.equal(await signIn(name, service), 'arrived', `${name} at ${service}`);
  });

  test('Grants: only an attribute that matches lets people be asked', async () => {
    assert.equal(await signIn('anna', GRANTS), 'The library is closed on Friday.');
    assert.equal(await signIn('gerd', GRANTS), 'arrived');
  });

  test('Exams: only the script of the policy lets people be asked', async () => {
    assert.equal(await signIn('gerd', EXAMS), 'Examination dates have changed.');
    assert.equal(await signIn('anna', EXAMS), 'arrived');
  });

  test('W5 Archive and Learning ask for what is not here: they refuse, and do not fall to the wildcard', async () => {
    for (const service of [ARCHIVE, LEARNING]) {
      const answer = await person().loginForm(service);
      assert.equal(answer.status, 403);
      assert.equal(outcome(answer), 'Application Not Authorized to Use CAS');
    }
    assert.equal(await signIn('anna', ELSEWHERE), 'The library is closed on Friday.');
  });

  test('W6 a locked account is told so after the right password, and nobody else is', async () => {
    const right = await person().login('hanna', { service: WIKI });
    const wrong = await person().login('hanna', { service: WIKI, password: 'wrong' });
    const unknown = await person().login('nobody', { service: WIKI });
    assert.deepEqual([right.status, wrong.status, unknown.status], [401, 401, 401]);
    assert.match(right.body, /locked/);
    assert.doesNotMatch(wrong.body + unknown.body, /locked/);
  });
});
