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
  /** The interrupt that has the page. */
  readonly asking: { readonly inquirer: string; readonly response: InterruptResponse } | null;
  /** An interrupt was proceeded in this entry (D16). */
  readonly finalized: boolean;
  /** `false` as soon as one shown or acknowledged interrupt said so; an acknowledgement skips the page, not this (D14). */
  readonly ssoEnabled: boolean;
  /** What the service's policy said: not asked yet, ask the inquirers, or the whole plan does not apply here (D7). */
  readonly policy: 'unasked' | 'ask' | 'exempt';
}

export const NO_PROGRESS: EntryProgress = {
  entry: null,
  done: [],
  failed: [],
  failedClosed: [],
  busy: null,
  asking: null,
  finalized: false,
  ssoEnabled: true,
  policy: 'unasked',
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
  return { ...progress, failed: [...progress.failed, inquirer] };
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
    asking: asking === null ? null : { inquirer: asking.inquirer, response: responseToJson(asking.response) },
  };
}

const names = z.array(z.string());
const shape = z.strictObject({
  entry: z.string().nullable(),
  done: names,
  failed: names,
  failedClosed: names,
  busy: z.string().nullable(),
  asking: z.strictObject({ inquirer: z.string(), response: z.unknown() }).nullable(),
  finalized: z.boolean(),
  ssoEnabled: z.boolean(),
  policy: z.enum(['unasked', 'ask', 'exempt']),
});

/** The way back; null for anything that `progressToJson` of this version did not write. */
export function progressFromJson(json: unknown): EntryProgress | null {
  const parsed = shape.safeParse(json);
  if (!parsed.success) return null;
  const { asking, ...rest } = parsed.data;
  if (asking === null) return { ...rest, asking };
  const response = responseFromJson(asking.response);
  return response === null ? null : { ...rest, asking: { inquirer: asking.inquirer, response } };
}
