// Reads what a source says about one person into an answer (D8). The same rules serve files, REST bodies, scripts and
// custom inquirers.
import type { InquirerAnswer, InquiryFault } from './inquirer.ts';
import {
  fieldReader,
  readBoolean,
  readData,
  readInteger,
  readLinks,
  readText,
  WrongType,
} from './payload-fields.ts';
import { blockingMember, oddMembers, textSaysBlock, type OddMember } from './payload-spelling.ts';
import { DEFAULT_MESSAGE, interruptResponse } from './response.ts';
import { PAYLOAD_READING } from './payload-reading.ts';
import { readObjectText } from './text/object-text.ts';

export interface PayloadOptions {
  /** `cas.interrupt.core.strict-payload`: an object must say `interrupt` itself. */
  readonly strict: boolean;
}

export interface PayloadTextOptions extends PayloadOptions {
  /** Longest text that is read, in UTF-16 code units. Default 1,048,576. */
  readonly maxLength?: number;
}

const MAX_LENGTH = 1_048_576;

/** Every field that a payload may have; others are ignored (INT-03). */
export const PAYLOAD_FIELDS = [
  'message',
  'messageCode',
  'links',
  'interrupt',
  'block',
  'ssoEnabled',
  'autoRedirect',
  'autoRedirectAfterSeconds',
  'data',
] as const;

/**
 * Reads an already parsed value: a plain object, a Map or an object with accessors. `null` and `undefined` say no
 * interrupt. A malformed value is a failure, except that one whose `block` can be read as true blocks (D8).
 */
export function parsePayload(value: unknown, { strict }: PayloadOptions): InquirerAnswer {
  if (value === null || value === undefined) return { kind: 'none' };
  try {
    const read = fieldReader(value);
    if (read === null) return malformed(value, 'the answer is not an object');
    // Whatever else it says: as in the reference, this one wins over a block (D28).
    if (!saysInterrupt(read('interrupt'))) return { kind: 'none' };
    if (PAYLOAD_FIELDS.every((field) => read(field) === undefined)) {
      return malformed(value, 'the object has none of the known fields');
    }
    if (strict && (read('interrupt') ?? null) === null) {
      return malformed(value, 'the object does not say interrupt (cas.interrupt.core.strict-payload)');
    }
    readBoolean('interrupt', read('interrupt'), true);
    const blocking = blockingMember(value);
    const response = interruptResponse({
      message: readText('message', read('message'), DEFAULT_MESSAGE),
      messageCode: readText('messageCode', read('messageCode'), null),
      links: readLinks(read('links')),
      block: blocking !== null || readBlock(read('block')),
      ssoEnabled: readBoolean('ssoEnabled', read('ssoEnabled'), true),
      autoRedirect: readBoolean('autoRedirect', read('autoRedirect'), false),
      autoRedirectAfterSeconds: readInteger('autoRedirectAfterSeconds', read('autoRedirectAfterSeconds'), -1),
      data: readData(read('data')),
    });
    const fault = blocking === null ? null : oddBlock(blocking, read(blocking));
    return { kind: 'interrupt', response, ...(fault === null ? {} : { fault }) };
  } catch (error) {
    return malformed(value, error instanceof WrongType ? error.message : 'a field cannot be read', error);
  }
}

/** Reads the text of one payload, JSON or Hjson. Blank text is malformed, the word `null` says no interrupt. */
export function parsePayloadText(text: string, options: PayloadTextOptions): InquirerAnswer {
  const { maxLength = MAX_LENGTH } = options;
  if (text.length > maxLength) {
    const detail = `the answer is longer than ${maxLength} characters`;
    return { kind: 'failed', fault: { code: 'too-large', detail } };
  }
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') return malformed(null, 'the answer is empty');
  const parsed = readObjectText(trimmed, PAYLOAD_READING);
  if (parsed.ok) return parsePayload(parsed.value, options);
  const fault: InquiryFault = { code: 'malformed', detail: `the answer cannot be parsed: ${parsed.detail}` };
  return textSaysBlock(trimmed) ? blocked(fault) : { kind: 'failed', fault };
}

function malformed(value: unknown, detail: string, cause?: unknown): InquirerAnswer {
  const fault: InquiryFault = { code: 'malformed', detail, ...(cause instanceof Error ? { cause } : {}) };
  return saysBlock(value) ? blocked(fault) : { kind: 'failed', fault };
}

function blocked(fault: InquiryFault): InquirerAnswer {
  return { kind: 'interrupt', response: interruptResponse({ block: true }), fault };
}

/** A list is searched for such an object. */
function saysBlock(value: unknown): boolean {
  try {
    if (Array.isArray(value)) return value.some((item: unknown) => blockingMember(item) !== null);
    return blockingMember(value) !== null;
  } catch {
    return false;
  }
}

/** False only for what the reference reads as false; a wrong type is told where the other fields are read. */
function saysInterrupt(value: unknown): boolean {
  try {
    return readBoolean('interrupt', value, true);
  } catch {
    return true;
  }
}

/** A `block` that does not block: one of the words for no, or a list or an object, which is a wrong type. */
function readBlock(value: unknown): boolean {
  if (typeof value === 'function' || (typeof value === 'object' && value !== null))
    throw new WrongType('block is not a boolean');
  return false;
}

/** What is to be told of a block that counts although it is not written as it should be; null when it is. */
function oddBlock(name: string, value: unknown): InquiryFault | null {
  if (name !== 'block')
    return { code: 'malformed', detail: `a member is written "${name}"; it is taken as block` };
  try {
    readBoolean(name, value, false);
    return null;
  } catch {
    return { code: 'malformed', detail: 'block is not a boolean; it is taken as true' };
  }
}

/** Members of a readable payload that look like known ones and change nothing; each names what may be meant (D28). */
export function payloadOddities(value: unknown): readonly OddMember[] {
  return oddMembers(value, PAYLOAD_FIELDS);
}
