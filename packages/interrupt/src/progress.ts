// How far one entry has come through the plan. Plain and immutable; the host keeps it (sealed) with its transaction.
// It is no leave to enter: it counts for the one entry it was made in and for no other.
import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Entry } from './entry.ts';
import type { InterruptResponse } from './response.ts';
import { responseFromJson, responseToJson } from './serialise.ts';

export interface EntryProgress {
  /** Digest of the entry it belongs to; null before the gate has seen one. */
  readonly entry: string | null;
  /** Inquirers that are done with in this entry: they said no, were acknowledged, proceeded, or failed open. */
  readonly done: readonly string[];
  /** Those whose failure marks this entry: it was passed over, or the last known answer stood in (D9). */
  readonly failed: readonly string[];
  /** Those whose failure keeps the door shut until they answer (D9). */
  readonly failedClosed: readonly string[];
  /** The one that could not be asked yet (D26); the plan goes on from there. */
  readonly busy: string | null;
  /** When each inquirer was last asked in this entry; milliseconds since the epoch. */
  readonly askedAt: readonly (readonly [inquirer: string, at: number])[];
  /** Fingerprints of the notices that were answered in this entry, by inquirer: the same one has no second page in it. */
  readonly answered: readonly (readonly [inquirer: string, fingerprint: string])[];
  /** The interrupt that has the page; `changed` when the person has answered an older text of it in this entry (D39). */
  readonly asking: {
    readonly inquirer: string;
    readonly response: InterruptResponse;
    readonly changed: boolean;
  } | null;
  /** An interrupt was proceeded in this entry (D16). */
  readonly finalized: boolean;
  /** `false` as soon as one shown or acknowledged interrupt said so; an acknowledgement skips the page, not this (D14). */
  readonly ssoEnabled: boolean;
  /** What the service's policy said: not asked yet, ask the inquirers, or the whole plan does not apply here (D7). */
  readonly policy: 'unasked' | 'ask' | 'exempt';
  /** When it said so; milliseconds since the epoch. */
  readonly policyAt: number;
}

/** An answer older than this is asked for again before anything that a person does counts (D39). Milliseconds. */
const LASTS = 60_000;

export const NO_PROGRESS: EntryProgress = {
  entry: null,
  done: [],
  failed: [],
  failedClosed: [],
  busy: null,
  askedAt: [],
  answered: [],
  asking: null,
  finalized: false,
  ssoEnabled: true,
  policy: 'unasked',
  policyAt: 0,
};

/** The progress if it was made in this very entry, else a new beginning (D1: another person, another service). */
export function progressOf(entry: Entry, progress: EntryProgress): EntryProgress {
  const own = digestOf(entry);
  return progress.entry === own ? progress : { ...NO_PROGRESS, entry: own };
}

function digestOf({ inquiry, manner, transaction }: Entry): string {
  const { authentication, service, registeredService } = inquiry;
  const parts = [
    transaction,
    manner,
    authentication.principal.id,
    service?.id ?? null,
    registeredService?.id ?? null,
  ];
  return hash('sha256', JSON.stringify(parts), 'base64url');
}

/** What an inquirer said is too old to count by itself (D39). */
export function isOld({ askedAt }: EntryProgress, inquirer: string, now: number): boolean {
  return askedAt.some(([name, at]) => name === inquirer && now - at > LASTS);
}

/** The same progress without the answers that are too old: whoever gave them is asked again, and so is the policy. */
export function withoutOldAnswers(progress: EntryProgress, now: number): EntryProgress {
  const policy = now - progress.policyAt > LASTS ? 'unasked' : progress.policy;
  return { ...progress, policy, done: progress.done.filter((name) => !isOld(progress, name, now)) };
}

/** An inquirer has been asked. */
export function askedBy(progress: EntryProgress, inquirer: string, at: number): EntryProgress {
  return { ...progress, askedAt: [...others(progress.askedAt, inquirer), [inquirer, at]] };
}

/** A notice was answered: it has no second page in this entry, whatever is remembered elsewhere. */
export function answeredIn(progress: EntryProgress, inquirer: string, print: string): EntryProgress {
  return { ...progress, answered: [...others(progress.answered, inquirer), [inquirer, print]] };
}

/** The notice of this inquirer that was answered in this entry, as its fingerprint. */
export function answeredPrint({ answered }: EntryProgress, inquirer: string): string | null {
  return answered.find(([name]) => name === inquirer)?.[1] ?? null;
}

type Pairs<V> = readonly (readonly [string, V])[];
const others = <V>(pairs: Pairs<V>, name: string): Pairs<V> => pairs.filter(([other]) => other !== name);

/** An inquirer lets pass; what its payload says of the session holds all the same (D14). */
export function passedBy(
  progress: EntryProgress,
  inquirer: string,
  response: InterruptResponse | null,
): EntryProgress {
  const ssoEnabled = progress.ssoEnabled && (response?.ssoEnabled ?? true);
  return { ...progress, done: [...progress.done, inquirer], asking: null, ssoEnabled };
}

/** An inquirer failed and the entry goes on all the same. */
export function markedBy(progress: EntryProgress, inquirer: string): EntryProgress {
  return { ...progress, failed: [...new Set([...progress.failed, inquirer])] };
}

/** An inquirer failed and keeps the door shut. */
export function shutBy(progress: EntryProgress, inquirer: string): EntryProgress {
  return { ...progress, failedClosed: [...progress.failedClosed, inquirer] };
}

/** A form that survives JSON without loss, for the host's store. */
export function progressToJson(progress: EntryProgress): unknown {
  const { asking } = progress;
  return {
    ...progress,
    asking: asking === null ? null : { ...asking, response: responseToJson(asking.response) },
  };
}

const names = z.array(z.string());
const shape = z.strictObject({
  entry: z.string().nullable(),
  done: names,
  failed: names,
  failedClosed: names,
  busy: z.string().nullable(),
  askedAt: z.array(z.tuple([z.string(), z.number()])),
  answered: z.array(z.tuple([z.string(), z.string()])),
  asking: z.strictObject({ inquirer: z.string(), response: z.unknown(), changed: z.boolean() }).nullable(),
  finalized: z.boolean(),
  ssoEnabled: z.boolean(),
  policy: z.enum(['unasked', 'ask', 'exempt']),
  policyAt: z.number(),
});

/** The way back; null for anything that `progressToJson` of this version did not write. */
export function progressFromJson(json: unknown): EntryProgress | null {
  const parsed = shape.safeParse(json);
  if (!parsed.success) return null;
  const { asking, ...rest } = parsed.data;
  if (asking === null) return { ...rest, asking };
  const response = responseFromJson(asking.response);
  return response === null ? null : { ...rest, asking: { ...asking, response } };
}
