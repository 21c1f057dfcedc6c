// Hjson keeps the last of several members of one name and forgets the others. Here each of the repeated names gets a
// number of its own before the text is read, so that a reader can see them all and decide which one counts (D28).

const OPEN = '\uE000';
const CLOSE = '\uE001';
const NUMBERED = /\uE000\d+\uE001/gu;

/** The text with every place that may be one of these names numbered; null when it holds such marks already. */
export function toldApart(text: string, names: ReadonlySet<string>): string | null {
  if (text.includes(OPEN) || text.includes(CLOSE)) return null;
  let number = 0;
  return text.replaceAll(MAYBE_NAME, (said) => {
    if (!names.has(plain(said))) return said;
    const end = /["']$/u.test(said) ? said.length - 1 : said.length;
    return `${said.slice(0, end)}${OPEN}${(number += 1)}${CLOSE}${said.slice(end)}`;
  });
}

/** In quotes or bare, and before a colon. More than names is no harm: the numbers are taken out wherever they stand. */
const MAYBE_NAME = /(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?<![^\s{}[\],:"'])[^\s{}[\],:"']+)(?=\s*:)/gu;

function plain(said: string): string {
  if (!/^["']/u.test(said)) return said;
  const inside = said.slice(1, -1);
  try {
    return JSON.parse(`"${inside}"`) as string;
  } catch {
    return inside;
  }
}

/** Takes the numbers out again, wherever in names or texts they came to stand. */
export function withoutNumbers(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(NUMBERED, '');
  if (Array.isArray(value)) return value.map(withoutNumbers);
  if (typeof value !== 'object' || value === null || value instanceof Map) return value;
  const members = Object.entries(value).map(
    ([name, member]) => [nameOf(name), withoutNumbers(member)] as const,
  );
  return Object.fromEntries(members);
}

export const nameOf = (numbered: string): string => numbered.replaceAll(NUMBERED, '');
