// What can be told of a pattern's tree without running it: how long its matches are, what stands in it.
import type { Anchor, PatternNode } from './syntax.ts';

/** Lengths of matches in code points; `max` is `Infinity` when there is no bound. */
export interface Length {
  readonly min: number;
  readonly max: number;
}

export function lengthOf(node: PatternNode): Length {
  switch (node.kind) {
    case 'set':
      return { min: 1, max: 1 };
    case 'sequence':
      return node.items
        .map(lengthOf)
        .reduce((a, b) => ({ min: a.min + b.min, max: a.max + b.max }), { min: 0, max: 0 });
    case 'choice': {
      const lengths = node.branches.map(lengthOf);
      return { min: Math.min(...lengths.map((l) => l.min)), max: Math.max(...lengths.map((l) => l.max)) };
    }
    case 'repeat': {
      const { min, max } = lengthOf(node.item);
      return { min: min * node.min, max: max === 0 ? 0 : node.max === 0 ? 0 : max * (node.max ?? Infinity) };
    }
    case 'anchor':
    case 'look-around':
      return { min: 0, max: 0 };
  }
}

/** The node and everything below it, look-arounds' bodies included. */
export function* nodesOf(node: PatternNode): Generator<PatternNode> {
  yield node;
  switch (node.kind) {
    case 'sequence':
      for (const item of node.items) yield* nodesOf(item);
      break;
    case 'choice':
      for (const branch of node.branches) yield* nodesOf(branch);
      break;
    case 'repeat':
      yield* nodesOf(node.item);
      break;
    case 'look-around':
      yield* nodesOf(node.body);
      break;
    case 'set':
    case 'anchor':
  }
}

/** The first of these anchors in `node`. */
export function findAnchor(node: PatternNode, kinds: readonly Anchor['anchor'][]): Anchor | null {
  for (const found of nodesOf(node)) {
    if (found.kind === 'anchor' && kinds.includes(found.anchor)) return found;
  }
  return null;
}
