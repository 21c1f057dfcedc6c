// What a language is called by those who speak it, and which way it runs.

/** Name of the language in itself, as a switcher shows it: `Deutsch`, `English`. */
export function languageName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  const [first = '', ...rest] = name;
  return first.toLocaleUpperCase(tag) + rest.join('');
}

/** `Intl.Locale.prototype.getTextInfo`, in the runtime but not in the compiler's library yet. */
interface TextInfo {
  getTextInfo(): { readonly direction?: 'ltr' | 'rtl' };
}

export function direction(tag: string): 'ltr' | 'rtl' {
  const locale = new Intl.Locale(tag) as Intl.Locale & TextInfo;
  return locale.getTextInfo().direction ?? 'ltr';
}
