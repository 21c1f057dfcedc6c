// Tries one alternative of a pattern on a text: part by part from the left, each look-around at its few positions.
import { createProgram, type Program } from './program.ts';
import type { Split, Step } from './split.ts';
import type { LookAround } from './syntax.ts';

/** The input and the place before its last line break, where `$` holds as well as at the end; `null` without one. */
interface Text {
  readonly whole: string;
  readonly beforeLastBreak: number | null;
}

type Condition = (text: Text, position: number) => boolean;

/** `search`: is there a match anywhere in the input? Otherwise: does the input match as a whole? */
export function createEvaluation(split: Split, search: boolean): (input: string) => boolean {
  const steps = split.steps.map(createStep);
  const conditions = split.endConditions.map(createCondition);
  const rest = createProgram(split.rest, {
    start: search && steps.length === 0 ? 'free' : 'fixed',
    end: search && split.endAnchor === null ? 'free' : 'fixed',
  });
  const endsBeforeBreak =
    search && (split.endAnchor === 'last-line' || (split.endAnchor === null && rest.asksLastLine));
  return (input) => {
    const text = { whole: input, beforeLastBreak: lastBreak(input) };
    const positions = steps.reduce<readonly number[]>((from, step) => step(text, from), [0]);
    if (positions.length === 0) return false;
    if (
      conditions.every((holds) => holds(text, input.length)) &&
      positions.some((p) => rest.test(input.slice(p)))
    ) {
      return true;
    }
    const cut = text.beforeLastBreak;
    return (
      endsBeforeBreak &&
      cut !== null &&
      conditions.every((holds) => holds(text, cut)) &&
      positions.some((p) => p <= cut && rest.testBeforeLastBreak(input.slice(p, cut)))
    );
  };
}

/** From each place to every place where the part may end and all conditions hold. */
function createStep({
  part,
  length,
  conditions,
}: Step): (text: Text, from: readonly number[]) => readonly number[] {
  const program = createProgram(part, { start: 'fixed', end: 'fixed' });
  const holds = conditions.map(createCondition);
  return (text, from) => {
    const reached = new Set<number>();
    for (const start of from) {
      let end: number | null = advance(text.whole, start, length.min);
      for (let size = length.min; end !== null && size <= length.max; size += 1) {
        if (program.test(text.whole.slice(start, end))) reached.add(end);
        end = advance(text.whole, end, 1);
      }
    }
    return [...reached].filter((position) => holds.every((condition) => condition(text, position)));
  };
}

function createCondition({ direction, negative, body }: LookAround): Condition {
  const ahead = direction === 'ahead';
  const program = createProgram(
    body,
    ahead ? { start: 'fixed', end: 'free' } : { start: 'free', end: 'fixed' },
  );
  const matches = ahead ? matchesAhead : matchesBehind;
  return (text, position) => matches(program, text, position) !== negative;
}

function matchesAhead(program: Program, { whole, beforeLastBreak }: Text, position: number): boolean {
  if (program.test(whole.slice(position))) return true;
  if (!program.asksLastLine || beforeLastBreak === null || position > beforeLastBreak) return false;
  return program.testBeforeLastBreak(whole.slice(position, beforeLastBreak));
}

function matchesBehind(program: Program, { whole }: Text, position: number): boolean {
  return program.test(whole.slice(0, position));
}

/** `count` characters further, whole ones; `null` beyond the end. */
function advance(text: string, from: number, count: number): number | null {
  let position = from;
  for (let done = 0; done < count; done += 1) {
    const code = text.codePointAt(position);
    if (code === undefined) return null;
    position += code > 0xffff ? 2 : 1;
  }
  return position;
}

function lastBreak(input: string): number | null {
  const found = /(?:\r\n|[\n\r\u0085\u2028\u2029])$/.exec(input.slice(-2));
  return found === null ? null : input.length - found[0].length;
}
