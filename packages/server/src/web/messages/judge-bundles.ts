// What an operator's bundles hold that would only come to light when somebody reads the page: texts that cannot be shown,
// keys that are nearly ours, keys given twice. Looked at once, at start and by `check`.
import { distance } from 'fastest-levenshtein';
import { Properties } from 'properties-file/parser';
import { bundleFiles, bundleText, OWN_BASE_NAME, ownTexts, type MessageFault } from './bundle-files.ts';
import { compilePattern, withoutMarkup } from './pattern.ts';

export function judgeBundles(baseNames: readonly string[]): readonly MessageFault[] {
  const own = ownTexts();
  return baseNames
    .filter((baseName) => baseName !== OWN_BASE_NAME)
    .flatMap((baseName) => bundleFiles(baseName))
    .flatMap(({ file, language }) => judgeFile(file, language === '' ? 'en' : language, own));
}

function judgeFile(file: string, locale: string, own: ReadonlyMap<string, string>): readonly MessageFault[] {
  const faults: MessageFault[] = [];
  const lines = new Map<string, number>();
  for (const { key, value, startingLineNumber } of new Properties(bundleText(file)).getProperties()) {
    const say = (text: string): void =>
      void faults.push({ about: `${file}, line ${startingLineNumber}`, text: `${key}: ${text}` });
    const before = lines.get(key);
    if (before !== undefined) say(`stands there twice, in line ${before} too; the last one counts`);
    lines.set(key, startingLineNumber);
    const broken = whyBroken(value, locale);
    if (broken !== null) say(`cannot be shown as written: ${broken}`);
    else if (own.has(key)) {
      const missing = placeholders(value).filter((one) => !placeholders(own.get(key) ?? '').includes(one));
      if (missing.length > 0)
        say(`has ${missing.join(', ')}, which nothing is given for; the text is not shown`);
    } else {
      const near = [...own.keys()].find((one) => distance(one, key) <= 2);
      if (near !== undefined) say(`is no key of ours; the nearest is ${near}`);
    }
  }
  return faults;
}

function whyBroken(source: string, locale: string): string | null {
  try {
    compilePattern(withoutMarkup(source), locale);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const placeholders = (source: string): readonly string[] =>
  [...source.matchAll(/\{(\d+)\b/g)].map(([, number = '']) => `{${number}}`);
