// How much of a request is whose (D27). A server that takes 8 KiB of request head must never refuse an inquiry for what
// a person chose, so what they chose has room of its own, and what the operator's directory says never depends on it.

/** Half of 6 KiB, as it is sent: what a person chose. The other half: the operator's and the directory's. */
export const HALF = 3072;

/** Of a person's half, percent-encoded: the address of the application. */
export const SERVICE_ROOM = 2048;
/** Likewise the User-Agent, when it is among the attributes that are sent. */
export const USER_AGENT_ROOM = 480;

/** Left to the directory however long the operator's own part is. */
const LEAST_DIRECTORY_ROOM = 1024;

/** Room for the name, the attributes and the pattern, beside a fixed part of so many bytes. */
export const directoryRoom = (fixed: number): number => Math.max(LEAST_DIRECTORY_ROOM, HALF - fixed);

/** Half of a surrogate pair, which no URL can hold, becomes U+FFFD: what a person sends never throws here. */
export const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** The beginning of a text whose encoded form fits; no character is cut in two. */
export function fittingBeginning(text: string, room: number): string {
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += encoded(character).length;
    if (size > room) return kept;
    kept += character;
  }
  return kept;
}

/** Bytes of a header line as HTTP/1.1 sends it. */
export const headerSize = (name: string, value: string): number => Buffer.byteLength(`${name}: ${value}\r\n`);
