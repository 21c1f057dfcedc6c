// One message of a bundle, ready to be filled in: as plain text, in parts, or with its markup.
import { IntlMessageFormat } from 'intl-messageformat';

/** What a message can be filled with; names are the positions `0`, `1`… as Apereo's bundles write them. */
export type MessageArgument = string | number;

/** A filled-in message: text of the bundle, and the arguments apart from it, so that a page can set them off. */
export type MessagePart = string | { readonly argument: MessageArgument };

export interface Pattern {
  text(args: readonly MessageArgument[]): string;
  parts(args: readonly MessageArgument[]): readonly MessagePart[];
}

// Apereo's bundles carry small markup such as <strong>{0}</strong>. Pages show text and escape it, so the tags go.
// This is for looks; what keeps a page safe is the escaping that comes after it.
const TAG = /<\/?[a-z][^<>]*>/gi;

export const withoutMarkup = (source: string): string => source.replaceAll(TAG, '');

/**
 * Compiles a text in ICU MessageFormat (`{0}`, plurals, `''` for an apostrophe).
 * Throws on broken syntax; filling in throws when an argument is missing.
 */
export function compilePattern(source: string, locale: string): Pattern {
  if (!/[{}']/.test(source)) return { text: () => source, parts: () => [source] };
  const format = new IntlMessageFormat(source, locale, undefined, { ignoreTag: true });
  return {
    text: (args) => String(format.format(Object.fromEntries(args.entries()))),
    parts: (args) => {
      // An object is handed through as a part of its own; a number stays a number, since plurals need it.
      const wrapped = args.map((argument) => (typeof argument === 'string' ? { argument } : argument));
      const parts = format.formatToParts<{ argument: MessageArgument }>(
        Object.fromEntries(wrapped.entries()),
      );
      return parts.map((part) => part.value);
    },
  };
}
