// The keys that the server made itself: one file in the data directory, written whole or not at all, never logged and
// never replaced by itself, for with it go all sessions (W7).
import { Buffer } from 'node:buffer';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Random } from '@vestibule/interrupt';
import { z } from 'zod';
import { judgePrivateFile, type StorageFault } from '../data-directory.ts';

export type KeysResult<T> =
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'refused'; readonly fault: StorageFault };

export interface Keys {
  /** 32 bytes. Not for use as it is: `deriveKey` makes one for each purpose. */
  readonly master: Uint8Array;
  /** The key of that name, made at first use and kept. A kept one of another length is a fault. */
  named(name: string, bytes: number): KeysResult<Uint8Array>;
}

export const KEYS_FILE = 'keys.json';

const MASTER_BYTES = 32;
const keyText = z.string().regex(/^[A-Za-z0-9_-]{22,}$/);
const shape = z.strictObject({
  version: z.literal(1),
  master: keyText.refine((text) => Buffer.from(text, 'base64url').length === MASTER_BYTES),
  named: z.record(z.string(), keyText),
});
type KeysContent = z.infer<typeof shape>;

/** Reads the keys of a prepared data directory (`prepareDataDirectory`), or makes them when there is no file yet. */
export function loadOrCreateKeys(directory: string, random: Random): KeysResult<Keys> {
  const path = join(resolve(directory), KEYS_FILE);
  return guarded<Keys>(path, () => {
    const first = read(path) ?? create(path, random);
    if (first.kind === 'refused') return first;
    let content = first.value;

    function named(name: string, bytes: number): KeysResult<Uint8Array> {
      return guarded<Uint8Array>(path, () => {
        if (!Object.hasOwn(content.named, name)) {
          // Read again: another process may have added to it since.
          const latest = read(path);
          if (latest?.kind !== 'ready') return latest ?? broken(path, 'it has disappeared');
          const made = encoded(random(bytes));
          content = { ...latest.value, named: { [name]: made, ...latest.value.named } };
          if (content.named[name] === made) replace(path, content);
        }
        const key = decoded(content.named[name] ?? '');
        if (key.length === bytes) return { kind: 'ready', value: key };
        return broken(path, `its key '${name}' has ${key.length} bytes where ${bytes} are needed`);
      });
    }

    return { kind: 'ready', value: { master: decoded(content.master), named } };
  });
}

/** The keys as they are, for commands that change nothing: null when there are none yet, and no key is added. */
export function readKeys(directory: string, random: Random): KeysResult<Keys> | null {
  const path = join(resolve(directory), KEYS_FILE);
  const found = guardedRead(path);
  if (found?.kind !== 'ready') return found;
  const { master, named } = found.value;
  return {
    kind: 'ready',
    value: {
      master: decoded(master),
      named(name, bytes) {
        const key = Object.hasOwn(named, name) ? decoded(named[name] ?? '') : random(bytes);
        if (key.length === bytes) return { kind: 'ready', value: key };
        return broken(path, `its key '${name}' has ${key.length} bytes where ${bytes} are needed`);
      },
    },
  };
}

function guardedRead(path: string): KeysResult<KeysContent> | null {
  let absent = false;
  const found = guarded<KeysContent>(path, () => {
    const content = read(path);
    absent = content === null;
    return content ?? broken(path, 'it has disappeared');
  });
  return absent ? null : found;
}

/** Null when there is no file. */
function read(path: string): KeysResult<KeysContent> | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const fault = judgePrivateFile(path);
  if (fault !== null) return { kind: 'refused', fault };
  const parsed = shape.safeParse(parseJson(text));
  if (parsed.success) return { kind: 'ready', value: parsed.data };
  // Names of members only: what a parser quotes from the text could be a key.
  const member = parsed.error.issues[0]?.path.join('.') ?? '';
  return broken(path, member === '' ? 'it is not a keys file' : `its member '${member}' is wrong`);
}

/** Makes the file; of two processes at once the first wins, and both use what it made. */
function create(path: string, random: Random): KeysResult<KeysContent> {
  const content: KeysContent = { version: 1, master: encoded(random(MASTER_BYTES)), named: {} };
  const draft = writeDraft(path, content);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return read(path) ?? broken(path, 'it has disappeared');
  } finally {
    unlinkSync(draft);
  }
  syncDirectory(path);
  return { kind: 'ready', value: content };
}

function replace(path: string, content: KeysContent): void {
  renameSync(writeDraft(path, content), path);
  syncDirectory(path);
}

/** The whole content in a file beside the real one, safely on the disk. */
function writeDraft(path: string, content: KeysContent): string {
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, 'w', 0o600);
  try {
    // All of it: a full disk may take a part of what one call writes, without an error.
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(file);
    return draft;
  } catch (error) {
    unlinkSync(draft);
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Makes the new name itself survive a power loss. */
function syncDirectory(path: string): void {
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

function guarded<T>(path: string, work: () => KeysResult<T>): KeysResult<T> {
  try {
    return work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    return {
      kind: 'refused',
      fault: { code: 'unreadable', path, message: `${path} cannot be used (${code})` },
    };
  }
}

function broken(path: string, what: string): KeysResult<never> {
  const message =
    `${path} cannot be read: ${what}. Restore it from a backup. To begin anew, move it away: ` +
    'every session ends and people sign in again';
  return { kind: 'refused', fault: { code: 'unreadable', path, message } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function encoded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

function decoded(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64url'));
}
