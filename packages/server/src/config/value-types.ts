// What a setting's text can mean: one small parser for each kind of value. A parser says what it expected, never what
// it was given, since it cannot know whether that was a secret.
import { readDuration, UNITS } from '../duration.ts';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly expected: string };

export interface ValueType<T> {
  /** As the reference pages call it. */
  readonly name: string;
  parse(text: string): Parsed<T>;
  /** How a value of this type is written; parsing it gives the value again. */
  print(value: T): string;
  /** The value names a file: a relative one is made absolute by the loader. */
  readonly isLocation?: true;
}

const value = <T>(parsed: T): Parsed<T> => ({ ok: true, value: parsed });
const expected = (what: string): Parsed<never> => ({ ok: false, expected: what });

export const text: ValueType<string> = { name: 'text', parse: value, print: (written) => written };

/** A file or directory: `file:/etc/cas/x.json` or a plain path; empty for none. */
export const location: ValueType<string> = {
  name: 'file',
  isLocation: true,
  parse: (written) => {
    const place = written.trim();
    if (place.startsWith('classpath:')) return expected('a file; there is no class path here');
    if (place.startsWith('file://') && URL.parse(place)?.host !== '') {
      return expected('a file of this machine: file:/path');
    }
    if (/^[a-z][a-z0-9+.-]+:/iu.test(place) && !place.startsWith('file:')) {
      return expected('a file: file:/path or a path');
    }
    return value(place);
  },
  print: (place) => place,
};

const CLASSPATH_BUNDLE = /^classpath:\/?[\w-]+$/u;

/** A message bundle: a file without its ending, `classpath:messages` for ours, or another beside the settings. */
export const bundle: ValueType<string> = {
  ...location,
  name: 'bundle',
  parse: (written) =>
    CLASSPATH_BUNDLE.test(written.trim())
      ? value(written.trim().replace(':/', ':'))
      : location.parse(written),
};

/** A Java regular expression (D13); compiled by the room that uses it, which names the place of a fault. */
export const pattern: ValueType<string> = { ...text, name: 'pattern' };

const TRUTHS = new Map([
  ['true', true],
  ['on', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['off', false],
  ['no', false],
  ['0', false],
]);

/** As Spring reads it. */
export const truth: ValueType<boolean> = {
  name: 'true or false',
  parse: (written) => {
    const found = TRUTHS.get(written.trim().toLowerCase());
    return found === undefined ? expected('true or false') : value(found);
  },
  print: String,
};

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): ValueType<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return {
    name: 'whole number',
    parse: (written) => {
      const number = Number(written.trim());
      const fits = /^[+-]?\d+$/u.test(written.trim()) && number >= least && number <= most;
      return fits ? value(number) : expected(least === most ? `${least}` : `a whole number ${range}`);
    },
    print: String,
  };
}

/** A number of at least one, or -1 to turn something off. */
export const limit: ValueType<number> = {
  name: 'whole number, -1 for off',
  parse: (written) => {
    const parsed = wholeNumber(-1).parse(written);
    return parsed.ok && parsed.value !== 0 ? parsed : expected('a whole number of at least 1, or -1 for off');
  },
  print: String,
};

export function oneOf<const T extends string>(...choices: readonly T[]): ValueType<T> {
  return {
    name: choices.filter((choice) => choice !== '').join(', '),
    parse: (written) => {
      const uniform = (word: string): string => word.trim().toUpperCase().replaceAll('-', '_');
      const found = choices.find((choice) => uniform(choice) === uniform(written));
      return found === undefined
        ? expected(`one of ${choices.map((choice) => choice || 'nothing').join(', ')}`)
        : value(found);
    },
    print: (choice) => choice,
  };
}

/**
 * ISO-8601 (`PT10S`, `P14D`), bare seconds, or a number with `ms`, `s`, `m`, `h`, `d`, as Spring has them.
 * Milliseconds, one at least.
 */
export const duration: ValueType<number> = {
  name: 'duration',
  parse: (written) => {
    const milliseconds = readDuration(written.trim());
    return Number.isSafeInteger(milliseconds) && milliseconds > 0
      ? value(milliseconds)
      : expected('a duration such as PT10S, or a number of seconds, longer than nothing');
  },
  print: printDuration,
};

/** The same, or nothing: empty, `-1`. */
export const durationOrNone: ValueType<number | null> = {
  name: 'duration, empty for none',
  parse: (written) => (/^(?:-1)?$/u.test(written.trim()) ? value(null) : duration.parse(written)),
  print: (milliseconds) => (milliseconds === null ? '' : duration.print(milliseconds)),
};

function printDuration(milliseconds: number): string {
  if (milliseconds % UNITS.d === 0) return `P${milliseconds / UNITS.d}D`;
  const hours = Math.floor(milliseconds / UNITS.h);
  const minutes = Math.floor(milliseconds / UNITS.m) % 60;
  const seconds = (milliseconds % UNITS.m) / UNITS.s;
  const part = (amount: number, unit: string): string => (amount === 0 ? '' : `${amount}${unit}`);
  return `PT${part(hours, 'H')}${part(minutes, 'M')}${part(seconds, 'S')}`;
}

/** Seconds of a cookie: a whole number (-1: the browser session) or a duration. */
export const cookieAge: ValueType<number> = {
  name: 'seconds or duration, -1 for the browser session',
  parse: (written) => {
    if (written.trim() === '-1') return value(-1);
    const parsed = duration.parse(written);
    const seconds = parsed.ok ? Math.round(parsed.value / 1000) : 0;
    return seconds > 0 ? value(seconds) : expected('-1, a number of seconds from 1 on, or a duration');
  },
  print: String,
};

/** Bytes: a number, or one with `KiB`, `MiB`, `GiB`; `KB`, `MB`, `GB` are the same, as in Spring. */
export const byteSize: ValueType<number> = {
  name: 'bytes',
  parse: (written) => {
    const [, amount, unit] = /^(\d+)\s*(B|KiB|MiB|GiB|KB|MB|GB|K|M|G)?$/iu.exec(written.trim()) ?? [];
    const factor = { B: 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[(unit ?? 'B').toUpperCase().slice(0, 1)];
    const bytes = Number(amount) * (factor ?? Number.NaN);
    return Number.isSafeInteger(bytes) && bytes > 0 ? value(bytes) : expected('a size such as 256KiB');
  },
  print: (bytes) => {
    if (bytes % (1024 * 1024) === 0) return `${bytes / (1024 * 1024)}MiB`;
    return bytes % 1024 === 0 ? `${bytes / 1024}KiB` : String(bytes);
  },
};

/** An http or https address without user and password, or empty. */
export const webAddress: ValueType<string> = {
  name: 'http or https address',
  parse: (written) => {
    if (written.trim() === '') return value('');
    const address = URL.parse(written.trim());
    if (address === null || !/^https?:$/u.test(address.protocol)) {
      return expected('an address that begins with http:// or https://');
    }
    return address.username === '' && address.password === ''
      ? value(written.trim())
      : expected('an address without user and password in it');
  },
  print: (address) => address,
};

/** A path of the server: empty, or `/` and names. A trailing slash is taken off. */
export const contextPath: ValueType<string> = {
  name: 'path',
  parse: (written) => {
    const path = written.trim().replace(/\/+$/u, '');
    return path === '' || /^(?:\/[\w.~-]+)+$/u.test(path)
      ? value(path)
      : expected('a path such as /cas, or nothing');
  },
  print: (path) => path,
};

/** Path of a cookie: empty, or `/` and what a cookie's attribute may hold. */
export const cookiePath: ValueType<string> = {
  name: 'path',
  parse: (written) =>
    /^(?:\/[\x21-\x3a\x3c-\x7e]*)?$/u.test(written.trim())
      ? value(written.trim())
      : expected('a path such as /cas'),
  print: (path) => path,
};

/** Domain of a cookie, or empty. */
export const cookieDomain: ValueType<string> = {
  name: 'domain',
  parse: (written) =>
    /^(?:\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*)?$/iu.test(written.trim())
      ? value(written.trim())
      : expected('a domain such as example.org'),
  print: (domain) => domain,
};
