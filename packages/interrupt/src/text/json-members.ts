// Finds the members of one JSON object in UTF-8 bytes without building the values. It sees what JSON.parse hides:
// the order of integer-like keys, repeated keys, and where each value stands in the source.

/** Offsets into the scanned bytes, ends exclusive. The key's offsets include its quotes. */
export type VisitMember = (keyStart: number, keyEnd: number, valueStart: number, valueEnd: number) => void;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Visits the members of the object that begins at the first non-blank byte from `start` and is the last thing before
 * `end`. Answers -1, or the offset of the first fault. Keys and values are delimited, not validated: bytes are a
 * whole JSON object exactly when this answers -1 and JSON.parse accepts each key and each value by itself.
 */
export function scanMembers(bytes: Uint8Array, start: number, end: number, visit: VisitMember): number {
  let at = skipBlank(bytes, start, end);
  if (at >= end || bytes[at] !== OPEN_BRACE) return at;
  at = skipBlank(bytes, at + 1, end);
  if (at < end && bytes[at] === CLOSE_BRACE) return trailing(bytes, at + 1, end);
  while (at < end) {
    if (bytes[at] !== QUOTE) return at;
    const keyStart = at;
    const keyEnd = skipString(bytes, at, end);
    at = skipBlank(bytes, keyEnd, end);
    if (at >= end || bytes[at] !== COLON) return at;
    const valueStart = skipBlank(bytes, at + 1, end);
    const valueEnd = skipValue(bytes, valueStart, end);
    if (valueEnd === valueStart) return valueStart;
    visit(keyStart, keyEnd, valueStart, valueEnd);
    at = skipBlank(bytes, valueEnd, end);
    if (at < end && bytes[at] === CLOSE_BRACE) return trailing(bytes, at + 1, end);
    if (at >= end || bytes[at] !== COMMA) return at;
    at = skipBlank(bytes, at + 1, end);
  }
  return end;
}

function trailing(bytes: Uint8Array, start: number, end: number): number {
  const at = skipBlank(bytes, start, end);
  return at === end ? -1 : at;
}

function skipBlank(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
    at += 1;
  }
  return at;
}

/** From an opening quote to the byte after the closing one, or to the end. */
function skipString(bytes: Uint8Array, start: number, end: number): number {
  let at = start + 1;
  while (at < end) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    at += byte === BACKSLASH ? 2 : 1;
  }
  return end;
}

/** To the end of a string, of a balanced object or list, or of a bare word or number. */
function skipValue(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let depth = 0;
  while (at < end) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = skipString(bytes, at, end);
      if (depth === 0) return at;
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (depth === 0) return trimEnd(bytes, start, at);
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (byte === COMMA && depth === 0) return trimEnd(bytes, start, at);
    at += 1;
  }
  return end;
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && skipBlank(bytes, at - 1, at) === at) at -= 1;
  return at;
}
