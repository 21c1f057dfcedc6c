// A script that was written for Apereo CAS 5.2 or 5.3, whose `run` got texts: the uid, attributes, the id of the service,
// and a logger. Since 6.0 the first and the third are objects and four became six; what such a script compares, it compares
// in vain, and its block is gone without a word (D37).

const TEXT = String.raw`["'][^"'\n]*["']`;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g;
const LOGGED = String.raw`\.\s*(?:trace|debug|info|warn|error)\b`;
const NAMED = String.raw`(?:def\s+|final\s+|var\s+|Object\s+|String\s+)*(\w+)`;

/** What in the text is of that time, for a message; null when nothing is. */
export function shapedForFive(text: string): string | null {
  const said = text.replaceAll(COMMENT, '');
  const has = (pattern: string): string | null => new RegExp(pattern, 'm').exec(said)?.[0].trim() ?? null;
  const four =
    has(String.raw`\bargs\s*\[\s*3\s*\]\s*${LOGGED}`) ??
    has(String.raw`\blog(?:ger)?\s*=\s*args\s*\[\s*3\s*\]`) ??
    has(String.raw`\(\s*\w+\s*(?:\w+\s*)?,[^,()]*,[^,()]*,[^,()]*\blog(?:ger)?\s*\)\s*=\s*args\b`) ??
    has(String.raw`\brun\s*\([^,()]*,[^,()]*,[^,()]*,[^,()]*\)\s*\{`);
  if (four !== null) return four;
  for (const name of givenNames(said)) {
    const text5 = usedAsText(name, has);
    if (text5 !== null) return text5;
  }
  return null;
}

/** The first and the third argument, by place and by the names that the script gives them. */
function givenNames(said: string): readonly string[] {
  const byPlace = [0, 2].map((place) => String.raw`\bargs\s*\[\s*${place}\s*\]`);
  const assigned = [
    ...said.matchAll(new RegExp(String.raw`${NAMED}\s*=\s*args\s*\[\s*[02]\s*\]\s*(?:;|$)`, 'gm')),
  ];
  const [, list = ''] = /\(([^()]*)\)\s*=\s*args\b/.exec(said) ?? [];
  const taken = list.split(',').map((one) => one.trim().split(/\s+/).at(-1) ?? '');
  const names = [...assigned.map(([, name]) => name ?? ''), taken[0] ?? '', taken[2] ?? ''];
  return [
    ...byPlace,
    ...new Set(names.filter((name) => /^\w+$/.test(name)).map((name) => String.raw`\b${name}\b`)),
  ];
}

function usedAsText(name: string, has: (pattern: string) => string | null): string | null {
  const itself = String.raw`${name}(?!\s*\??[.\[])`;
  return (
    has(String.raw`${itself}\s*(?:[!=]=|==?~)\s*(?:~?/|${TEXT})`) ??
    has(String.raw`${TEXT}\s*(?:[!=]=)\s*${itself}`) ??
    has(String.raw`${TEXT}\s*\.\s*equals(?:IgnoreCase)?\s*\(\s*${itself}\s*\)`) ??
    has(String.raw`\.\s*contains(?:Key)?\s*\(\s*${itself}\s*\)`) ??
    has(String.raw`\bswitch\s*\(\s*${itself}\s*\)`) ??
    has(String.raw`${itself}\s+in\s+[\[\w]`) ??
    has(
      String.raw`${name}\s*\??\.\s*(?:equals|equalsIgnoreCase|startsWith|endsWith|contains|toLowerCase|toUpperCase|matches)\b`,
    ) ??
    has(String.raw`\bString\s+\w+\s*=\s*${itself}`) ??
    has(String.raw`\bString\s+${itself}\s*=\s*args`)
  );
}
