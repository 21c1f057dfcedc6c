// Which test names tell of which numbered statement, read from the sources: a name begins with the ids it shows, as in
// `INT-66 INT-71 D4 …`, `INT-06+68 …` or `INT-47…51 …`.
import { globSync, readFileSync } from 'node:fs';

const SOURCES = ['packages/*/src/**/*.ts', 'tests/**/*.ts', 'tools/**/*.ts', 'demo/**/*.ts', 'bench/**/*.ts'];

/** The first argument of `test(…)` up to its closing quote; one that a template builds counts with its beginning. */
const TEST_NAME = /\b(?:test|it)\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/gu;

const LEADING_ID = /^(?:(?:INT|CAS)-\d+(?:(?:\+|…|\.\.\.)\d+)*|[DW]\d+)[,:]?(?:\s+|$)/u;

export interface NamedTest {
  readonly name: string;
  /** From the repository's root, with `/`. */
  readonly file: string;
  /** n of every `INT-n` the name begins with. */
  readonly statements: readonly number[];
}

/** Every test of the repository whose name begins with the id of a statement. */
export function namedTests(root: string): readonly NamedTest[] {
  return globSync(SOURCES, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] })
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
    .flatMap((file) => testsIn(readFileSync(`${root}/${file}`, 'utf8'), file));
}

export function testsIn(source: string, file: string): readonly NamedTest[] {
  return [...source.matchAll(TEST_NAME)].flatMap(([, single, double, template]) => {
    const name = single ?? double ?? template ?? '';
    const statements = statementsOf(name);
    return statements.length === 0 ? [] : [{ name, file, statements }];
  });
}

/** The statements that a name begins with. */
export function statementsOf(name: string): readonly number[] {
  const found: number[] = [];
  let rest = name;
  for (let id = LEADING_ID.exec(rest); id !== null; id = LEADING_ID.exec(rest)) {
    if (id[0].startsWith('INT-')) found.push(...numbersOf(id[0]));
    rest = rest.slice(id[0].length);
  }
  return found;
}

function numbersOf(id: string): readonly number[] {
  const [, first = '', more = ''] = /^INT-(\d+)(.*)$/su.exec(id) ?? [];
  const numbers = [Number(first)];
  for (const [, joint, next] of more.matchAll(/(\+|…|\.\.\.)(\d+)/gu)) {
    const from = joint === '+' ? Number(next) : (numbers.at(-1) ?? 0) + 1;
    for (let number = from; number <= Number(next); number += 1) numbers.push(number);
  }
  return numbers;
}
