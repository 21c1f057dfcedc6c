// For what no clock of the test moves: a file that the server watches.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE = 20_000;

/** Asks again until it is so; fails after twenty seconds. */
export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!(await isSo())) {
    assert.ok(Date.now() < end, 'it did not come about');
    await pause(20);
  }
}
