// Double click, reload, back (D22): for ten seconds the same post from the same browser gets the first one's answer
// again; after that the original request begins anew. A post is never carried out twice.
import { Buffer } from 'node:buffer';
import { hash } from 'node:crypto';
import type { Clock } from '@vestibule/interrupt';
import { createSealer, type Random } from '../sealing/seal.ts';
import type { SealedRows } from '../sso/sealed-rows.ts';
import type { TicketStore } from '../sso/stores/ticket-store.ts';
import { ticketDigest } from '../sso/ticket-id.ts';
import type { Browser } from './browser.ts';
import type { Presented } from './door.ts';

/** How long a repeated post gets the first one's answer. */
const REPEATABLE = 10_000;

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
  /** The post was carried out before: begin the request with this query again. */
  | { readonly kind: 'restart'; readonly search: string };

export interface AnswerOnce {
  (execution: string, post: string, browser: Browser, carryOut: () => Promise<CarriedOut>): Promise<OnceAnswer>;
}

/** What is kept of an answer, sealed like every row; the answer itself follows it. */
interface Kept {
  readonly search: string;
  readonly ticket: string | null;
  readonly until: number;
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
  // The answer holds a session's ticket, so its key is one that only the post itself yields: the store cannot tell it.
  const sealerOf = (execution: string, post: string) =>
    createSealer(hash('sha256', `repeated-answer/${execution}/${post}`, 'buffer'), random);

  async function repeat(id: string, execution: string, post: string, browser: Browser): Promise<OnceAnswer | null> {
    const row = await store.get('answer', id, clock.now());
    if (row === null) return null;
    const [about, sealed] = parted(row.value);
    const kept = rows.open({ ...row, value: about }) as Kept | null;
    if (kept === null) return { kind: 'restart', search: '' };
    const restart: OnceAnswer = { kind: 'restart', search: kept.search };
    if (row.parent !== browser.digest || kept.until <= clock.now()) return restart;
    const opened = sealerOf(execution, post).openBytes(sealed, id);
    if (opened === null) return restart;
    if (kept.ticket !== null && !(await isUnused(kept.ticket))) return restart;
    return { kind: 'answer', presented: JSON.parse(Buffer.from(opened).toString()) as Presented };
  }

  async function carry(id: string, execution: string, post: string, browser: Browser, run: () => Promise<CarriedOut>) {
    const carried = await run();
    if (carried.spentUntil === null) return carried;
    const now = clock.now();
    const answer = sealerOf(execution, post).sealBytes(JSON.stringify(carried.presented), id);
    const kept: Kept = { search: carried.search, ticket: carried.ticket, until: now + REPEATABLE };
    const value = joined(rows.seal('answer', id, kept), answer);
    const expiresAt = Math.max(carried.spentUntil, kept.until);
    await store.apply([
      { do: 'put', row: { kind: 'answer', id, parent: browser.digest, owner: null, value, createdAt: now, expiresAt } },
    ]);
    return carried;
  }

  return async (execution, form, browser, carryOut) => {
    const id = ticketDigest(execution);
    const post = hash('sha256', form, 'base64url');
    // Nothing may be awaited between looking for a running post and becoming the running one.
    for (let first = running.get(id); first !== undefined; first = running.get(id)) {
      const came = await first.done;
      if (came.kind === 'repeated' || came.carried.spentUntil !== null) {
        const search = came.kind === 'repeated' ? came.search : came.carried.search;
        const answer = came.kind === 'repeated' ? came.answer : answered(came.carried);
        return first.post === post ? answer : { kind: 'restart', search };
      }
    }
    const done = (async (): Promise<Outcome> => {
      const answer = await repeat(id, execution, post, browser);
      if (answer !== null) return { kind: 'repeated', answer, search: answer.kind === 'restart' ? answer.search : '' };
      return { kind: 'carried', carried: await carry(id, execution, post, browser, carryOut) };
    })();
    running.set(id, { post, done });
    try {
      const came = await done;
      return came.kind === 'repeated' ? came.answer : answered(came.carried);
    } finally {
      running.delete(id);
    }
  };
}

const answered = ({ presented }: CarriedOut): OnceAnswer => ({ kind: 'answer', presented });

type Outcome =
  | { readonly kind: 'carried'; readonly carried: CarriedOut }
  | { readonly kind: 'repeated'; readonly answer: OnceAnswer; readonly search: string };

interface Running {
  readonly post: string;
  readonly done: Promise<Outcome>;
}
