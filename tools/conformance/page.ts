// The conformance page, made from the list of statements and the names of the tests; a test holds
// `docs/reference/conformance.md` to it.
import type { Statement } from './statement.ts';
import { STATEMENTS } from './statements.ts';
import type { NamedTest } from './test-names.ts';

/** Where the page lies, from the root of the repository. */
export const CONFORMANCE_REFERENCE = 'docs/reference/conformance.md';

/** The whole page as Markdown. */
export function conformanceReference(tests: readonly NamedTest[]): string {
  const count = (state: Statement['state']): number =>
    STATEMENTS.filter((statement) => statement.state === state).length;
  return `<!-- Made by tools/reference/conformance.ts from tools/conformance/statements.ts and the names of the tests. Do not edit. -->

# Conformance

What the authentication interrupt of Apereo CAS does, in ${STATEMENTS.length} statements, and what becomes of each here: ${count('as the reference')} hold as
they stand, ${count('our way')} are decided otherwise, ${count('no counterpart')} are about something that is not here. The D and W numbers are those of
[the decisions](../decisions.md). A test shows a statement when its name begins with the id; the ids of one test may be several.
Statements describe Apereo CAS 7.0.0, or the later version that mended it; where 7.0.0 itself differs, the reason says so.

| id | statement | here | reason | shown by |
| --- | --- | --- | --- | --- |
${STATEMENTS.map((statement) => row(statement, tests)).join('\n')}
`;
}

function row(statement: Statement, tests: readonly NamedTest[]): string {
  const { id, text, state, note = '–' } = statement;
  const here = statement.state === 'our way' ? `${state}: ${statement.by.join(', ')}` : state;
  const files = [
    ...new Set(tests.filter(({ statements }) => statements.includes(id)).map(({ file }) => file)),
  ];
  const links = files.map((file) => `[${file.split('/').at(-1)}](../../${file})`).join(', ');
  return `| ${statementId(id)} | ${cell(text)} | ${here} | ${cell(note)} | ${links === '' ? '–' : links} |`;
}

/** `INT-07`. */
export function statementId(id: number): string {
  return `INT-${String(id).padStart(2, '0')}`;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
