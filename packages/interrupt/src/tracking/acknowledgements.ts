// What the tracking cookie says once it is opened: digests of what was acknowledged, and where it was written.
// Small on purpose: 32 entries stay far under what browsers keep, whatever protection goes around them (D15).
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Digests in the order they were acknowledged, the newest last. */
export interface CookieContent {
  /** Where the cookie was written, or null when it is not pinned. */
  readonly pin: Pin | null;
  readonly entries: readonly DigestEntry[];
}

export interface DigestEntry {
  /** 128 bits over the person and the fingerprint, base64url: tells nothing and fits nobody else (INT-44). */
  readonly digest: string;
  /** Seconds since the epoch. */
  readonly at: number;
}

/** Claims that are compared one by one, so that no character in them can be mistaken for a separator (INT-99). */
export interface Pin {
  readonly address: string;
  /** Null when the browser sent no User-Agent. */
  readonly userAgent: string | null;
}

/** Acknowledgements kept at most; the oldest goes first. */
export const MOST_ACKNOWLEDGEMENTS = 32;

const DIGEST = /^[A-Za-z0-9_-]{22}$/;
const TIME = /^[0-9a-z]{1,9}$/;

const shape = z.strictObject({
  v: z.literal(1),
  pin: z.strictObject({ a: z.string(), u: z.string().nullable() }).nullable(),
  // Entries as `digest.time`, the time in base 36, separated by a space: a third shorter than JSON.
  seen: z.string(),
});

/** Digest of one acknowledgement. Lengths are part of what is digested, so no two pairs run together. */
export function acknowledgementDigest(principalId: string, fingerprint: string): string {
  return digest('acknowledgement', principalId, fingerprint);
}

/** The claims of a browser. Digested, so that no header can swell the cookie. */
export function pinOf(clientAddress: string, userAgent: string | null): Pin {
  return {
    address: digest('address', clientAddress),
    userAgent: userAgent === null ? null : digest('user-agent', userAgent),
  };
}

/**
 * The entries with one more at the end, without an earlier one of the same digest, and only the last `keep`. Place and
 * not time says what is older: a clock that was set back must not make the newest the first to go.
 */
export function withEntry(
  entries: readonly DigestEntry[],
  added: DigestEntry,
  keep = MOST_ACKNOWLEDGEMENTS,
): readonly DigestEntry[] {
  return [...entries.filter((entry) => entry.digest !== added.digest), added].slice(-keep);
}

export function encodeContent({ pin, entries }: CookieContent): string {
  return JSON.stringify({
    v: 1,
    pin: pin === null ? null : { a: pin.address, u: pin.userAgent },
    seen: entries.map((entry) => `${entry.digest}.${entry.at.toString(36)}`).join(' '),
  });
}

/** Null for anything that `encodeContent` did not write. */
export function decodeContent(text: string): CookieContent | null {
  const parsed = shape.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { pin, seen } = parsed.data;
  const entries = seen === '' ? [] : seen.split(' ').map((entry) => decodeEntry(entry));
  if (entries.length > MOST_ACKNOWLEDGEMENTS || entries.includes(null)) return null;
  return {
    pin: pin === null ? null : { address: pin.a, userAgent: pin.u },
    entries: entries.filter((entry) => entry !== null),
  };
}

function decodeEntry(text: string): DigestEntry | null {
  const [entryDigest = '', time = '', ...rest] = text.split('.');
  if (!DIGEST.test(entryDigest) || !TIME.test(time) || rest.length > 0) return null;
  return { digest: entryDigest, at: Number.parseInt(time, 36) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function digest(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    // UTF-16, since UTF-8 would write every lone surrogate alike.
    const bytes = Buffer.from(part, 'utf16le');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  }
  return hash.digest().subarray(0, 16).toString('base64url');
}
