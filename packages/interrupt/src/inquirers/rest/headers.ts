// What may stand in a header (RFC 9110 §5), and the languages of a browser, rebuilt from what was understood (D10).

/** A token of RFC 9110 §5.6.2. */
export const validateHeaderName = (name: string): boolean => /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/.test(name);

/** Visible ASCII, obs-text, space and tab. */
export const validateHeaderValue = (value: string): boolean =>
  /^[\t\u0020-\u007E\u0080-\u00FF]*$/.test(value);

const MOST_TAGS = 10;
/** RFC 5646 §4.4.1: room for every tag that means something. */
const LONGEST_TAG = 35;
const RANGE = /^([A-Za-z]{1,8}(?:-[\dA-Za-z]{1,8})*|\*)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/;

/**
 * At most ten language ranges of the header, in its order and with its weights; `*` when there is none. What does not
 * parse is left out, so that nothing a browser sends can make an endpoint refuse the request.
 */
export function rebuiltLanguages(header: string | null): string {
  const ranges: string[] = [];
  for (const item of (header ?? '').slice(0, 4_096).split(',')) {
    const [, tag, weight] = RANGE.exec(item.trim()) ?? [];
    if (tag === undefined || tag.length > LONGEST_TAG) continue;
    ranges.push(weight === undefined ? tag : `${tag};q=${weight}`);
    if (ranges.length === MOST_TAGS) break;
  }
  return ranges.length === 0 ? '*' : ranges.join(',');
}
