// Double click, reload, back (D22): for ten seconds the same post from the same browser gets the first one's answer
// again; after that the original request begins anew. A post is never carried out twice.
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Clock } from '@vestibule/interrupt';
import { LRUCache } from 'lru-cache';
import { createSealer, type Random } from '../sealing/seal.ts';
import type { SealedRows } from '../sso/sealed-rows.ts';
import type { Change, TicketStore } from '../sso/stores/ticket-store.ts';
import { ticketDigest } from '../sso/ticket-id.ts';
import type { Browser } from './browser.ts';
import type { Presented } from './door.ts';

/** How long a repeated post gets the first one's answer. */
const REPEATABLE = 10_000;

/** Pages that can be shown again; when there are more, the oldest begin their request anew instead. */
const MOST_PAGES = 1000;

/** What carrying out a post came to. */
export interface CarriedOut {
  readonly presented: Presented;
  /** The service ticket in the answer: it is given again only while nobody has used it. */
  readonly ticket: string | null;
  /** How to begin the original request again when the answer cannot be repeated any more. */
  readonly search: string;
  /** Until when the `execution` counts as spent; null when the post left it usable (wrong password). */
  readonly spentUntil: number | null;
}

export type OnceAnswer =
  | { readonly kind: 'answer'; readonly presented: Presented }
  /** The post is not carried out: begin the request with this query again, or with the post's own when it is null. */
  | { readonly kind: 'restart'; readonly search: string | null };

export interface AnswerOnce {
  (
    execution: string,
    post: string,
    browser: Browser,
    carryOut: () => Promise<CarriedOut>,
  ): Promise<OnceAnswer>;
}

/** What is kept of an answer, sealed like every row; the answer itself follows it. */
interface Kept {
  readonly search: string;
  readonly ticket: string | null;
}

/** What is left of a form when its answer is not repeated any more: it was carried out, and this was asked for. */
interface Spent {
  readonly search: string;
}

/** Two sealed values in one: the length of the first, the first, the second. */
function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(first.length);
  return Buffer.concat([length, first, second]);
}

function parted(both: Uint8Array): readonly [Uint8Array, Uint8Array] {
  const length = Buffer.from(both.buffer, both.byteOffset, 4).readUInt32BE();
  return [both.subarray(4, 4 + length), both.subarray(4 + length)];
}

export interface AnswerOnceOptions {
  readonly store: TicketStore;
  readonly rows: SealedRows;
  readonly clock: Clock;
  readonly random: Random;
  readonly isUnused: (ticket: string) => Promise<boolean>;
}

export function createAnswerOnce({ store, rows, clock, random, isUnused }: AnswerOnceOptions): AnswerOnce {
  const running = new Map<string, Running>();
  // Pages are large, and one that cannot be shown again begins its request anew; redirects carry tickets and are few
  // bytes. So pages are kept in memory, and redirects where they survive the process.
  const pages = new LRUCache<string, { readonly post: string; readonly presented: Presented }>({
    max: MOST_PAGES,
  });
  // The answer holds a session's ticket, so its key is one that only the post itself yields: the store cannot tell it.
  const sealerOf = (execution: string, post: string) =>
    createSealer(hash('sha256', `repeated-answer/${execution}/${post}`, 'buffer'), random);

  async function repeat(
    id: string,
    execution: string,
    post: string,
    browser: Browser,
  ): Promise<OnceAnswer | null> {
    const row = await store.get('answer', id, clock.now());
    if (row === null) return spent(execution);
    if (row.parent !== browser.digest) return { kind: 'restart', search: null };
    const [about, sealed] = parted(row.value);
    const kept = rows.open({ ...row, value: about }) as Kept | null;
    if (kept === null) return { kind: 'restart', search: null };
    const restart: OnceAnswer = { kind: 'restart', search: kept.search };
    // Whatever brings it: a redirect, headers, or a page with a form (`method=POST`).
    if (kept.ticket !== null && !(await isUnused(kept.ticket))) return restart;
    if (sealed.length === 0) {
      const page = pages.get(id);
      return page?.post === post ? { kind: 'answer', presented: page.presented } : restart;
    }
    const opened = sealerOf(execution, post).openBytes(sealed, id);
    if (opened === null) return restart;
    return { kind: 'answer', presented: JSON.parse(Buffer.from(opened).toString()) as Presented };
  }

  async function spent(execution: string): Promise<OnceAnswer | null> {
    const row = await store.get('answer', spentDigest(execution), clock.now());
    if (row === null) return null;
    const kept = rows.open(row) as Spent | null;
    return { kind: 'restart', search: kept?.search ?? null };
  }

  async function carry(
    id: string,
    execution: string,
    post: string,
    browser: Browser,
    run: () => Promise<CarriedOut>,
  ) {
    const carried = await run();
    if (carried.spentUntil === null) return carried;
    const now = clock.now();
    const { presented, search, ticket, spentUntil } = carried;
    const until = now + REPEATABLE;
    const put = (rowId: string, parent: string | null, value: Uint8Array, expiresAt: number): Change => ({
      do: 'put',
      row: { kind: 'answer', id: rowId, parent, owner: null, value, createdAt: now, expiresAt },
    });
    const kept: Kept = { search, ticket };
    const isPage = presented.body !== '';
    if (isPage) pages.set(id, { post, presented });
    const answer = isPage
      ? new Uint8Array(0)
      : sealerOf(execution, post).sealBytes(JSON.stringify(presented), id);
    const changes = [put(id, browser.digest, joined(rows.seal('answer', id, kept), answer), until)];
    if (spentUntil > until) {
      // A small row of its own: it outlives the answer, and the logout that takes the answer away.
      const mark: Spent = { search };
      const markId = spentDigest(execution);
      changes.push(put(markId, null, rows.seal('answer', markId, mark), spentUntil));
    }
    await store.apply(changes);
    return carried;
  }

  return async (execution, form, browser, carryOut) => {
    const id = ticketDigest(execution);
    const post = hash('sha256', form, 'base64url');
    // Nothing may be awaited between looking for a running post and becoming the running one.
    for (let first = running.get(id); first !== undefined; first = running.get(id)) {
      // Another browser learns nothing of what this one is answered (D4).
      if (first.browser !== browser.digest) return { kind: 'restart', search: null };
      const came = await first.done;
      if (came.kind === 'repeated' || came.carried.spentUntil !== null) {
        const search = came.kind === 'repeated' ? came.search : came.carried.search;
        const answer = came.kind === 'repeated' ? came.answer : answered(came.carried);
        return first.post === post ? answer : { kind: 'restart', search };
      }
    }
    const done = (async (): Promise<Outcome> => {
      const answer = await repeat(id, execution, post, browser);
      if (answer !== null)
        return { kind: 'repeated', answer, search: answer.kind === 'restart' ? answer.search : null };
      return { kind: 'carried', carried: await carry(id, execution, post, browser, carryOut) };
    })();
    running.set(id, { browser: browser.digest, post, done });
    try {
      const came = await done;
      return came.kind === 'repeated' ? came.answer : answered(came.carried);
    } finally {
      running.delete(id);
    }
  };
}

const spentDigest = (execution: string): string => ticketDigest(`spent/${execution}`);

const answered = ({ presented }: CarriedOut): OnceAnswer => ({ kind: 'answer', presented });

type Outcome =
  | { readonly kind: 'carried'; readonly carried: CarriedOut }
  | { readonly kind: 'repeated'; readonly answer: OnceAnswer; readonly search: string | null };

interface Running {
  readonly browser: string;
  readonly post: string;
  readonly done: Promise<Outcome>;
}
