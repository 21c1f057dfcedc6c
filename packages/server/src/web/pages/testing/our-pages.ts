// The pages with our own bundles and templates, for tests.
import { createMessages, type Messages } from '../../messages/messages.ts';
import { createPages, type Pages } from '../render.ts';
import type { Frame } from '../views.ts';

/** Fails on every fault: with our own files there must be none. */
export const ourMessages: Messages = createMessages({
  baseNames: [],
  defaultLocale: 'en',
  forceDefault: false,
  onFault: ({ about, text }) => {
    throw new Error(`${about}: ${text}`);
  },
});

export const ourPages: Pages = createPages({
  overrideDirectory: null,
  contextPath: '/cas',
  messages: ourMessages,
  onFault: ({ template, error }) => {
    throw new Error(template, { cause: error });
  },
});

export const frameIn = (locale: string): Frame => ({
  locale,
  languages: ourMessages.languages
    .filter(({ tag }) => tag !== locale)
    .map((other) => ({ ...other, href: `?locale=${other.tag}` })),
});
