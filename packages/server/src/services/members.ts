// The types that members of a definition have, as generous as the reference reads them, and the reading itself.
import { z } from 'zod';
import type { Members, Plain } from './definition.ts';
import type { Findings } from './findings.ts';

const TRUTH: Readonly<Record<string, boolean>> = { true: true, false: false };

/** True or false, also as text in any case (W2). */
export const truth = z.preprocess(
  (value) => (typeof value === 'string' ? (TRUTH[value.trim().toLowerCase()] ?? value) : value),
  z.boolean({ error: 'true or false is expected' }),
);

/** A whole number up to 2^53 - 1, also as text. */
export const whole = z.preprocess(
  (value) => (typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value),
  z.int({ error: 'a whole number up to 9007199254740991 is expected' }),
);

const scalar = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;

export const text = z.preprocess(scalar, z.string({ error: 'text is expected' }));

/** The text of a member that is there and not blank. */
export function filled(value: string | undefined): string | null {
  const said = value?.trim() ?? '';
  return said === '' ? null : said;
}

/** A list of texts; one text counts as a list of one. */
export const texts = z.preprocess(
  (value) => (Array.isArray(value) || typeof value === 'object' ? value : [value]),
  z.array(text, { error: 'a list of texts is expected' }),
);

/** Names to texts, in the order of the file. */
export const textsByName = z
  .record(z.string(), texts, { error: 'an object with lists of texts is expected' })
  .transform((record) => new Map(Object.entries(record).filter(([name]) => name !== '@class')));

/** One of the words, in any case. */
export function word<const W extends string>(...words: readonly W[]) {
  return z.preprocess(
    (value) => {
      const said = scalar(value);
      return typeof said === 'string' ? said.trim().toUpperCase() : said;
    },
    z.enum(words as readonly [W, ...W[]], { error: `one of ${words.join(', ')} is expected` }),
  );
}

/** An http or https address. */
export const webAddress = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim() : value),
  z
    .string({ error: 'an address is expected' })
    .refine(isWebAddress, { error: 'an http or https address is expected' }),
);

function isWebAddress(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}

/**
 * Reads members as `schema` says. Wrong types become faults that name the member; members the schema does not know go
 * to `unknown`. Null when there was a fault.
 */
export function readMembers<S extends z.ZodObject>(
  schema: S,
  members: Members,
  path: string,
  findings: Findings,
  unknown: (name: string, value: Plain) => void,
): z.infer<S> | null {
  for (const [name, value] of Object.entries(members)) {
    if (name !== '@class' && !Object.hasOwn(schema.shape, name)) unknown(name, value);
  }
  const read = schema.safeParse(members);
  if (read.success) return read.data;
  for (const { path: place, message } of read.error.issues) {
    findings.faults.push(
      `${[path, ...place.map(String)].filter((step) => step !== '').join('.')}: ${message}`,
    );
  }
  return null;
}
