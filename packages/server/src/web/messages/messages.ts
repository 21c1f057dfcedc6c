// Texts of the pages in the person's language, from bundles that an operator can add to (W2).
import { OWN_BASE_NAME, readBundles, type Bundle, type MessageFault } from './bundle-files.ts';
import { escapeHtml } from './escape-html.ts';
import { languageName } from './languages.ts';
import { localeChooser, type LocaleWish } from './locale-choice.ts';
import {
  compilePattern,
  withoutMarkup,
  type MessageArgument,
  type MessagePart,
  type Pattern,
} from './pattern.ts';

export interface MessagesOptions {
  /** `cas.message-bundle.base-names`, in order: the first that has a key wins. Ours come last when not named. */
  readonly baseNames: readonly string[];
  /** `cas.locale.default-value`; English when no bundle has it. */
  readonly defaultLocale: string;
  /** `cas.locale.force-default-value`: everybody gets the default. */
  readonly forceDefault: boolean;
  /** Told each fault of a bundle once: unreadable, incomplete, broken syntax. Nothing here ever fails a page. */
  readonly onFault: (fault: MessageFault) => void;
}

export interface Language {
  /** BCP 47. */
  readonly tag: string;
  /** In the language itself. */
  readonly name: string;
}

export interface Messages {
  /** Languages on offer, English first, then by name. */
  readonly languages: readonly Language[];
  chooseLocale(wish: LocaleWish): string;
  /** The text as plain text, small markup of Apereo's bundles removed. An unknown key is its own text. */
  text(locale: string, key: string, args?: readonly MessageArgument[]): string;
  /** The same with the arguments apart, for pages that set them off. */
  parts(locale: string, key: string, args: readonly MessageArgument[]): readonly MessagePart[];
  /**
   * The text of a `messageCode` (D19) with its markup, arguments escaped: HTML that still has to pass the sanitiser.
   * Null when no bundle has it.
   */
  markup(locale: string, code: string, args: readonly string[]): string | null;
  /** Whether some bundle has the text, in whatever language. */
  knows(key: string): boolean;
}

/** A language counts when this share of the English keys is there; what is missing comes in English. */
const ENOUGH = 0.8;
const ENGLISH = 'en';

export function createMessages(options: MessagesOptions): Messages {
  const bundles = readBundles(options.baseNames, options.onFault);
  const own =
    bundles.find(({ baseName }) => baseName === OWN_BASE_NAME)?.byLanguage.get('') ??
    new Map<string, string>();
  const tags = [ENGLISH, ...offered(bundles, own, options.onFault)];
  const wanted = tags.includes(options.defaultLocale) ? options.defaultLocale : ENGLISH;
  const choose = localeChooser(tags, wanted);
  const plain = lexicon(bundles, own, tags, withoutMarkup, options.onFault);
  const marked = lexicon(bundles, own, tags, (source) => source, options.onFault);
  return {
    languages: tags.map((tag) => ({ tag, name: languageName(tag) })),
    chooseLocale: (wish) => (options.forceDefault ? wanted : choose(wish)),
    text: (locale, key, args = []) => plain(locale, key, (pattern) => pattern.text(args)) ?? key,
    parts: (locale, key, args) => plain(locale, key, (pattern) => pattern.parts(args)) ?? [key],
    knows: (key) => bundles.some(({ byLanguage }) => byLanguage.values().some((texts) => texts.has(key))),
    markup: (locale, code, args) => marked(locale, code, (pattern) => pattern.text(args.map(escapeHtml))),
  };
}

type Lexicon = <T>(locale: string, key: string, use: (pattern: Pattern) => T) => T | null;

/** Finds a text, compiles it once and fills it in; a broken one gives way to our own English. Null when there is none. */
function lexicon(
  bundles: readonly Bundle[],
  own: ReadonlyMap<string, string>,
  tags: readonly string[],
  prepare: (source: string) => string,
  onFault: (fault: MessageFault) => void,
): Lexicon {
  const sources = new Map(tags.map((tag) => [tag, sourceOf(bundles, tag)]));
  // Grows with the bundles, not with requests: only texts that exist are kept.
  const compiled = new Map(tags.map((tag) => [tag, new Map<string, readonly Pattern[]>()]));
  const reported = new Set<string>();
  const attempt = <T>(about: string, make: () => T): T | null => {
    try {
      return make();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!reported.has(about)) onFault({ about, text: `cannot be shown as written: ${why}` });
      reported.add(about);
      return null;
    }
  };
  const patternsOf = (locale: string, key: string): readonly Pattern[] => {
    const known = compiled.get(locale)?.get(key);
    if (known !== undefined) return known;
    const candidates = [sources.get(locale)?.(key), own.get(key)];
    const patterns = candidates.flatMap((source) => {
      if (source === undefined) return [];
      return attempt(`${key} (${locale})`, () => compilePattern(prepare(source), locale)) ?? [];
    });
    if (patterns.length > 0) compiled.get(locale)?.set(key, patterns);
    return patterns;
  };
  return (locale, key, use) => {
    for (const pattern of patternsOf(tags.includes(locale) ? locale : ENGLISH, key)) {
      const filled = attempt(`${key} (${locale})`, () => use(pattern));
      if (filled !== null) return filled;
    }
    return null;
  };
}

/** Spring's order: base names as listed, within each the region, the language, then the file without one. */
function sourceOf(bundles: readonly Bundle[], tag: string): (key: string) => string | undefined {
  const language = new Intl.Locale(tag).language;
  const layers = bundles.flatMap(({ byLanguage }) =>
    [...new Set([tag, language, ''])].flatMap((layer) => byLanguage.get(layer) ?? []),
  );
  return (key) => layers.find((layer) => layer.has(key))?.get(key);
}

/** Languages, apart from English, that have enough of the keys; the others are named once. */
function offered(
  bundles: readonly Bundle[],
  own: ReadonlyMap<string, string>,
  onFault: (fault: MessageFault) => void,
): readonly string[] {
  const tags = new Set(bundles.flatMap(({ byLanguage }) => [...byLanguage.keys()]));
  tags.delete('');
  tags.delete(ENGLISH);
  return [...tags].toSorted().filter((tag) => {
    const language = new Intl.Locale(tag).language;
    const has = (key: string): boolean =>
      bundles.some(
        ({ byLanguage }) =>
          byLanguage.get(tag)?.has(key) === true || byLanguage.get(language)?.has(key) === true,
      );
    const missing = [...own.keys()].filter((key) => !has(key));
    const enough = missing.length <= own.size * (1 - ENOUGH);
    if (missing.length > 0) {
      const fate = enough ? 'are shown in English' : 'are missing, too many for the language to be offered';
      onFault({ about: tag, text: `${missing.length} texts ${fate}: ${missing.slice(0, 5).join(', ')}…` });
    }
    return enough;
  });
}
