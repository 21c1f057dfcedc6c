// The types that members of a definition have, as generous as the reference reads them, and the reading itself.
import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { asksNothing } from './asks-nothing.ts';
import type { Members, Plain } from './definition.ts';
import type { Findings } from './findings.ts';

/** Of a policy: something that is no object and says nothing (false, a blank) is one that was left out. */
export function unlessBlank<S extends z.ZodType>(schema: S) {
  return z.preprocess(
    (value) => (typeof value === 'object' ? value : leftOut(value as Plain)),
    schema.optional(),
  );
}

const leftOut = (value: Plain | undefined): Plain | undefined =>
  value === undefined || asksNothing(value) ? undefined : value;

const TRUTH: Readonly<Record<string, boolean>> = { true: true, false: false };

/** A blank text stands for a member that was left out, as tools write it that know no null. */
const isBlank = (value: Plain): boolean => typeof value === 'string' && ['', 'null'].includes(value.trim());

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
  .preprocess(
    (value) => (value === '' || (Array.isArray(value) && value.length === 0) ? {} : value),
    z.record(z.string(), texts, { error: 'an object with lists of texts is expected' }),
  )
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
    if (name === '@class' || Object.hasOwn(schema.shape, name)) continue;
    const near = misspelt(name, Object.keys(schema.shape));
    if (near !== null)
      findings.warnings.push(`${joined([path, name])}: is no member that is known; the nearest is ${near}`);
    unknown(name, value);
  }
  const shape = schema.shape as Readonly<Record<string, z.ZodType>>;
  const mayLack = (name: string): boolean => shape[name]?.safeParse(undefined).success === true;
  const given = Object.fromEntries(
    Object.entries(members).filter(([name, value]) => !(isBlank(value) && mayLack(name))),
  );
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  for (const { path: place, message } of read.error.issues) {
    findings.faults.push(`${joined([path, ...place.map(String)])}: ${message}`);
  }
  return null;
}

const joined = (steps: readonly string[]): string => steps.filter((step) => step !== '').join('.');

/** The known name that this one was meant to be: short ones within one letter, longer ones within two. */
function misspelt(name: string, known: readonly string[]): string | null {
  if (OTHERS.has(name)) return null;
  const most = name.length < 6 ? 1 : 2;
  const lower = name.toLowerCase();
  return known.find((one) => distance(lower, one.toLowerCase()) <= most) ?? null;
}

/** Names of the reference that are like one of ours and mean something else. */
const OTHERS = new Set(['locale', 'owner', 'logoutTypes']);
