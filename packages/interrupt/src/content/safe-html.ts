// The one exit for markup in a message: an allow-list over a real HTML parser (D20, INT-82). Loaded when the first
// message with markup is shown, since the parser is large.
import { LRUCache } from 'lru-cache';
import { judgeLink } from './safe-url.ts';

declare const safeHtml: unique symbol;
/** Markup that may stand inside an element of a page. The sanitiser is its only maker. */
export type SafeHtml = string & { readonly [safeHtml]: true };
export type SanitiseMessage = (message: string) => SafeHtml;

export const ALLOWED_TAGS: readonly string[] =
  'a p br hr b strong i em u s small sub sup code pre blockquote span ul ol li dl dt dd h2 h3 h4 table caption colgroup col thead tbody tfoot tr th td'.split(
    ' ',
  );

/** Left out with all they hold; other unknown elements leave their text behind. */
const REMOVED_WHOLE =
  'script style iframe object embed applet noscript noembed noframes template title textarea xmp plaintext select svg math head audio video canvas'.split(
    ' ',
  );
const TABLE = ['table'];
const TABLE_PARTS = ['caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'];

const CACHED_MESSAGES = 256;
const MAX_LENGTH = 65_536;
const MAX_ROUNDS = 8;

/** As far as the link rule looks at a parsed tree. */
interface MarkupNode {
  readonly tagName?: string;
  readonly properties?: Record<string, unknown>;
  readonly children?: readonly MarkupNode[];
}

/**
 * Loads the parser once and answers a plain function. Its result never holds an element outside `ALLOWED_TAGS` nor an
 * attribute but a judged `href`, and parses in a browser to the tree that was checked. A message that is too large or
 * too tangled for that comes out as text.
 */
export async function loadSanitiser(): Promise<SanitiseMessage> {
  const clean = await loadCleaner();
  const known = new LRUCache<string, SafeHtml>({ max: CACHED_MESSAGES });
  return (message) => {
    // Nothing in it that a parser would read as anything but text.
    if (!/[<&\0\r]/.test(message)) return message as SafeHtml;
    let safe = known.get(message);
    if (safe === undefined) known.set(message, (safe = untilStable(clean, message)));
    return safe;
  };
}

/**
 * Taking an element out can leave a tree that no parser would build (a paragraph inside a paragraph); a browser would
 * then see something else than was checked. So the text is cleaned until it stays the same.
 */
function untilStable(clean: (message: string) => string, message: string): SafeHtml {
  if (!tooTangled(message)) {
    try {
      let before = message;
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const after = clean(before);
        if (after === before) return after as SafeHtml;
        before = after;
      }
    } catch {
      // Nested more deeply than the stack: text.
    }
  }
  return asText(message);
}

/** Open formatting elements are repeated in each block that follows: their product is what a parser has to build. */
function tooTangled(message: string): boolean {
  if (message.length > MAX_LENGTH) return true;
  const formatting =
    message.match(/<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b/gi)?.length ?? 0;
  const all = message.match(/</g)?.length ?? 0;
  return formatting * (all - formatting) > 200_000;
}

function asText(message: string): SafeHtml {
  const text = message.replaceAll('\0', '').replaceAll(/\r\n?/g, '\n');
  return text.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;') as SafeHtml;
}

async function loadCleaner(): Promise<(message: string) => string> {
  const [{ unified }, { default: parse }, { default: sanitize }, { default: stringify }] = await Promise.all([
    import('unified'),
    import('rehype-parse'),
    import('rehype-sanitize'),
    import('rehype-stringify'),
  ]);
  const processor = unified()
    .use(parse, { fragment: true })
    .use(sanitize, {
      tagNames: [...ALLOWED_TAGS],
      attributes: { a: ['href'] },
      ancestors: Object.fromEntries(TABLE_PARTS.map((part) => [part, TABLE])),
      // The link rule below has judged every href; this is the second lock on the same door.
      protocols: { href: ['http', 'https', 'mailto'] },
      strip: REMOVED_WHOLE,
      clobber: [],
      required: {},
      allowComments: false,
      allowDoctypes: false,
    })
    .use(stringify)
    .freeze();
  return (message) => {
    const tree = processor.parse(message);
    judgeReferences(tree as MarkupNode);
    return processor.stringify(processor.runSync(tree));
  };
}

function judgeReferences({ properties, children }: MarkupNode): void {
  if (properties !== undefined && 'href' in properties) {
    const href = properties['href'];
    const judgement = typeof href === 'string' ? judgeLink(href) : null;
    if (judgement?.ok === true) properties['href'] = judgement.url;
    else delete properties['href'];
  }
  for (const child of children ?? []) judgeReferences(child);
}
