// The interrupt file as it lies in memory: its own bytes and an open-addressing hash table of offsets into them.
// Two buffers whatever the number of people, so that a thread hands them over without copying, and nothing for the
// garbage collector to walk.

/** What `buildTable` makes and `openTable` reads. Both buffers may be transferred to another thread. */
export interface TableBuffers {
  /** UTF-8; keys without escapes and JSON values lie in it as they stood in the file. */
  readonly text: ArrayBuffer;
  /** `people * 4` numbers (key offset, key length, value offset, value length), then the slots: 0 or record + 1. */
  readonly table: ArrayBuffer;
  readonly people: number;
}

/** Read-only view of the file's contents. */
export interface PeopleTable {
  readonly people: number;
  /** JSON text of the person's payload, or `null`. Exact and case-sensitive; the cost does not grow with the number of people. */
  entry(principalId: string): string | null;
  /** Every principal id once, in the order of the file. */
  ids(): IterableIterator<string>;
}

const RECORD = 4;

/** What the maker of a table knows of its rows, and wants to hear. */
export interface RowFacts {
  /** Whether the payload of this row blocks. */
  blocks(row: number): boolean;
  /** Told the key of every row beyond the first of its key. */
  repeated(key: string): void;
}

/**
 * Builds the table over `records` (see `TableBuffers`). A later record of the same key replaces an earlier one, as in
 * JSON.parse, unless only the earlier one blocks (D28).
 */
export function buildTable(
  text: Uint8Array<ArrayBuffer>,
  records: Uint32Array,
  { blocks, repeated }: RowFacts,
): TableBuffers {
  const rows = records.length / RECORD;
  const slotCount = 2 ** Math.ceil(Math.log2(Math.max(2, rows * 2)));
  const table = new Uint32Array(rows * RECORD + slotCount);
  const slots = table.subarray(rows * RECORD);
  const blocked = new Set<number>();
  let people = 0;
  for (let row = 0; row < rows; row += 1) {
    const record = records.subarray(row * RECORD, (row + 1) * RECORD);
    const [keyAt = 0, keyLength = 0] = record;
    const slot = findSlot(text, table, slots, text, keyAt, keyLength);
    const known = slots[slot] ?? 0;
    if (known !== 0) repeated(Buffer.from(text.buffer, keyAt, keyLength).toString());
    if (blocked.has(known) && !blocks(row)) continue;
    if (known === 0) slots[slot] = people += 1;
    const person = known || people;
    if (blocks(row)) blocked.add(person);
    table.set(record, (person - 1) * RECORD);
  }
  // The repeated ones left a gap between the records and the slots.
  table.copyWithin(people * RECORD, rows * RECORD);
  const used = table.buffer.slice(0, (people * RECORD + slotCount) * table.BYTES_PER_ELEMENT);
  return { text: text.buffer, table: people === rows ? table.buffer : used, people };
}

/** `text` must be the whole of its buffer. */
export function openTable({ text, table, people }: TableBuffers): PeopleTable {
  const bytes = Buffer.from(text);
  const numbers = new Uint32Array(table);
  const slots = numbers.subarray(people * RECORD);
  const slice = (at: number): string =>
    bytes.toString('utf8', numbers[at], (numbers[at] ?? 0) + (numbers[at + 1] ?? 0));
  return {
    people,
    entry(principalId) {
      // Half a surrogate pair would be encoded like any other and find somebody else.
      if (!principalId.isWellFormed()) return null;
      const key = Buffer.from(principalId);
      const record = slots[findSlot(bytes, numbers, slots, key, 0, key.length)] ?? 0;
      return record === 0 ? null : slice((record - 1) * RECORD + 2);
    },
    *ids() {
      for (let person = 0; person < people; person += 1) yield slice(person * RECORD);
    },
  };
}

/** The slot that holds the key, or the free one where it would go. */
function findSlot(
  text: Uint8Array,
  records: Uint32Array,
  slots: Uint32Array,
  keySource: Uint8Array,
  keyAt: number,
  keyLength: number,
): number {
  const mask = slots.length - 1;
  let slot = hashOf(keySource, keyAt, keyLength) & mask;
  for (;;) {
    const record = slots[slot] ?? 0;
    if (record === 0) return slot;
    const at = (record - 1) * RECORD;
    if (records[at + 1] === keyLength && sameBytes(text, records[at] ?? 0, keySource, keyAt, keyLength))
      return slot;
    slot = (slot + 1) & mask;
  }
}

function sameBytes(a: Uint8Array, atA: number, b: Uint8Array, atB: number, length: number): boolean {
  for (let index = 0; index < length; index += 1) if (a[atA + index] !== b[atB + index]) return false;
  return true;
}

/** FNV-1a with the finalising steps of MurmurHash3, so that numbered names spread over the low bits. */
function hashOf(bytes: Uint8Array, start: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < start + length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
