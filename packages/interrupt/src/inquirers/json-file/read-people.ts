// From the bytes of an interrupt file to its table. Runs on the main thread for small files and in a worker for large
// ones; JSON is indexed where it lies, Hjson is first rewritten as JSON.
import { isUtf8 } from 'node:buffer';
import { parsePayload, payloadOddities } from '../../payload.ts';
import { PAYLOAD_READING, PEOPLE_READING } from '../../payload-reading.ts';
import { jsonText, readHjson, readJson } from '../../text/object-text.ts';
import { scanMembers } from '../../text/json-members.ts';
import { buildTable, type TableBuffers } from './people-table.ts';

/** What is unwise in a file that counts. Names are principal ids; at most five of each kind. */
export interface PeopleNotes {
  /** Entries that fail their person's inquiry (or block, when they say so). */
  readonly malformed: number;
  readonly malformedIds: readonly string[];
  /** Entries with members that are near known names and are none: likely typing errors (D28). */
  readonly misspelt: number;
  readonly misspeltIds: readonly string[];
  /** Keys that stand more than once; the one that blocks counts, else the last one, as in JSON.parse (D28). */
  readonly repeated: number;
  readonly repeatedIds: readonly string[];
  /**
   * Keys with white space around them, or that differ from another one in case only: each counts for exactly the principal
   * that is so spelled, and its interrupt for nobody else (D28).
   */
  readonly alike: number;
  readonly alikeIds: readonly string[];
  /** Keys that no principal can have: half of a surrogate pair. Left out. */
  readonly unreachable: number;
}

export type ReadPeople =
  | { readonly ok: true; readonly buffers: TableBuffers; readonly notes: PeopleNotes }
  /** The whole file is broken; the detail quotes nothing of it. `retry`: the same file may be readable later. */
  | { readonly ok: false; readonly detail: string; readonly retry?: true };

const NAMED = 5;
const RECORD = 4;
const broken = (detail: string): ReadPeople => ({ ok: false, detail });

/** `file` is the whole of its buffer and is taken over. An empty file is broken: one that names nobody is `{}`. */
export function readPeople(file: Uint8Array<ArrayBuffer>, strict: boolean): ReadPeople {
  if (!isUtf8(file)) return broken('the file is not UTF-8');
  const start = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? 3 : 0;
  const json = indexJson(file, start, strict);
  if (json !== null) return json;
  let text: string;
  try {
    text = new TextDecoder().decode(file);
  } catch {
    return broken('the file is too large for Hjson; write it as JSON');
  }
  if (text.trim() === '') return broken('the file is empty; one that names nobody holds {}');
  const parsed = readHjson(text, PEOPLE_READING);
  if (!parsed.ok) return broken(parsed.detail);
  if (!(parsed.value instanceof Map)) return broken('the file holds no object of principal ids');
  // Comments alone parse as an object without braces: more likely a file that is being written.
  if (parsed.value.size === 0 && !text.includes('{'))
    return broken('the file holds no object; one that names nobody holds {}');
  const rewritten = Buffer.from(jsonText(parsed.value));
  return indexJson(new Uint8Array(rewritten), 0, strict) ?? broken('the file cannot be indexed');
}

/** `null` when the bytes are no JSON object. */
function indexJson(bytes: Uint8Array<ArrayBuffer>, start: number, strict: boolean): ReadPeople | null {
  const source = Buffer.from(bytes.buffer);
  const rows = new Rows();
  const keys = new Appendix(bytes.length);
  const blocking = new Set<number>();
  const malformed = new Named();
  const misspelt = new Named();
  const alike = new Named();
  const spellings = new Map<string, string>();
  let unreachable = 0;
  try {
    const fault = scanMembers(bytes, start, bytes.length, (keyStart, keyEnd, valueStart, valueEnd) => {
      const id = JSON.parse(source.toString('utf8', keyStart, keyEnd)) as string;
      const value = readJson(source.toString('utf8', valueStart, valueEnd), PAYLOAD_READING);
      if (value === undefined) throw new SyntaxError('no JSON');
      const answer = parsePayload(value, { strict });
      if (!id.isWellFormed()) {
        unreachable += 1;
        return;
      }
      const folded = id.trim().toLowerCase();
      const other = spellings.get(folded);
      if (other === undefined) spellings.set(folded, id);
      if (id !== id.trim() || (other !== undefined && other !== id)) alike.add(id);
      if (answer.kind === 'failed' || (answer.kind === 'interrupt' && answer.fault !== undefined))
        malformed.add(id);
      else if (payloadOddities(value).length > 0) misspelt.add(id);
      if (answer.kind === 'interrupt' && answer.response.block) blocking.add(rows.count);
      const escaped = source.subarray(keyStart, keyEnd).includes(0x5c);
      const [keyAt, keyLength] = escaped ? keys.add(id) : [keyStart + 1, keyEnd - keyStart - 2];
      rows.add(keyAt, keyLength, valueStart, valueEnd - valueStart);
    });
    if (fault !== -1) return null;
  } catch {
    return null;
  }
  const repeated = new Named();
  const buffers = buildTable(keys.appendedTo(bytes), rows.all(), {
    blocks: (row) => blocking.has(row),
    repeated: (id) => repeated.add(id),
  });
  const notes: PeopleNotes = {
    malformed: malformed.count,
    malformedIds: malformed.first,
    misspelt: misspelt.count,
    misspeltIds: misspelt.first,
    repeated: repeated.count,
    repeatedIds: [...new Set(repeated.first)],
    alike: alike.count,
    alikeIds: [...new Set(alike.first)],
    unreachable,
  };
  return { ok: true, buffers, notes };
}

/** How many there are, and the first of them by name. */
class Named {
  count = 0;
  readonly first: string[] = [];

  add(id: string): void {
    this.count += 1;
    if (this.first.length < NAMED) this.first.push(id);
  }
}

/** Decoded spellings of keys that were written with escapes; they come to lie behind the file's own bytes. */
class Appendix {
  readonly #start: number;
  readonly #parts: Buffer[] = [];
  #length = 0;

  constructor(start: number) {
    this.#start = start;
  }

  add(id: string): readonly [at: number, length: number] {
    const bytes = Buffer.from(id);
    const at = this.#start + this.#length;
    this.#parts.push(bytes);
    this.#length += bytes.length;
    return [at, bytes.length];
  }

  appendedTo(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    if (this.#length === 0) return bytes;
    const whole = new Uint8Array(this.#start + this.#length);
    whole.set(bytes);
    whole.set(Buffer.concat(this.#parts), this.#start);
    return whole;
  }
}

/** A list of records that grows by doubling. */
class Rows {
  #numbers = new Uint32Array(256 * RECORD);
  #length = 0;

  add(...record: readonly [number, number, number, number]): void {
    if (this.#length + RECORD > this.#numbers.length) {
      const larger = new Uint32Array(this.#numbers.length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.set(record, this.#length);
    this.#length += RECORD;
  }

  get count(): number {
    return this.#length / RECORD;
  }

  all(): Uint32Array {
    return this.#numbers.subarray(0, this.#length);
  }
}
