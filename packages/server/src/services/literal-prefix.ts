// The letters every match of a pattern begins with. Most definitions name their host: comparing those letters tells a
// thousand services apart before a pattern runs.

const PLAIN = /^[A-Za-z0-9:/_~%=&,;@!'"<> #-]$/;
const PUNCTUATION = /^[!-/:-@[-`{-~]$/;

/** The literal beginning of a Java pattern, perhaps empty, never too long. */
export function literalPrefix(source: string): string {
  // An alternative may begin otherwise; where it ends is not worth finding out.
  if (source.includes('|')) return '';
  let prefix = '';
  for (let at = source.startsWith('^') ? 1 : 0; at < source.length;) {
    const escaped = source[at] === '\\';
    const letter = source[escaped ? at + 1 : at] ?? '';
    if (!(escaped ? PUNCTUATION : PLAIN).test(letter)) break;
    at += escaped ? 2 : 1;
    const following = source[at] ?? '';
    if ('?*{'.includes(following) && following !== '') break;
    prefix += letter;
    if (following === '+') break;
  }
  return prefix;
}

/** Whether an address begins with `prefix`, ASCII case ignored. Allocates nothing. */
export function startsWithLetters(address: string, prefix: string): boolean {
  if (address.length < prefix.length) return false;
  // From the end: hosts differ there, and nearly all begin with `https://`.
  for (let at = prefix.length - 1; at >= 0; at -= 1) {
    if (folded(address.charCodeAt(at)) !== folded(prefix.charCodeAt(at))) return false;
  }
  return true;
}

function folded(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}
