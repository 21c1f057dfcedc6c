// What an operator's templates say that would only come to light when somebody is shown the page: names that no page has,
// and texts that no bundle has. Looked at once, at start and by `check`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { distance } from 'fastest-levenshtein';
import { OWN_TEMPLATES, overriddenTemplates } from './template-files.ts';

export interface TemplateFault {
  /** The file, with the line where there is one. */
  readonly about: string;
  readonly text: string;
}

/** `knows` tells whether some bundle has a text. */
export function judgeTemplates(directory: string, knows: (key: string) => boolean): readonly TemplateFault[] {
  const names = overriddenTemplates(directory);
  const texts = new Map(names.map((name) => [name, readFileSync(join(directory, `${name}.eta`), 'utf8')]));
  const all = readdirSync(directory);
  const faults: TemplateFault[] = [];
  if (names.length === 0 && !all.includes('assets'))
    faults.push({ about: directory, text: 'holds neither a template, NAME.eta, nor a directory "assets"' });
  const foreign = all.filter((file) => /\.(?:html?|jspx?|ftl)$/.test(file));
  if (foreign.length > 0)
    faults.push({
      about: directory,
      text: `${foreign.slice(0, 5).join(', ')}: not read; templates here are NAME.eta`,
    });
  const pages = new Set(overriddenTemplates(OWN_TEMPLATES));
  const included = new Set([...texts.values()].flatMap((text) => quoted(text, /(?:include|layout)\(/)));
  for (const [name, text] of texts) {
    const file = join(directory, `${name}.eta`);
    if (!pages.has(name) && !included.has(name)) {
      const near = [...pages].toSorted((one, other) => distance(one, name) - distance(other, name)).at(0);
      faults.push({
        about: file,
        text: `no page is called ${name}, so it is never shown; the nearest is ${near}`,
      });
    }
    for (const key of new Set(quoted(text, /\.(?:t|rich)\(/))) {
      if (knows(key)) continue;
      const line = text.slice(0, text.indexOf(key)).split('\n').length;
      faults.push({ about: `${file}, line ${line}`, text: `no message bundle has the text ${key}` });
    }
  }
  return faults;
}

/** First arguments that are written out, of calls that begin so. */
function quoted(text: string, call: RegExp): readonly string[] {
  const calls = new RegExp(`${call.source}\\s*(['"])([\\w.-]+)\\1\\s*[,)]`, 'g');
  return [...text.matchAll(calls)].map(([, , name = '']) => name);
}
