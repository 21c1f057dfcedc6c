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
import { DEFAULT_MESSAGE, interruptResponse } from './response.ts';
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
    if (PAYLOAD_FIELDS.every((field) => read(field) === undefined)) {
      return malformed(value, 'the object has none of the known fields');
    }
    if (strict && (read('interrupt') ?? null) === null) {
      return malformed(value, 'the object does not say interrupt (cas.interrupt.core.strict-payload)');
    }
    const interrupt = readBoolean('interrupt', read('interrupt'), true);
    const response = interruptResponse({
      message: readText('message', read('message'), DEFAULT_MESSAGE),
      messageCode: readText('messageCode', read('messageCode'), null),
      links: readLinks(read('links')),
      block: readBoolean('block', read('block'), false),
      ssoEnabled: readBoolean('ssoEnabled', read('ssoEnabled'), true),
      autoRedirect: readBoolean('autoRedirect', read('autoRedirect'), false),
      autoRedirectAfterSeconds: readInteger('autoRedirectAfterSeconds', read('autoRedirectAfterSeconds'), -1),
      data: readData(read('data')),
    });
    return interrupt ? { kind: 'interrupt', response } : { kind: 'none' };
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
  const parsed = readObjectText(trimmed);
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

/** Generous on purpose: a typing error must not let a blocked person in. A list is searched for such an object. */
function saysBlock(value: unknown): boolean {
  try {
    if (Array.isArray(value))
      return value.some((item: unknown) => fieldReader(item) !== null && saysBlock(item));
    const read = fieldReader(value);
    if (read === null) return false;
    const names: readonly unknown[] = value instanceof Map ? [...value.keys()] : Object.keys(value as object);
    const spelled = names.filter((name) => String(name).trim().toLowerCase() === 'block');
    return ['block', ...spelled].some((name) => readsTrue(read(String(name))));
  } catch {
    return false;
  }
}

function readsTrue(value: unknown): boolean {
  if (typeof value === 'string') return /^\s*(?:true|yes|on|y|t|[1-9]\d*)[\s,;.!]*$/i.test(value);
  if (Array.isArray(value)) return value.some(readsTrue);
  return (
    value === true ||
    (typeof value === 'number' && value !== 0) ||
    (typeof value === 'bigint' && value !== 0n)
  );
}

/** The same for text that no parser takes; a page of HTML that carries such words is not an answer about a person. */
function textSaysBlock(text: string): boolean {
  return !text.startsWith('<') && /(?:^|[{,\s])["']?block["']?\s*[:=]\s*["']?(?:true|yes|on|1)\b/i.test(text);
}
