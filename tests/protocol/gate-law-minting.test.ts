// The gate law, inside (D1): every function that mints is offered look-alike, stale, spent and foreign clearances.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ClearanceError, type Clearance } from '@vestibule/interrupt';
import type { GrantFacts, ServiceTickets } from '../../packages/server/src/sso/service-tickets.ts';
import type { SessionFacts, Sessions } from '../../packages/server/src/sso/sessions.ts';
import { mintingRoom, OPEN_ENTRY } from './support/minting-room.ts';

const FACTS: GrantFacts = { fromNewLogin: true, rememberMe: false };
const CLIENT: SessionFacts = {
  client: { address: '127.0.0.1', userAgent: null },
  rememberMe: false,
  over: null,
};

const SOURCE = fileURLToPath(new URL('../../packages/server/src', import.meta.url));
/** A ticket's value being made. */
const MAKER = /\.(?:serviceTicket|proxyTicket|ticketGrantingTicket|proxyGrantingTicket)\(\)/;

test('D1 these are all that mint: whoever adds another offers it false clearances here', () => {
  const { sessions, serviceTickets } = mintingRoom('AFTER_AUTHENTICATION');
  assert.deepEqual(Object.keys(serviceTickets).toSorted(), ['consume', 'grant', 'isUnused']);
  const ofSessions = [
    'byId',
    'end',
    'find',
    'markCleared',
    'markRequiredService',
    'open',
    'openBeforeInterrupt',
    'use',
  ];
  assert.deepEqual(Object.keys(sessions).toSorted(), ofSessions);
  const files = globSync('**/*.ts', { cwd: SOURCE, exclude: ['**/*.test.ts', '**/testing/**'] });
  const makers = files.filter((path) => MAKER.test(readFileSync(join(SOURCE, path), 'utf8')));
  assert.deepEqual(makers.toSorted(), ['sso/service-tickets.ts', 'sso/sessions.ts']);
});

test('D1 forgetting the gate is a compile error', () => {
  // Never called: the compiler is what is tested.
  const { authentication } = OPEN_ENTRY.inquiry;
  const described = { authentication, service: { id: 'http://news.test/' } };
  const forgetful = ({ grant }: ServiceTickets, { open }: Sessions): unknown => [
    // @ts-expect-error -- a ticket needs a clearance
    grant(null, null, FACTS),
    // @ts-expect-error -- an empty object is none
    grant({}, null, FACTS),
    // @ts-expect-error -- what a clearance would say is none
    grant(described, null, FACTS),
    // @ts-expect-error -- a person is none
    open(authentication, CLIENT),
    // @ts-expect-error -- it cannot be left out
    open(CLIENT),
  ];
  assert.equal(typeof forgetful, 'function');
});

test('D1 look-alike, stale, spent and foreign clearances mint nothing', async () => {
  const room = mintingRoom('AFTER_AUTHENTICATION');
  const genuine = await room.clearance();
  const lookAlikes: unknown[] = [
    null,
    undefined,
    {},
    'clearance',
    1,
    Symbol('clearance'),
    Object.create(null),
    Object.freeze({}),
    { ...genuine },
    structuredClone(genuine),
    Object.create(genuine),
    new Proxy(genuine, {}),
    OPEN_ENTRY.inquiry.authentication,
    () => genuine,
    [genuine],
  ];
  for (const lookAlike of lookAlikes) {
    await assert.rejects(room.serviceTickets.grant(lookAlike as Clearance, null, FACTS), ClearanceError);
    await assert.rejects(room.sessions.open(lookAlike as Clearance, CLIENT), ClearanceError);
  }
  const stale = await room.clearance({ ...OPEN_ENTRY, scope: { isOpen: () => false } });
  await assert.rejects(room.serviceTickets.grant(stale, null, FACTS), ClearanceError);
  await assert.rejects(room.sessions.open(stale, CLIENT), ClearanceError);
  assert.equal(await room.rows(), 0);

  // The genuine one: once for each purpose, and only for whom and where it was made.
  assert.match((await room.serviceTickets.grant(genuine, null, FACTS)) ?? '', /^ST-/);
  await assert.rejects(room.serviceTickets.grant(genuine, null, FACTS), ClearanceError);
  const { session } = await room.sessions.open(genuine, CLIENT);
  assert.equal(session.authentication.principal.id, OPEN_ENTRY.inquiry.authentication.principal.id);
  await assert.rejects(room.sessions.open(genuine, CLIENT), ClearanceError);
  assert.equal(await room.rows(), 2);
});

test('D1 a clearance without a service buys no ticket, one that forbids a session buys none', async () => {
  const room = mintingRoom('AFTER_AUTHENTICATION');
  const bare = await room.clearance({ ...OPEN_ENTRY, inquiry: { ...OPEN_ENTRY.inquiry, service: null } });
  await assert.rejects(room.serviceTickets.grant(bare, null, FACTS), ClearanceError);
  const withoutSso = await room.clearanceAfterProceeding({ message: 'x', ssoEnabled: false });
  await assert.rejects(room.sessions.open(withoutSso, CLIENT), /ssoEnabled/);
  assert.equal(await room.rows(), 0);
});

test('D1 in AFTER_AUTHENTICATION no session is made before the interrupt; in AFTER_SSO every ticket still asks', async () => {
  const { authentication } = OPEN_ENTRY.inquiry;
  const strict = mintingRoom('AFTER_AUTHENTICATION');
  await assert.rejects(strict.sessions.openBeforeInterrupt(authentication, CLIENT), /needs a clearance/);
  assert.equal(await strict.rows(), 0);
  const room = mintingRoom('AFTER_SSO');
  const { session } = await room.sessions.openBeforeInterrupt(authentication, CLIENT);
  await assert.rejects(room.serviceTickets.grant({} as Clearance, session, FACTS), ClearanceError);
});

test('D1 a session that ended meanwhile gets no ticket, a clearance in hand or not', async () => {
  const room = mintingRoom('AFTER_AUTHENTICATION');
  const { session } = await room.sessions.open(await room.clearance(), CLIENT);
  await room.sessions.end(session.id);
  assert.equal(await room.serviceTickets.grant(await room.clearance(), session, FACTS), null);
  assert.equal(await room.rows(), 0);
});
