// The names that Apereo CAS 7.0.0 knows (W5). Read only when a name turns up that is not ours.
import { readFileSync } from 'node:fs';
import { nameParts, uniformPart } from './names.ts';

export interface ApereoNames {
  knows(name: string): boolean;
  /** As the reference writes them; `[]` for an index, `*` for any key. */
  readonly names: readonly string[];
}

let loaded: ApereoNames | null = null;

export function apereoNames(): ApereoNames {
  loaded ??= read(readFileSync(new URL('apereo-names.txt', import.meta.url), 'utf8'));
  return loaded;
}

interface Branch {
  end: boolean;
  readonly parts: Map<string, Branch>;
}

function read(text: string): ApereoNames {
  const names: string[] = [];
  let before = '';
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    before = before.slice(0, Number.parseInt(line.slice(0, 2), 36)) + line.slice(2);
    names.push(before);
  }
  const root: Branch = { end: false, parts: new Map() };
  for (const name of names) {
    let at = root;
    for (const part of partsOf(name)) {
      const branch = at.parts.get(part) ?? { end: false, parts: new Map() };
      at.parts.set(part, branch);
      at = branch;
    }
    at.end = true;
  }
  return { names, knows: (name) => matches(root, partsOf(name)) };
}

function partsOf(name: string): readonly string[] {
  return nameParts(name).map((part) => (/^\[\d*\]$/u.test(part) ? '[]' : part === '*' ? '*' : uniformPart(part)));
}

function matches(at: Branch, parts: readonly string[]): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return at.end;
  const exact = at.parts.get(part);
  if (exact !== undefined && matches(exact, rest)) return true;
  // A list of plain values may be written as `name[0]`, or as one value with commas.
  if (part === '[]' && rest.length === 0 && at.end) return true;
  const any = at.parts.get('*');
  // The last `*` takes everything below it: keys of a map may hold dots.
  return any !== undefined && (any.parts.size === 0 ? any.end : matches(any, rest));
}
