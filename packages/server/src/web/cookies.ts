// The cookies of the server: how each is named and set, read from the settings (D15, W2), and how they are parsed.
import { parseCookie, stringifySetCookie, type SetCookie } from 'cookie';
import type { CookieChange, CookieName, DoorCookies } from '../login/door.ts';

export interface CookieAttributes {
  readonly name: string;
  readonly path: string;
  /** Empty: this host only. */
  readonly domain: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  /** Null: the attribute is left out, and browsers take what they take then. */
  readonly sameSite: 'lax' | 'strict' | 'none' | null;
  /** Seconds; -1 lives as long as the browser session. */
  readonly maxAge: number;
}

export interface CookieSettings {
  readonly cookies: Readonly<Record<CookieName, CookieAttributes>>;
  /** `cas.tgc.remember-me-max-age`, seconds. */
  readonly rememberedSeconds: number;
}

/** Every value under each of our names: two cookies of one name count as none, and whoever reads must see both. */
export function readCookies(header: string | undefined, { cookies }: CookieSettings): DoorCookies {
  const found = new Map<string, string[]>();
  for (const pair of header?.split(';') ?? []) {
    for (const [name, value] of Object.entries(parseCookie(pair))) {
      if (value !== undefined && value !== '') found.set(name, [...(found.get(name) ?? []), value]);
    }
  }
  const values = (cookie: CookieName): readonly string[] => found.get(cookies[cookie].name) ?? [];
  return {
    ticketGranting: values('ticket-granting'),
    browser: values('browser'),
    tracking: values('tracking'),
    warn: values('warn').includes('true'),
  };
}

/** One `Set-Cookie` value. A null value expires the cookie under the attributes it was set with. */
export function setCookie({ cookie, value, remember }: CookieChange, settings: CookieSettings): string {
  const { name, path, domain, secure, httpOnly, sameSite, maxAge } = settings.cookies[cookie];
  const attributes: Omit<SetCookie, 'value'> = {
    name,
    path,
    secure,
    httpOnly,
    ...(sameSite === null ? {} : { sameSite }),
    ...(domain === '' ? {} : { domain }),
  };
  if (value === null)
    return stringifySetCookie({ ...attributes, value: '', maxAge: 0, expires: new Date(0) });
  const seconds = remember === true ? settings.rememberedSeconds : maxAge;
  return stringifySetCookie({ ...attributes, value, ...(seconds < 0 ? {} : { maxAge: seconds }) });
}
