// The setting names that Apereo CAS knows, 7.0.0 and the versions from 5.0 to 8, so that a name of theirs is told apart
// from a typing error (W5, D38). Read only when a name turns up that is none of ours: most start-ups never do.
import { readFileSync } from 'node:fs';
import { nameParts, uniformPart } from '../names.ts';

/** What stands at a name: one value, a list (`name[0]`), or a map (`name.KEY`). */
export type ApereoShape = 'single' | 'list' | 'map';

export interface ApereoName {
  /** As Apereo spells it, `[]` for an index and `[key]` for a key. */
  readonly name: string;
  readonly shape: ApereoShape;
  /** What Apereo takes when nothing is said. Kept for our own settings and where the loss matters; null for others. */
  readonly default: string | null;
  /** The first and the last version that knew it (`5.0-6.4`), for a name that 7.0.0 does not know; null for the others. */
  readonly versions: string | null;
}

const SHAPES: Readonly<Record<string, ApereoShape>> = { '+': 'list', '*': 'map' };
/** Of other versions, from the configuration model in Apereo's sources; and of 7.0.0, from its own metadata, which wins. */
const FILES = ['other-names.txt', 'names.txt'] as const;

/** The lines of a file: how many characters are as in the name before, the rest, its shape; default; versions. */
export function* decodeNames(encoded: string): Generator<ApereoName> {
  let before = '';
  for (const line of encoded.split('\n')) {
    const [written = '', usual = '', versions = ''] = line.split('\t');
    const [, shared, rest = '', shape = ''] = /^(\d+) (.*?)([+*]?)$/u.exec(written) ?? [];
    if (shared === undefined) continue;
    before = before.slice(0, Number(shared)) + rest;
    yield {
      name: before,
      shape: SHAPES[shape] ?? 'single',
      default: usual === '' ? null : usual,
      versions: versions === '' ? null : versions,
    };
  }
}

/** The other way round; names are sorted, so that neighbours share their beginnings. */
export function encodeNames(names: readonly ApereoName[]): string {
  let before = '';
  let encoded = '';
  for (const { name, shape, default: usual, versions } of names.toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    let shared = 0;
    while (shared < before.length && before[shared] === name[shared]) shared += 1;
    const mark = shape === 'list' ? '+' : shape === 'map' ? '*' : '';
    const more = versions === null ? (usual === null ? '' : `\t${usual}`) : `\t${usual ?? ''}\t${versions}`;
    encoded += `${shared} ${name.slice(shared)}${mark}${more}\n`;
    before = name;
  }
  return encoded;
}

interface Known {
  readonly byName: ReadonlyMap<string, ApereoName>;
  readonly byVariable: ReadonlyMap<string, ApereoName>;
}

let known: Known | null = null;

function knownNames(): Known {
  if (known !== null) return known;
  const all = FILES.flatMap((file) => [...decodeNames(readFileSync(new URL(file, import.meta.url), 'utf8'))]);
  known = {
    byName: new Map(all.map((name) => [partsKey(nameParts(name.name)), name])),
    byVariable: new Map(all.map((name) => [variableKey(name.name), name])),
  };
  return known;
}

/** Every name. */
export function apereoNames(): Iterable<ApereoName> {
  return knownNames().byName.values();
}

/** The name of Apereo's that is meant, in any spelling and with any index or key; null when Apereo knows none. */
export function findApereoName(written: string): ApereoName | null {
  const parts = nameParts(written);
  for (let length = parts.length; length > 1; length -= 1) {
    const found = atParts(parts.slice(0, length));
    if (found !== null && takes(found, parts.slice(length))) return found;
  }
  return null;
}

/** No name has more parts; longer texts are not worth the time. */
const MOST_PARTS = 20;

/** The name itself, or one that has `[key]` for one or two of the parts. */
function atParts(parts: readonly string[]): ApereoName | null {
  const { byName } = knownNames();
  const exact = byName.get(partsKey(parts));
  if (exact !== undefined) return exact;
  if (parts.length > MOST_PARTS) return null;
  const keyed = (all: readonly string[], at: number): readonly string[] => all.with(at, '[key]');
  const one = parts.map((_, at) => keyed(parts, at));
  const two = one.flatMap((some, first) =>
    parts.slice(first + 1).map((_, at) => keyed(some, first + 1 + at)),
  );
  for (const tried of [...one, ...two]) {
    const found = byName.get(partsKey(tried));
    if (found !== undefined) return found;
  }
  return null;
}

/** Whether what is written below a name is a key of its map or an index of its list. */
function takes({ shape }: ApereoName, below: readonly string[]): boolean {
  if (below.length === 0 || shape === 'map') return true;
  return shape === 'list' && partsKey(below) === '[]';
}

/** The name that an environment variable stands for (`CAS_AUTHN_MFA_DUO_0_DUO_API_HOST`); null when there is none. */
export function findApereoVariable(variable: string): ApereoName | null {
  const { byVariable } = knownNames();
  const words = variable.split('_').filter((word) => !/^\d*$/u.test(word));
  for (let length = words.length; length > 1; length -= 1) {
    const found = byVariable.get(words.slice(0, length).join('').toLowerCase());
    if (found !== undefined && (length === words.length || found.shape === 'map')) return found;
  }
  return null;
}

function partsKey(parts: readonly string[]): string {
  return parts
    .map((part) => (/^\[\d*\]$/u.test(part) ? '[]' : part === '[key]' ? part : uniformPart(part)))
    .join('.');
}

function variableKey(name: string): string {
  return name.replaceAll(/\[[^\]]*\]|[^a-zA-Z0-9]/gu, '').toLowerCase();
}
