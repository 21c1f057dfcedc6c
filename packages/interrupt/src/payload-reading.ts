// What the readers of text must know of payloads: of two members of one name the one that blocks counts, and a text
// without quotes may have swallowed a block (D28).
import { blockingMember, memberBlocks, RUN_ON_BLOCK, runsOnAt } from './payload-spelling.ts';
import type { Reading } from './text/object-text.ts';

/** For text that is one payload. */
export const PAYLOAD_READING: Reading = { prefer, parted, depth: 0 };

/** For text whose members are the payloads of people. */
export const PEOPLE_READING: Reading = { prefer, parted, depth: 1 };

/** The later one, as in every parser, unless only the earlier one blocks. */
function prefer(name: string, first: unknown, second: unknown): unknown {
  const blocks = (value: unknown): boolean => memberBlocks(name, value) || blockingMember(value) !== null;
  return blocks(first) && !blocks(second) ? first : second;
}

/** `message: Account closed, block: true` on a line of its own is one text to Hjson, and two members to its author. */
function parted(
  payload: ReadonlyMap<string, unknown>,
  isUnquoted: (text: string) => boolean,
): ReadonlyMap<string, unknown> {
  const members = new Map<string, unknown>();
  for (const [name, value] of payload) {
    const at = typeof value === 'string' ? runsOnAt(value) : -1;
    if (typeof value !== 'string' || at === -1 || !isUnquoted(value)) members.set(name, value);
    else members.set(name, value.slice(0, at).trimEnd()).set(RUN_ON_BLOCK, true);
  }
  return members;
}
