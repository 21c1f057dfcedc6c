// Places where java.util.regex does something of its own that a linear-time engine cannot follow. Refused, by place.
import { containsLineTerminator, treatsHalvesAsWhole } from './character-set.ts';
import { findAnchor, lengthOf, nodesOf } from './shape.ts';
import { PatternFaultError, type PatternNode } from './syntax.ts';

/** Throws a `PatternFaultError` at the first of them; `search`: those of `find()`, too. */
export function refuseJavaQuirks(tree: PatternNode, search: boolean): void {
  checkLastLineAnchors(tree, false);
  for (const node of nodesOf(tree)) {
    if (node.kind === 'repeat') checkRepeatedStart(node.item, node.min);
    if (search && node.kind === 'anchor' && node.anchor === 'not-word') {
      throw new PatternFaultError(
        node.position,
        'Java searches for \\B inside characters beyond U+FFFF, too',
        '\\w on both sides',
      );
    }
    if (search && node.kind === 'set' && !treatsHalvesAsWhole(node.set)) {
      throw new PatternFaultError(
        node.position,
        'Java searches for this class inside characters beyond U+FFFF, too',
        'a class that names its characters',
      );
    }
  }
}

/** After a repetition that matched nothing Java tries no further one: `(^.*?){2}` does not match `a` there. */
function checkRepeatedStart(item: PatternNode, least: number): void {
  const start = findAnchor(item, ['start', 'word', 'not-word']);
  if (start !== null && least > 1 && lengthOf(item).min === 0) {
    throw new PatternFaultError(
      start.position,
      'a boundary inside a repetition that may match nothing',
      start.anchor === 'start' ? '^ in front of it' : 'it outside of the repetition',
    );
  }
}

/**
 * Refuses a `$` after which a line terminator could be matched. Where none can, nothing but the end of the match may
 * come after a `$` that holds before the last line terminator, and that is what lets us read it as the end of the text.
 */
function checkLastLineAnchors(node: PatternNode, terminatorMayFollow: boolean): void {
  switch (node.kind) {
    case 'sequence':
      node.items.reduceRight((follows, item) => {
        checkLastLineAnchors(item, follows);
        return mayBeginWithTerminator(item, follows);
      }, terminatorMayFollow);
      break;
    case 'choice':
      for (const branch of node.branches) checkLastLineAnchors(branch, terminatorMayFollow);
      break;
    case 'repeat': {
      const again = node.max !== 1 && mayBeginWithTerminator(node.item, false);
      checkLastLineAnchors(node.item, terminatorMayFollow || again);
      break;
    }
    case 'anchor':
      if (node.anchor === 'last-line' && terminatorMayFollow) {
        throw new PatternFaultError(
          node.position,
          'in Java $ and \\Z also hold before a last line break, and what follows here could match that break',
          '\\z for the very end',
        );
      }
      break;
    case 'look-around':
      checkLastLineAnchors(node.body, false);
      break;
    case 'set':
  }
}

/** May the first character of `node`, or of what follows when it matches nothing, be a line terminator? */
function mayBeginWithTerminator(node: PatternNode, follows: boolean): boolean {
  switch (node.kind) {
    case 'set':
      return containsLineTerminator(node.set);
    case 'sequence':
      return node.items.reduceRight((after, item) => mayBeginWithTerminator(item, after), follows);
    case 'choice':
      return node.branches.some((branch) => mayBeginWithTerminator(branch, follows));
    case 'repeat':
      return (node.min === 0 && follows) || (node.max !== 0 && mayBeginWithTerminator(node.item, follows));
    case 'anchor':
    case 'look-around':
      return follows;
  }
}
