// What every store refuses as a defect of its caller, so that no adapter takes what another one would not.
import type { Change, Row } from './ticket-store.ts';

/** Throws a TypeError for a row that could not be found, ordered or expire. */
export function assertRow(row: Row): void {
  if (row.id === '') throw new TypeError(`a ${row.kind} row needs an id`);
  assertTime(row.createdAt, `createdAt of a ${row.kind}`);
  assertTime(row.expiresAt, `expiresAt of a ${row.kind}`);
}

export function assertChanges(changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.do === 'put') assertRow(change.row);
    else if (change.do === 'touch') assertTime(change.expiresAt, `expiresAt of a ${change.kind}`);
    else if (change.do === 'trim' || change.do === 'trim-children') assertTime(change.keep, 'keep');
  }
}

function assertTime(value: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new TypeError(`${what} must be a whole number, not ${value}`);
}
