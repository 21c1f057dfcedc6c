// Texts that a pattern describes, for checks that want to see what it would match. Look-arounds are not minded: whoever
// asks tries each text. The same pattern gives the same texts.
import { contains, type CharacterSet } from './character-set.ts';
import { parseJavaPattern } from './parse.ts';
import { PatternFaultError, type PatternNode } from './syntax.ts';

/** In the order in which they are taken; the rest of Unicode only where none of them is in the set. */
const PREFERRED = 'abcdefghijklmnopqrstuvwxyz0123456789/.-_:=&?#%+@ '.split('');
/** What a repeated "any character" stands for where addresses are matched. */
const ANYTHING = ['', 'a', 'https://a.example/x', 'a.example', '/x', 'https://a', 'x/y', 'https://'];

/** At most `count` different texts; none for a pattern that is refused. */
export function exampleTexts(source: string, ignoreCase: boolean, count: number): readonly string[] {
  const tree = parsed(source, ignoreCase);
  if (tree === null) return [];
  const texts = new Set<string>();
  for (let round = 0; round < count; round += 1) texts.add(write(tree, chooser(round)));
  return [...texts];
}

function parsed(source: string, ignoreCase: boolean): PatternNode | null {
  try {
    return parseJavaPattern(source, ignoreCase);
  } catch (error) {
    if (error instanceof PatternFaultError) return null;
    throw error;
  }
}

type Choose = (options: number) => number;

/** A walk through all choices that differs from round to round: the first takes the first everywhere. */
function chooser(round: number): Choose {
  let state = round;
  return (options) => {
    const chosen = state % options;
    state = (state * 31 + Math.floor(state / options) + round) % 1_000_003;
    return chosen;
  };
}

function write(node: PatternNode, choose: Choose): string {
  switch (node.kind) {
    case 'set':
      return pick(node.set, choose);
    case 'sequence':
      return node.items.map((item) => write(item, choose)).join('');
    case 'choice':
      return write(node.branches[choose(node.branches.length)] ?? node, choose);
    case 'repeat': {
      const { item, min, max } = node;
      if (max === null && item.kind === 'set' && isAnything(item.set)) {
        const text = ANYTHING[choose(ANYTHING.length)] ?? '';
        return text.length < min ? 'a'.repeat(min) : text;
      }
      const times = Math.min(min + choose(3), max ?? Infinity);
      return Array.from({ length: times }, () => write(item, choose)).join('');
    }
    case 'anchor':
    case 'look-around':
      return '';
  }
}

function isAnything(set: CharacterSet): boolean {
  return PREFERRED.every((sign) => contains(set, sign.charCodeAt(0)));
}

function pick(set: CharacterSet, choose: Choose): string {
  const signs = PREFERRED.filter((sign) => contains(set, sign.charCodeAt(0)));
  if (signs.length > 0) return signs[choose(Math.min(signs.length, 4))] ?? '';
  const [first] = set.ranges;
  return first === undefined || set.negated ? 'é' : String.fromCodePoint(first[0]);
}
