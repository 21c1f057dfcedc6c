// How far one entry has come through the plan. Plain and immutable; the host keeps it (sealed) with its transaction.
import type { InterruptResponse } from './response.ts';
import { responseFromJson, responseToJson } from './serialise.ts';

export interface EntryProgress {
  /** Inquirers that are done with in this entry: they said no, were acknowledged, proceeded, or failed open. */
  readonly done: readonly string[];
  /** Those of them that failed open. */
  readonly failedOpen: readonly string[];
  /** Those whose failure keeps the door shut until they answer (D9). */
  readonly failedClosed: readonly string[];
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
  done: [],
  failedOpen: [],
  failedClosed: [],
  asking: null,
  finalized: false,
  ssoEnabled: true,
  policy: 'unasked',
};

/** A form that survives JSON without loss, for the host's store. */
export function progressToJson(progress: EntryProgress): unknown {
  const { asking } = progress;
  return {
    ...progress,
    asking: asking === null ? null : { inquirer: asking.inquirer, response: responseToJson(asking.response) },
  };
}

type Plain = Omit<EntryProgress, 'asking'> & { asking: { inquirer: string; response: unknown } | null };

/** The way back; null when the interrupt in it is not readable. The host vouches for the rest (it is sealed). */
export function progressFromJson(json: unknown): EntryProgress | null {
  const { asking, ...rest } = json as Plain;
  if (asking === null) return { ...rest, asking: null };
  const response = responseFromJson(asking.response);
  return response === null ? null : { ...rest, asking: { inquirer: asking.inquirer, response } };
}
