// The functions that mint, on a store in memory, and a gate to have clearances from: no HTTP around them.
import assert from 'node:assert/strict';
import {
  createGate,
  createStoreTracking,
  systemRandom,
  type Clearance,
  type Entry,
} from '@vestibule/interrupt';
import { createSealer } from '../../../packages/server/src/sealing/seal.ts';
import { createSealedRows } from '../../../packages/server/src/sso/sealed-rows.ts';
import {
  createServiceTickets,
  type ServiceTickets,
} from '../../../packages/server/src/sso/service-tickets.ts';
import { createSessions, type Sessions } from '../../../packages/server/src/sso/sessions.ts';
import { createMemoryStore } from '../../../packages/server/src/sso/stores/memory-store.ts';
import { createTicketIds } from '../../../packages/server/src/sso/ticket-id.ts';
import { makeBulletin } from './bulletin.ts';

/** Anna at the News, in a request that goes on for ever. */
export const OPEN_ENTRY: Entry = {
  inquiry: {
    authentication: { principal: { id: 'anna', attributes: {} }, attributes: {}, authenticatedAt: 0 },
    service: { id: 'http://news.test/read' },
    registeredService: null,
    request: {
      method: 'GET',
      url: '',
      clientAddress: '127.0.0.1',
      userAgent: null,
      acceptLanguage: null,
      locale: 'en',
      headers: {},
      parameters: {},
    },
  },
  manner: 'interactive',
  tracking: {
    principalId: 'anna',
    presented: [],
    clientAddress: '127.0.0.1',
    userAgent: null,
    present: () => undefined,
  },
  scope: { isOpen: () => true },
  transaction: 'entry-1',
};

export interface MintingRoom {
  readonly sessions: Sessions;
  readonly serviceTickets: ServiceTickets;
  /** A genuine clearance, as the gate gives it where nothing is pending. */
  clearance(entry?: Entry): Promise<Clearance>;
  /** The one after a page with this payload was answered. */
  clearanceAfterProceeding(notice: object): Promise<Clearance>;
  /** Sessions and service tickets in the store. */
  rows(): Promise<number>;
}

export function mintingRoom(triggerMode: 'AFTER_AUTHENTICATION' | 'AFTER_SSO'): MintingRoom {
  const clock = { now: () => 1_000_000 };
  const store = createMemoryStore();
  const rows = createSealedRows(createSealer(systemRandom(32), systemRandom));
  const ids = createTicketIds(systemRandom);
  const sessions = createSessions({
    store,
    rows,
    ids,
    clock,
    triggerMode,
    pinToClient: true,
    allowedAddresses: null,
    mostPerPerson: 1000,
    evicted: () => undefined,
    lifetimes: { hard: 60_000, idle: 60_000, rememberMe: null },
  });
  const serviceTickets = createServiceTickets({ store, rows, ids, clock, sessions, lifetime: 10_000 });
  const bulletin = makeBulletin();
  const nothing = { list: () => Promise.resolve([]), add: () => Promise.resolve() };
  const gate = createGate({
    plan: [bulletin.planned],
    tracking: createStoreTracking({ rows: nothing, clock }),
    clock,
  });
  return {
    sessions,
    serviceTickets,
    async clearance(entry = OPEN_ENTRY) {
      const approached = await gate.approach(entry);
      assert.equal(approached.kind, 'clear');
      return approached.clearance;
    },
    async clearanceAfterProceeding(notice) {
      bulletin.post('anna', notice);
      const asked = await gate.approach(OPEN_ENTRY);
      assert.equal(asked.kind, 'ask');
      const { progress } = asked;
      const answered = await gate.answer(OPEN_ENTRY, progress, { event: 'proceed' });
      assert.equal(answered.kind, 'clear');
      return answered.clearance;
    },
    rows: async () =>
      (await store.count('session', clock.now())) + (await store.count('service-ticket', clock.now())),
  };
}
