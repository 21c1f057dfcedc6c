// What inquirers may know of the request: no password, no cookie, no Authorization (D12), and of what a person sends no
// more than anybody means, so that whatever an inquirer does with it, length makes nothing fail (D27).
import type { RequestFacts } from '@vestibule/interrupt';
import type { DoorRequest } from './door.ts';

const SECRET_HEADERS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie']);
const SECRET_PARAMETERS: ReadonlySet<string> = new Set(['password', 'execution', 'lt']);

/** Characters of a header, and of the two that every browser sends. */
const LONGEST_HEADER = 1024;
const LONGEST: Readonly<Record<string, number>> = { 'user-agent': 256, 'accept-language': 512 };
/** Characters of a parameter: as long as an address may be. */
const LONGEST_PARAMETER = 4096;

/** A form sent with GET has them in its address. */
function withoutSecrets(url: string): string {
  const mark = url.indexOf('?');
  if (mark === -1) return url;
  const kept = url
    .slice(mark + 1)
    .split('&')
    .filter((pair) => ![...new URLSearchParams(pair).keys()].some((name) => SECRET_PARAMETERS.has(name)));
  return kept.length === 0 ? url.slice(0, mark) : `${url.slice(0, mark)}?${kept.join('&')}`;
}

export function requestFacts(request: DoorRequest): RequestFacts {
  const { client, form, query } = request;
  return {
    method: form === null ? 'GET' : 'POST',
    url: withoutSecrets(request.url),
    clientAddress: client.address,
    userAgent: cutHeader('user-agent', client.userAgent),
    acceptLanguage: cutHeader('accept-language', request.acceptLanguage),
    locale: request.locale,
    get headers() {
      return Object.fromEntries(
        Object.entries(request.headers)
          .filter(([name]) => !SECRET_HEADERS.has(name))
          .map(([name, value]) => [name, cutHeader(name, value)]),
      );
    },
    get parameters() {
      const parameters: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
      for (const source of form === null ? [query] : [query, form]) {
        for (const [name, value] of source) {
          if (!SECRET_PARAMETERS.has(name)) (parameters[name] ??= []).push(value.slice(0, LONGEST_PARAMETER));
        }
      }
      return parameters;
    },
  };
}

/** A list loses whole items, so that none of them becomes another. */
function cutHeader<T extends string | null>(name: string, value: T): T | string {
  const longest = LONGEST[name] ?? LONGEST_HEADER;
  if (value === null || value.length <= longest) return value;
  const cut = value.slice(0, longest);
  return name === 'accept-language' ? cut.slice(0, Math.max(0, cut.lastIndexOf(','))) : cut;
}
