// Links to the same page in another language.
import type { Language } from '../messages/messages.ts';
import type { LanguageLink } from './views.ts';

/**
 * The page's own address with `locale=` at the front of the query, the rest as it came: a `service` that arrived
 * unencoded stays last and whole (W2). The language at hand has no link; with one language there is none at all.
 */
export function languageLinks(
  languages: readonly Language[],
  locale: string,
  path: string,
  query: string,
): readonly LanguageLink[] {
  const rest = query
    .split('&')
    .filter((pair) => pair !== '' && !/^locale(=|$)/.test(pair))
    .join('&');
  return languages
    .filter(({ tag }) => tag !== locale)
    .map(({ tag, name }) => ({ tag, name, href: `${path}?locale=${tag}${rest === '' ? '' : `&${rest}`}` }));
}
