// The plain form in which a host keeps a payload between two requests: lossless, order kept, distrusted when read back.
import { interruptResponse, type InterruptResponse } from './response.ts';

/** What JSON.stringify and JSON.parse carry unchanged; maps are lists of pairs. */
export interface InterruptResponseJson {
  readonly message: string | null;
  readonly messageCode: string | null;
  readonly links: readonly (readonly [string, string])[];
  readonly block: boolean;
  readonly ssoEnabled: boolean;
  readonly autoRedirect: boolean;
  readonly autoRedirectAfterSeconds: number;
  readonly data: readonly (readonly [string, readonly string[]])[];
}

export function responseToJson(response: InterruptResponse): InterruptResponseJson {
  return { ...response, links: [...response.links], data: [...response.data] };
}

/** The payload, or `null` when a field is missing, of another type, repeated in a map, or unknown. */
export function responseFromJson(value: unknown): InterruptResponse | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const json = value as Partial<Record<string, unknown>>;
  if (Object.keys(json).toSorted().join() !== FIELDS) return null;
  const { message, messageCode, block, ssoEnabled, autoRedirect, autoRedirectAfterSeconds } = json;
  const links = pairs(json['links'], isText);
  const data = pairs(json['data'], (item) => Array.isArray(item) && item.every(isText));
  if (links === null || data === null || !isTextOrNull(message) || !isTextOrNull(messageCode)) return null;
  if (typeof block !== 'boolean' || typeof ssoEnabled !== 'boolean' || typeof autoRedirect !== 'boolean')
    return null;
  if (typeof autoRedirectAfterSeconds !== 'number' || !Number.isSafeInteger(autoRedirectAfterSeconds))
    return null;
  return {
    message,
    messageCode,
    links: links as ReadonlyMap<string, string>,
    block,
    ssoEnabled,
    autoRedirect,
    autoRedirectAfterSeconds,
    data: data as ReadonlyMap<string, readonly string[]>,
  };
}

const FIELDS = Object.keys(interruptResponse()).toSorted().join();

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);

function pairs(value: unknown, isValue: (item: unknown) => boolean): ReadonlyMap<string, unknown> | null {
  if (!Array.isArray(value)) return null;
  const map = new Map<string, unknown>();
  for (const pair of value as readonly unknown[]) {
    if (!Array.isArray(pair) || pair.length !== 2) return null;
    const [key, item] = pair as [unknown, unknown];
    if (!isText(key) || map.has(key) || !isValue(item)) return null;
    map.set(key, item);
  }
  return map;
}
