// Which language a person gets: what the address says, what a cookie remembers, what the browser prefers, the default.
import { match } from '@formatjs/intl-localematcher';
import { LRUCache } from 'lru-cache';
import { languageTag } from './bundle-files.ts';

export interface LocaleWish {
  /** Value of `?locale=`; `de_AT` and `de-AT` both do. */
  readonly parameter: string | null;
  readonly cookie?: string | null;
  /** The header as it came; nothing in it can make a request fail. */
  readonly acceptLanguage: string | null;
}

const NOTHING_FITS = 'und';
const LONGEST_HEADER = 1_000;
const MOST_TAGS = 10;

/** Picks one of `available` for each wish, by RFC 4647 look-up; `fallback` when nothing fits. */
export function localeChooser(available: readonly string[], fallback: string): (wish: LocaleWish) => string {
  const pick = (tags: readonly string[]): string | null => {
    const found = match(tags, available, NOTHING_FITS, { algorithm: 'lookup' });
    return available.includes(found) ? found : null;
  };
  const headers = new LRUCache<string, string>({ max: 500 });
  const byHeader = (header: string): string => {
    const known = headers.get(header);
    if (known !== undefined) return known;
    const picked = pick(acceptedTags(header)) ?? fallback;
    headers.set(header, picked);
    return picked;
  };
  const byTag = (written: string | null | undefined): string | null => {
    if (written === null || written === undefined || written.length > 64) return null;
    const tag = languageTag(written);
    return tag === null ? null : pick([tag]);
  };
  return ({ parameter, cookie, acceptLanguage }) =>
    byTag(parameter) ??
    byTag(cookie) ??
    (acceptLanguage === null || acceptLanguage.length > LONGEST_HEADER ? fallback : byHeader(acceptLanguage));
}

/** The tags of an Accept-Language header, best first; what is no language tag (`*` too) is left out. */
export function acceptedTags(header: string): readonly string[] {
  return header
    .split(',')
    .flatMap((range) => {
      const [written = '', ...parameters] = range.split(';').map((part) => part.trim());
      const tag = languageTag(written);
      const weight = parameters.find((parameter) => /^q\s*=/i.test(parameter))?.replace(/^q\s*=\s*/i, '');
      const quality = weight === undefined ? 1 : Number(weight);
      return tag !== null && quality > 0 && quality <= 1 ? [{ tag, quality }] : [];
    })
    .toSorted((one, other) => other.quality - one.quality)
    .slice(0, MOST_TAGS)
    .map(({ tag }) => tag);
}
