// Classes that a script names and behind which nothing stands here: their use fails when it is reached, which nobody should
// learn from an inquiry (D37).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFERENCE_CLASSES } from './host-classes.ts';

let known: readonly string[] | null = null;

/** Those of the list that are not made of something: no exceptions, annotations or policies. */
function names(): readonly string[] {
  known ??= readFileSync(join(REFERENCE_CLASSES, 'names.txt'), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^[\w.]+$/.test(line));
  return known;
}

const COMMENT = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g;
const IMPORT = /^[ \t]*import[ \t].*$/gm;

/** By their full names, in the order of the list; an import alone is no use. */
export function unavailableClasses(text: string): readonly string[] {
  const said = text.replaceAll(COMMENT, '');
  const rest = said.replaceAll(IMPORT, '');
  return names().filter((name) => {
    const simple = name.slice(name.lastIndexOf('.') + 1);
    if (rest.includes(name)) return true;
    return new RegExp(
      String.raw`^[ \t]*import[ \t]+(?:static[ \t]+)?${name.replaceAll('.', String.raw`\.`)}\b`,
      'm',
    ).test(said)
      ? new RegExp(String.raw`\b${simple}\b`).test(rest)
      : false;
  });
}
