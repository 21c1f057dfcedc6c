// Makes, finds, uses and ends single sign-on sessions. In AFTER_AUTHENTICATION a session needs a Clearance (D1).
import {
  spendClearance,
  type Authentication,
  type Clearance,
  type Clock,
  type PatternTest,
} from '@vestibule/interrupt';
import type { Change, Row, TicketStore } from './stores/ticket-store.ts';
import { ticketDigest, type TicketIds } from './ticket-id.ts';
import { ownerOf } from './owner.ts';
import type { SealedRows } from './sealed-rows.ts';
import { hardEnd, idleEnd, type SessionLifetimes } from './session-lifetime.ts';
import { keptClient, type Session, type SessionClient, type StoredSession } from './session.ts';

export interface SessionsOptions {
  readonly store: TicketStore;
  readonly rows: SealedRows;
  readonly ids: TicketIds;
  readonly clock: Clock;
  readonly lifetimes: SessionLifetimes;
  readonly triggerMode: 'AFTER_AUTHENTICATION' | 'AFTER_SSO';
  /** `cas.tgc.pin-to-session`. */
  readonly pinToClient: boolean;
  /** `cas.tgc.allowed-ip-addresses-pattern`: other addresses that a pinned session is accepted from. */
  readonly allowedAddresses: PatternTest | null;
  /** `cas.sso.most-sessions-per-person`: the least recently used go first (D29). */
  readonly mostPerPerson: number;
  /** Told of every session that went because its person had too many. */
  readonly evicted: (session: Session, by: SessionClient) => void;
}

export interface SessionFacts {
  readonly client: SessionClient;
  readonly rememberMe: boolean;
  /** The same person's living session in this browser: its age begins anew and its ticket stays (D5). */
  readonly over: { readonly session: Session; readonly ticketGrantingTicket: string } | null;
}

/** A session and the value its browser is given. The only place where the two are together. */
export interface OpenedSession {
  readonly session: Session;
  readonly ticketGrantingTicket: string;
}

export interface Sessions {
  /** Throws ClearanceError without genuine leave. */
  open(clearance: Clearance, facts: SessionFacts): Promise<OpenedSession>;
  /** The seeds' AFTER_SSO: the session is made first and every ticket asks the gate. Throws in the other mode. */
  openBeforeInterrupt(who: Authentication, facts: SessionFacts): Promise<OpenedSession>;
  /** By the value of the cookie; null when unknown, ended, or presented by another client than it is pinned to. */
  find(ticketGrantingTicket: string, client: SessionClient): Promise<Session | null>;
  byId(id: string): Promise<Session | null>;
  /**
   * Leave was given on this session: it is cleared from now on (D32). After a finalised interrupt the authentication
   * that it stands on says `finalizedInterrupt` (D16). Null when it has ended.
   */
  markCleared(id: string, finalized: boolean): Promise<Session | null>;
  /** Remembers that it has entered the application that must come first; null when it has ended. */
  markRequiredService(id: string): Promise<Session | null>;
  /** Ends the session with every ticket and transaction that stands on it. */
  end(id: string): Promise<void>;
  /** Changes that begin the idle time anew, and demand that the session still lives; applied with what it is used for. */
  use(session: Session): readonly Change[];
}

export function createSessions(options: SessionsOptions): Sessions {
  const { store, rows, ids, clock, lifetimes, triggerMode, pinToClient, allowedAddresses } = options;

  const idleFromNow = (kept: Pick<StoredSession, 'hardEnd' | 'rememberMe'>): number =>
    idleEnd(clock.now(), kept.hardEnd, kept.rememberMe, lifetimes);

  function put(id: string, stored: StoredSession, createdAt: number): Change {
    const expiresAt = idleFromNow(stored);
    const owner = ownerOf(stored.authentication.principal.id);
    const value = rows.seal('session', id, stored);
    return { do: 'put', row: { kind: 'session', id, parent: null, owner, value, createdAt, expiresAt } };
  }

  function begin(
    authentication: Authentication,
    client: SessionClient,
    rememberMe: boolean,
    cleared: boolean,
  ): StoredSession {
    const endsAt = hardEnd(clock.now(), rememberMe, lifetimes);
    return { authentication, rememberMe, cleared, hardEnd: endsAt, client: keptClient(client) };
  }

  async function make(
    who: Authentication,
    { client, rememberMe, over }: SessionFacts,
    withLeave: boolean,
  ): Promise<OpenedSession> {
    if (over !== null) {
      const renewed = await rewrite(
        over.session.id,
        ({ enteredRequiredService = false, cleared = true }) => ({
          ...begin(who, client, rememberMe, withLeave || cleared),
          enteredRequiredService,
        }),
      );
      if (renewed !== null) return { session: renewed, ticketGrantingTicket: over.ticketGrantingTicket };
    }
    const ticketGrantingTicket = ids.ticketGrantingTicket();
    const id = ticketDigest(ticketGrantingTicket);
    const createdAt = clock.now();
    const stored = begin(who, client, rememberMe, withLeave);
    await store.apply([put(id, stored, createdAt)]);
    await keepToBound(who.principal.id, client);
    return { session: session(id, createdAt, idleFromNow(stored), stored), ticketGrantingTicket };
  }

  const session = (id: string, createdAt: number, endsIdle: number, stored: StoredSession): Session => ({
    id,
    createdAt,
    endsIdle,
    lastUsed: stored.rememberMe ? (stored.lastUsed ?? createdAt) : endsIdle - lifetimes.idle,
    client: stored.client,
    authentication: stored.authentication,
    rememberMe: stored.rememberMe,
    cleared: stored.cleared !== false,
    enteredRequiredService: stored.enteredRequiredService === true,
    hardEnd: stored.hardEnd,
  });

  async function read(id: string): Promise<{ row: Row; stored: StoredSession } | null> {
    const row = await store.get('session', id, clock.now());
    const stored = row === null ? null : (rows.open(row) as StoredSession | null);
    return row === null || stored === null ? null : { row, stored };
  }

  /** A person who signs in without end does not fill the store (D29). */
  async function keepToBound(principalId: string, by: SessionClient): Promise<void> {
    const found = await store.owned('session', ownerOf(principalId), clock.now());
    if (found.length <= options.mostPerPerson) return;
    const living = found.flatMap((row) => {
      const stored = rows.open(row) as StoredSession | null;
      return stored === null ? [] : [session(row.id, row.createdAt, row.expiresAt, stored)];
    });
    // Newest first as they come, so that of two used at the same time the older one goes.
    const surplus = living
      .toSorted((one, other) => other.lastUsed - one.lastUsed)
      .slice(options.mostPerPerson);
    for (const one of surplus) {
      await end(one.id);
      options.evicted(one, by);
    }
  }

  /** The one way a session ends before its time. */
  async function end(id: string): Promise<void> {
    await store.removeFamily('session', id);
  }

  /** The changed session, or null when it has ended meanwhile: what is gone does not come back. */
  async function rewrite(
    id: string,
    change: (before: StoredSession) => StoredSession,
  ): Promise<Session | null> {
    const found = await read(id);
    if (found === null) return null;
    const after = change(found.stored);
    const { createdAt } = found.row;
    const alive: Change = { do: 'require', kind: 'session', id, now: clock.now() };
    return (await store.apply([alive, put(id, after, createdAt)]))
      ? session(id, createdAt, idleFromNow(after), after)
      : null;
  }

  function held({ client }: StoredSession, by: SessionClient): boolean {
    if (!pinToClient) return true;
    if (client.userAgentDigest !== keptClient(by).userAgentDigest) return false;
    return client.address === by.address || allowedAddresses?.test(by.address) === 'match';
  }

  /** The end of a remembered session does not move: when it was used is written down now and then. */
  function usedAgain(used: Session): readonly Change[] {
    const { id, createdAt, authentication, rememberMe, enteredRequiredService, client } = used;
    const now = clock.now();
    if (now - used.lastUsed < (used.hardEnd - createdAt) / 100) return [];
    // What it is used for has a clearance.
    const stored = { authentication, rememberMe, enteredRequiredService, client, cleared: true };
    return [put(id, { ...stored, hardEnd: used.hardEnd, lastUsed: now }, createdAt)];
  }

  return {
    async open(clearance, facts) {
      const { authentication, ssoEnabled } = spendClearance(clearance, 'session');
      if (!ssoEnabled) throw new Error('the interrupt forbids a session (ssoEnabled=false)');
      return make(authentication, facts, true);
    },
    async openBeforeInterrupt(who, facts) {
      if (triggerMode !== 'AFTER_SSO') throw new Error('in AFTER_AUTHENTICATION a session needs a clearance');
      return make(who, facts, false);
    },
    markCleared: (id, finalized) =>
      rewrite(id, ({ authentication, ...kept }) => ({
        ...kept,
        cleared: true,
        authentication: finalized
          ? {
              ...authentication,
              attributes: { ...authentication.attributes, finalizedInterrupt: [true] },
            }
          : authentication,
      })),
    markRequiredService: (id) => rewrite(id, (before) => ({ ...before, enteredRequiredService: true })),
    async find(ticketGrantingTicket, client) {
      const found = await read(ticketDigest(ticketGrantingTicket));
      if (found === null || !held(found.stored, client)) return null;
      return session(found.row.id, found.row.createdAt, found.row.expiresAt, found.stored);
    },
    async byId(id) {
      const found = await read(id);
      return found === null ? null : session(id, found.row.createdAt, found.row.expiresAt, found.stored);
    },
    end,
    use(used) {
      const { id } = used;
      const alive: Change = { do: 'require', kind: 'session', id, now: clock.now() };
      if (used.rememberMe) return [alive, ...usedAgain(used)];
      const expiresAt = idleFromNow(used);
      // A busy session is not written at every use: its idle time is kept to a hundredth.
      if (expiresAt - used.endsIdle < lifetimes.idle / 100) return [alive];
      return [alive, { do: 'touch', kind: 'session', id, expiresAt }];
    },
  };
}
