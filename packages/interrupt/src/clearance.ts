// The gate law (D1): nothing that lets an application in is made without a Clearance, and only the gate makes one.
import type { Attributes, Authentication, Service } from './inquiry.ts';

declare const clearanceBrand: unique symbol;

/**
 * Leave to enter: for one authentication, one service (or none) and one transaction. It carries nothing to read;
 * `spendClearance` tells what it was for. It cannot be built outside the gate, stored, or used after its request.
 */
export interface Clearance {
  readonly [clearanceBrand]: 'Clearance';
}

/** The HTTP request (or other unit of work) a clearance lives in. Closing it kills every clearance made in it. */
export interface EntryScope {
  isOpen(): boolean;
}

/** What a clearance lets in. Minting functions take who and where from here, never from their caller. */
export interface Cleared {
  /** With `finalizedInterrupt` when this entry finalised an interrupt (D16). */
  readonly authentication: Authentication;
  /** Marks of this one entry: `interruptInquiryFailed` names the inquirers that failed open (D9). */
  readonly entryAttributes: Attributes;
  readonly service: Service | null;
  /** Id of the definition that the gate asked about; null without a service (D25). */
  readonly definition: number | null;
  readonly transaction: string;
  /** `false` when a shown or acknowledged interrupt said `ssoEnabled: false`. */
  readonly ssoEnabled: boolean;
}

/** What a clearance is spent on. Each purpose once: a login without a session yet makes both. */
export type ClearancePurpose = 'session' | 'ticket';

interface LiveClearance {
  readonly cleared: Cleared;
  readonly scope: EntryScope;
  readonly spent: Set<ClearancePurpose>;
}

// Membership here is what makes a clearance genuine; a look-alike object is in nobody's map.
const live = new WeakMap<object, LiveClearance>();

/** For the gate alone; the package does not export it. */
export function makeClearance(cleared: Cleared, scope: EntryScope): Clearance {
  const clearance = Object.freeze(Object.create(null) as object);
  // Frozen: whoever reads a clearance must not be able to send it elsewhere.
  live.set(clearance, { cleared: Object.freeze({ ...cleared }), scope, spent: new Set() });
  return clearance as Clearance;
}

/** A ticket was about to be made without leave. Always a defect of the caller, never of the person. */
export class ClearanceError extends Error {
  readonly code = 'clearance-refused';
  override readonly name = 'ClearanceError';
}

/**
 * Uses a clearance up for one purpose and says whom and where it lets in.
 * Throws {@link ClearanceError} when it was not made by the gate, its request has ended, or it was spent before.
 */
export function spendClearance(clearance: Clearance, purpose: ClearancePurpose): Cleared {
  const found = typeof clearance === 'object' && clearance !== null ? live.get(clearance) : undefined;
  if (found === undefined) throw new ClearanceError('not a clearance of this gate');
  if (!found.scope.isOpen()) throw new ClearanceError('the request this clearance was made in has ended');
  if (found.spent.has(purpose)) throw new ClearanceError(`this clearance was spent on a ${purpose} before`);
  if (purpose === 'ticket' && found.cleared.service === null) {
    throw new ClearanceError('this clearance names no service');
  }
  found.spent.add(purpose);
  return found.cleared;
}

/** Reads what a clearance is for without spending it; null when it is none or its request has ended. */
export function readClearance(clearance: Clearance): Cleared | null {
  const found = typeof clearance === 'object' && clearance !== null ? live.get(clearance) : undefined;
  return found !== undefined && found.scope.isOpen() ? found.cleared : null;
}
