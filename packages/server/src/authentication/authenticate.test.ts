import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Logger } from '@vestibule/interrupt';
import type { AuditEvent } from '../operations/audit.ts';
import { acceptUsers } from './accept-users.ts';
import { stubAttributes } from './attribute-repository.ts';
import { createAuthenticator } from './authenticate.ts';
import type { AuthenticationHandler, HandlerAnswer } from './handler.ts';
import { createHashingQueue } from './hashing-queue.ts';
import { passwordEncoder } from './password-encoder.ts';
import { createSuccessLimit } from './success-limit.ts';
import type { LoginThrottle } from './throttle.ts';

const NOW = Date.parse('2026-06-15T12:00:00Z');
const FACTS = { clientAddress: '192.0.2.1', serverAddress: '192.0.2.9', userAgent: 'Firefox' };
const CREDENTIAL = { username: 'casuser', password: 'Mellon' };

function staticHandler(users: string): AuthenticationHandler {
  const choice = passwordEncoder({});
  assert.equal(choice.kind, 'ok');
  return acceptUsers({ name: 'Static Credentials', users, encoder: choice.encoder });
}

function answering(answer: HandlerAnswer | Error): AuthenticationHandler {
  return {
    name: 'scripted',
    kind: 'json-users',
    authenticate: async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

function door(handlers: readonly AuthenticationHandler[], turnAway = false, full = false) {
  const audited: AuditEvent[] = [];
  const logged: string[] = [];
  const counted: boolean[] = [];
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const logger: Logger = { debug: write, info: write, warn: write, error: write };
  const throttle: LoginThrottle = {
    async guard(_who, check, failed) {
      if (turnAway) return { kind: 'throttled', retryAfterSeconds: 17 };
      const result = await check();
      counted.push(failed(result));
      return { kind: 'allowed', result };
    },
  };
  const authenticator = createAuthenticator({
    handlers,
    stubAttributes: stubAttributes({ affiliation: 'member' }),
    principalAttributes: [],
    throttle,
    successes: createSuccessLimit({ now: () => NOW }),
    hashing: full ? { run: async () => ({ kind: 'full', retryAfterSeconds: 5 }) } : createHashingQueue(2),
    clock: { now: () => NOW },
    logger,
    audit: { record: (event) => void audited.push(event) },
  });
  return { authenticator, audited, logged, counted };
}

test('W6 a right password makes an authentication with the attributes of the reference', async () => {
  const { authenticator, audited, counted } = door([staticHandler('casuser::Mellon')]);
  const answer = await authenticator.authenticate(CREDENTIAL, FACTS);
  assert.equal(answer.kind, 'authenticated');
  const { principal, attributes, authenticatedAt } = answer.authentication;
  assert.equal(principal.id, 'casuser');
  assert.deepEqual({ ...principal.attributes }, { username: ['casuser'], affiliation: ['member'] });
  assert.deepEqual(
    { ...attributes },
    {
      authenticationDate: [1_781_524_800],
      authenticationMethod: ['Static Credentials'],
      successfulAuthenticationHandlers: ['Static Credentials'],
      credentialType: ['UsernamePasswordCredential'],
      clientIpAddress: ['192.0.2.1'],
      serverIpAddress: ['192.0.2.9'],
      userAgent: ['Firefox'],
    },
  );
  assert.equal(authenticatedAt, NOW);
  assert.deepEqual(counted, [false]);
  assert.deepEqual(audited, [
    {
      action: 'AUTHENTICATION_SUCCESS',
      who: 'casuser',
      what: 'Static Credentials',
      clientAddress: '192.0.2.1',
    },
  ]);
});

test('a browser that names itself not has no userAgent attribute', async () => {
  const { authenticator } = door([staticHandler('casuser::Mellon')]);
  const answer = await authenticator.authenticate(CREDENTIAL, { ...FACTS, userAgent: null });
  assert.equal(answer.kind === 'authenticated' && 'userAgent' in answer.authentication.attributes, false);
});

test('W6 unknown name and wrong password are one answer', async () => {
  const { authenticator, counted } = door([staticHandler('casuser::Mellon')]);
  for (const credential of [
    { ...CREDENTIAL, password: 'x' },
    { ...CREDENTIAL, username: 'nobody' },
    { ...CREDENTIAL, username: 'CASUSER' },
    { ...CREDENTIAL, password: 'x'.repeat(5000) },
  ]) {
    assert.deepEqual(await authenticator.authenticate(credential, FACTS), { kind: 'rejected' });
  }
  assert.deepEqual(counted, [true, true, true, true]);
  const nobody = door([]);
  assert.deepEqual(await nobody.authenticator.authenticate(CREDENTIAL, FACTS), { kind: 'rejected' });
});

test('W6 a blank field is told before anybody is asked or anything counted', async () => {
  const { authenticator, counted, audited } = door([staticHandler('casuser::Mellon')]);
  const missing = async (username: string, password: string) => {
    const answer = await authenticator.authenticate({ username, password }, FACTS);
    return answer.kind === 'required' ? answer.missing : answer.kind;
  };
  assert.deepEqual(await missing('casuser', ''), ['password']);
  assert.deepEqual(await missing(' ', 'x'), ['username']);
  assert.deepEqual(await missing('', ''), ['username', 'password']);
  assert.deepEqual([counted, audited], [[], []]);
});

test('W6 handlers are asked in order; the first that says yes or refuses decides', async () => {
  const two = [staticHandler('casuser::other'), staticHandler('casuser::Mellon')];
  const second = await door(two).authenticator.authenticate(CREDENTIAL, FACTS);
  assert.equal(second.kind, 'authenticated');
  const refusing = door([answering({ kind: 'refused', status: 'locked' }), staticHandler('casuser::Mellon')]);
  const refused = await refusing.authenticator.authenticate(CREDENTIAL, FACTS);
  assert.deepEqual(refused, { kind: 'refused', status: 'locked' });
  assert.deepEqual(refusing.counted, [false]);
  assert.equal(refusing.audited[0]?.what, 'locked');
});

test('W6 a handler that cannot answer is logged and never a silent pass', async () => {
  for (const broken of [
    answering({ kind: 'failed', cause: 'directory is down' }),
    answering(new Error('Mellon')),
  ]) {
    const alone = door([broken]);
    assert.deepEqual(await alone.authenticator.authenticate(CREDENTIAL, FACTS), { kind: 'unavailable' });
    assert.equal(alone.logged.length, 1);
    assert.doesNotMatch(alone.logged.join(), /Mellon/);
    assert.deepEqual(alone.counted, [true]);
    const helped = door([broken, staticHandler('casuser::Mellon')]);
    const answer = await helped.authenticator.authenticate(CREDENTIAL, FACTS);
    assert.equal(answer.kind, 'authenticated');
    assert.equal(helped.logged.length, 1);
  }
});

test('W6 somebody who is turned away by the throttle is told when to come back', async () => {
  const { authenticator, audited } = door([staticHandler('casuser::Mellon')], true);
  const answer = await authenticator.authenticate(CREDENTIAL, FACTS);
  assert.deepEqual(answer, { kind: 'throttled', retryAfterSeconds: 17 });
  assert.deepEqual(audited, [
    { action: 'THROTTLED_LOGIN_ATTEMPT', who: 'casuser', clientAddress: '192.0.2.1' },
  ]);
});

test('D26 somebody whose password cannot be looked at yet has not failed', async () => {
  const { authenticator, audited, counted } = door([staticHandler('casuser::Mellon')], false, true);
  const answer = await authenticator.authenticate(CREDENTIAL, FACTS);
  assert.deepEqual(answer, { kind: 'busy', retryAfterSeconds: 5 });
  assert.deepEqual(counted, [false]);
  assert.deepEqual(audited, [
    { action: 'THROTTLED_LOGIN_ATTEMPT', who: 'casuser', what: 'busy', clientAddress: '192.0.2.1' },
  ]);
});

test('D30 an account that cannot be used answers as a wrong password, and the log says why', async () => {
  const { authenticator, logged, counted } = door([
    answering({ kind: 'unusable', cause: "'status': expected OK" }),
  ]);
  assert.deepEqual(await authenticator.authenticate(CREDENTIAL, FACTS), { kind: 'rejected' });
  assert.deepEqual(counted, [true]);
  assert.match(logged.join(), /account-unusable.*casuser.*'status': expected OK/);
});

test('D29 a person signs in 120 times a minute and no more, from wherever; others are not concerned', async () => {
  const { authenticator } = door([staticHandler('casuser::Mellon,other::x')]);
  for (let index = 0; index < 120; index += 1) {
    const facts = { ...FACTS, clientAddress: `192.0.2.${index}` };
    assert.equal((await authenticator.authenticate(CREDENTIAL, facts)).kind, 'authenticated');
  }
  const once = await authenticator.authenticate(CREDENTIAL, { ...FACTS, clientAddress: '203.0.113.1' });
  assert.deepEqual(once, { kind: 'throttled', retryAfterSeconds: 60 });
  const other = { username: 'other', password: 'x' };
  assert.equal((await authenticator.authenticate(other, FACTS)).kind, 'authenticated');
});

test('D29 of a User-Agent the first 256 characters are told', async () => {
  const { authenticator } = door([staticHandler('casuser::Mellon')]);
  const answer = await authenticator.authenticate(CREDENTIAL, { ...FACTS, userAgent: 'x'.repeat(19_000) });
  assert.equal(answer.kind, 'authenticated');
  assert.deepEqual(answer.authentication.attributes['userAgent'], ['x'.repeat(256)]);
});
