// In which line of a JSON or Hjson text a member stands. The parsers keep no places, so the text is walked once more,
// without judging it: what was parsed before is followed, anything else ends the walk.

const BLANK = /(?:[\s,]|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const QUOTED = /"(?:[^"\\\n]|\\.)*"|'''[\s\S]*?'''|'(?:[^'\\\n]|\\.)*'/y;
const BARE_NAME = /[^\s,:[\]{}"']+/y;
const COLON = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*:/y;
/** A number or word that ends before its line does; any other value without quotes takes the rest of it. */
const WORD = /(?:true|false|null|-?\d[\d.eE+-]*)(?=[ \t]*(?:[,\]}\n#]|\/\/|\/\*|$))/y;
const REST_OF_LINE = /[^\n]*/y;

/** The line (1-based) of the member that `path` leads to, or of the nearest one above it; null when not even that is there. */
export function lineOfMember(text: string, path: readonly string[]): number | null {
  let best: { readonly depth: number; readonly at: number } | null = null;
  for (const { names, at } of members(text)) {
    const leads = names.length <= path.length && names.every((name, depth) => name === path[depth]);
    // Of two that are called the same, the last one counts, as for the parsers.
    if (leads && names.length >= (best?.depth ?? 1)) best = { depth: names.length, at };
  }
  return best === null ? null : text.slice(0, best.at).split('\n').length;
}

/** Members that stand twice in one object, each with the line where it does again: the parsers keep the last one. */
export function repeatedMembers(
  text: string,
): readonly { readonly names: readonly string[]; readonly line: number }[] {
  const seen = new Set<string>();
  const repeated: { names: readonly string[]; line: number }[] = [];
  for (const { names, at, within } of members(text)) {
    const place = `${within}/${names.at(-1)}`;
    if (seen.has(place)) repeated.push({ names, line: text.slice(0, at).split('\n').length });
    seen.add(place);
  }
  return repeated;
}

interface Member {
  /** From the outermost object down; lists add nothing. */
  readonly names: readonly string[];
  readonly at: number;
  /** Number of the object that it stands in, in the order in which they begin. */
  readonly within: number;
}

interface Open {
  readonly object: boolean;
  readonly names: readonly string[];
  readonly number: number;
}

function* members(text: string): Generator<Member> {
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  if (text.startsWith('\uFEFF')) at = 1;
  take(BLANK);
  let opened = 0;
  const root: Open = { object: text[at] !== '[', names: [], number: 0 };
  const open: Open[] = [root];
  if (text[at] === '{' || text[at] === '[') at += 1;
  for (take(BLANK); at < text.length; take(BLANK)) {
    const inside = open.at(-1);
    if (inside === undefined) return;
    if (text[at] === '}' || text[at] === ']') {
      open.pop();
      at += 1;
      continue;
    }
    let { names } = inside;
    if (inside.object) {
      const start = at;
      const name = take(QUOTED) ?? take(BARE_NAME);
      if (name === null || take(COLON) === null) return;
      names = [...names, unquoted(name)];
      yield { names, at: start, within: inside.number };
      take(BLANK);
    }
    if (text[at] === '{' || text[at] === '[') {
      opened += 1;
      open.push({ object: text[at] === '{', names, number: opened });
      at += 1;
    } else if (take(QUOTED) === null && take(WORD) === null) take(REST_OF_LINE);
  }
}

function unquoted(name: string): string {
  if (!name.startsWith('"')) return name.replaceAll(/^'+|'+$/g, '');
  try {
    return JSON.parse(name) as string;
  } catch {
    return name;
  }
}
