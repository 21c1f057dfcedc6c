// Splits look-arounds off the outermost sequence of a pattern: *left and condition and right* at a handful of
// positions (D13). Exact, because a look-around only asks whether something matches at a place.
import { oneUnitEach } from './character-set.ts';
import { findAnchor, lengthOf, nodesOf, type Length } from './shape.ts';
import { PatternFaultError, type Anchor, type LookAround, type PatternNode } from './syntax.ts';

/** They look at the characters on both sides, which a part that is tried on its own does not have. */
const WORD_BOUNDARIES: readonly Anchor['anchor'][] = ['word', 'not-word'];

/** How many different places a look-around may have to be tried at. */
const MOST_POSITIONS = 64;

/** A part of bounded length, then conditions at its end. */
export interface Step {
  readonly part: PatternNode;
  readonly length: Length;
  readonly conditions: readonly LookAround[];
}

/** One alternative of the pattern: steps from the beginning, the rest, conditions at the end of the match. */
export interface Split {
  readonly steps: readonly Step[];
  readonly rest: PatternNode;
  readonly endConditions: readonly LookAround[];
  /** What held the end in front of or behind `endConditions`; `null` when there are none. */
  readonly endAnchor: 'end' | 'last-line' | null;
}

/** The alternatives of a pattern; `search`: a match may begin and end anywhere. Those without look-around stay one. */
export function splitPattern(tree: PatternNode, search: boolean): Split[] {
  const items = flatten(tree);
  const [only, ...others] = items;
  if (only?.kind !== 'choice' || others.length > 0 || !looksAround(only))
    return [splitSequence(items, search)];
  const plain = only.branches.filter((branch) => !looksAround(branch));
  const looking = only.branches.filter(looksAround).flatMap((branch) => splitPattern(branch, search));
  return plain.length === 0
    ? looking
    : [splitSequence([{ kind: 'choice', branches: plain }], search), ...looking];
}

function looksAround(node: PatternNode): boolean {
  return nodesOf(node).some(isLookAround);
}

/** The items of the outermost sequence; a plain group in it is part of it. */
function flatten(node: PatternNode): PatternNode[] {
  return node.kind === 'sequence' ? node.items.flatMap(flatten) : [node];
}

function splitSequence(items: readonly PatternNode[], search: boolean): Split {
  for (const item of items) refuseNested(item);
  const { remaining, endConditions, endAnchor } = takeEnd(items, search);
  const last = remaining.findLastIndex((item) => item.kind === 'look-around');
  const steps = takeSteps(remaining.slice(0, last + 1));
  const rest = sequence(remaining.slice(last + 1));
  const first = remaining.find(isLookAround);
  const opening = items[0];
  const anchored = opening?.kind === 'anchor' && opening.anchor === 'start';
  if (search && first !== undefined && !anchored) {
    throw new PatternFaultError(
      first.position,
      'a look-around in a pattern that is searched for needs a fixed place',
      '^ in front, or $ behind a look-around at the end',
    );
  }
  if (steps.some((step) => step.length.max > 0)) refuseAnchors(rest, ['start', ...WORD_BOUNDARIES]);
  for (const condition of endConditions) checkCondition(condition, 'end');
  return { steps, rest, endConditions, endAnchor };
}

/** Takes look-arounds with nothing but end anchors behind them off the end, where that end is a known place. */
function takeEnd(
  items: readonly PatternNode[],
  search: boolean,
): Omit<Split, 'steps' | 'rest'> & { remaining: readonly PatternNode[] } {
  const begin = items.findLastIndex((item) => !isLookAround(item) && !isEndAnchor(item)) + 1;
  const end = items.slice(begin);
  const endConditions = end.filter(isLookAround);
  const anchors = end.filter(isEndAnchor);
  if (endConditions.length === 0 || (search && anchors.length === 0)) {
    return { remaining: items, endConditions: [], endAnchor: null };
  }
  const endAnchor = search && !anchors.some(({ anchor }) => anchor === 'end') ? 'last-line' : 'end';
  return { remaining: items.slice(0, begin), endConditions, endAnchor };
}

function takeSteps(items: readonly PatternNode[]): Step[] {
  const steps: Step[] = [];
  let part: PatternNode[] = [];
  let furthest = 0;
  let positions = 1;
  for (const item of items) {
    if (item.kind !== 'look-around') {
      part.push(item);
      continue;
    }
    const left = sequence(part);
    const length = lengthOf(left);
    positions += length.max - length.min;
    if (!(positions <= MOST_POSITIONS)) {
      throw new PatternFaultError(
        item.position,
        `a look-around needs a left part of bounded length (at most ${MOST_POSITIONS} different ends) or nothing to its right`,
        item.direction === 'ahead' ? 'it at the beginning: ^(?!.*…)' : 'it at the end of the pattern',
      );
    }
    refuseAnchors(left, furthest > 0 ? ['start', 'end', 'last-line'] : ['end', 'last-line']);
    furthest += length.max;
    // Cut off from what follows, a word boundary cannot see both its sides.
    refuseAnchors(left, WORD_BOUNDARIES);
    checkCondition(item, furthest === 0 ? 'start' : 'between');
    steps.push({ part: left, length, conditions: [item] });
    part = [];
  }
  return steps;
}

/** What stands in a look-around must be something that we can try on its own, exactly as Java does. */
function checkCondition({ direction, body, position }: LookAround, place: 'start' | 'between' | 'end'): void {
  if (direction === 'ahead') {
    if (place !== 'start') refuseAnchors(body, ['start', ...WORD_BOUNDARIES]);
    return;
  }
  refuseAnchors(body, place === 'end' ? ['end', 'last-line'] : ['end', 'last-line', ...WORD_BOUNDARIES]);
  for (const node of nodesOf(body)) {
    if (node.kind === 'repeat' && (node.item.kind !== 'set' || node.max === null)) {
      throw new PatternFaultError(
        node.position,
        'a look-behind may repeat single characters a bounded number of times only',
      );
    }
    if (node.kind === 'set' && !oneUnitEach(node.set)) {
      throw new PatternFaultError(
        node.position,
        'Java counts characters beyond U+FFFF twice in a look-behind',
        'a class that names its characters',
      );
    }
  }
  if (lengthOf(body).max > 1000)
    throw new PatternFaultError(position, 'a look-behind longer than 1000 characters');
}

function refuseAnchors(node: PatternNode, kinds: readonly Anchor['anchor'][]): void {
  const found = findAnchor(node, kinds);
  if (found !== null)
    throw new PatternFaultError(found.position, 'a boundary that cannot hold on this side of a look-around');
}

/** A look-around anywhere but in the outermost sequence. */
function refuseNested(item: PatternNode): void {
  const inside = item.kind === 'look-around' ? item.body : item;
  const nested = nodesOf(inside).find(isLookAround);
  if (nested === undefined) return;
  const tempered = item.kind === 'repeat' && nested.negative && nested.direction === 'ahead';
  throw new PatternFaultError(
    nested.position,
    'a look-around inside a group, a choice or another look-around',
    tempered
      ? 'it at the beginning, over the whole: ^(?!.*…).*$ instead of ^((?!…).)*$'
      : 'it in the outermost sequence',
  );
}

function sequence(items: readonly PatternNode[]): PatternNode {
  return { kind: 'sequence', items };
}

function isLookAround(node: PatternNode): node is LookAround {
  return node.kind === 'look-around';
}

function isEndAnchor(node: PatternNode): node is Anchor {
  return node.kind === 'anchor' && (node.anchor === 'end' || node.anchor === 'last-line');
}
