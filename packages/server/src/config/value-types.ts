// What a setting's text can mean: one small parser for each kind of value. A parser says what it expected, never what
// it was given, since it cannot know whether that was a secret.

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string };

export interface ValueType<T> {
  /** As the reference pages call it. */
  readonly name: string;
  parse(text: string): Parsed<T>;
  /** How a value of this type is written. */
  print(value: T): string;
}

const value = <T>(parsed: T): Parsed<T> => ({ ok: true, value: parsed });
const expected = (what: string): Parsed<never> => ({ ok: false, expected: what });

export const text: ValueType<string> = { name: 'text', parse: value, print: (written) => written };

/** A file: `file:/etc/cas/x.json` or a path. `classpath:` is understood for message bundles only. */
export const location: ValueType<string> = { ...text, name: 'file' };

/** A Java regular expression (D13); compiled by the room that uses it, which names the place of a fault. */
export const pattern: ValueType<string> = { ...text, name: 'pattern' };

const TRUTHS = new Map([
  ['true', true], ['on', true], ['yes', true], ['1', true],
  ['false', false], ['off', false], ['no', false], ['0', false],
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
  return {
    name: 'whole number',
    parse: (written) => {
      const number = Number(written.trim());
      const fits = /^[+-]?\d+$/u.test(written.trim()) && number >= least && number <= most;
      const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
      return fits ? value(number) : expected(`a whole number ${range}`);
    },
    print: String,
  };
}

export function oneOf<const T extends string>(...choices: readonly T[]): ValueType<T> {
  return {
    name: choices.map((choice) => `\`${choice}\``).join(', '),
    parse: (written) => {
      const uniform = (word: string): string => word.trim().toUpperCase().replaceAll('-', '_');
      const found = choices.find((choice) => uniform(choice) === uniform(written));
      return found === undefined ? expected(`one of ${choices.join(', ')}`) : value(found);
    },
    print: (choice) => choice,
  };
}

const ISO = /^([+-]?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/iu;
const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** ISO-8601 (`PT10S`, `P14D`), bare seconds, or a number with `ms`, `s`, `m`, `h`, `d`. Milliseconds. */
export const duration: ValueType<number> = {
  name: 'duration',
  parse: (written) => {
    const trimmed = written.trim();
    const [, amount, unit] = /^(\d+)(ms|s|m|h|d)?$/u.exec(trimmed) ?? [];
    if (amount !== undefined) return value(Number(amount) * UNITS[(unit ?? 's') as keyof typeof UNITS]);
    const iso = ISO.exec(trimmed);
    if (iso === null || /[PT]$/iu.test(trimmed)) return expected('a duration such as PT10S, or a number of seconds');
    const [, sign, days, hours, minutes, seconds] = iso;
    if (sign === '-') return expected('a duration that is not negative');
    const total =
      Number(days ?? 0) * UNITS.d + Number(hours ?? 0) * UNITS.h + Number(minutes ?? 0) * UNITS.m + Number(seconds ?? 0) * 1000;
    return value(Math.round(total));
  },
  print: printDuration,
};

function printDuration(milliseconds: number): string {
  if (milliseconds !== 0 && milliseconds % UNITS.d === 0) return `P${milliseconds / UNITS.d}D`;
  const whole = (unit: number): number => Math.floor(milliseconds / unit);
  const parts = [
    [whole(UNITS.h), 'H'],
    [whole(UNITS.m) % 60, 'M'],
    [(milliseconds % UNITS.m) / 1000, 'S'],
  ].filter(([amount]) => amount !== 0);
  return `PT${parts.length === 0 ? '0S' : parts.map((part) => part.join('')).join('')}`;
}

/** Seconds of a cookie: a whole number (-1: the browser session) or a duration. */
export const cookieAge: ValueType<number> = {
  name: 'seconds or duration, -1 for the browser session',
  parse: (written) => {
    if (written.trim() === '-1') return value(-1);
    const parsed = duration.parse(written);
    return parsed.ok ? value(Math.round(parsed.value / 1000)) : expected('-1, a number of seconds or a duration');
  },
  print: String,
};

/** Bytes: a number, or one with `KiB`, `MiB`, `KB`, `MB`. */
export const byteSize: ValueType<number> = {
  name: 'bytes',
  parse: (written) => {
    const [, amount, unit] = /^(\d+)\s*(B|KiB|MiB|KB|MB)?$/iu.exec(written.trim()) ?? [];
    if (amount === undefined) return expected('a size such as 256KiB');
    const factor = { B: 1, KIB: 1024, KB: 1024, MIB: 1024 * 1024, MB: 1024 * 1024 }[(unit ?? 'B').toUpperCase()] ?? 1;
    return value(Number(amount) * factor);
  },
  print: (bytes) => {
    if (bytes % (1024 * 1024) === 0) return `${bytes / (1024 * 1024)}MiB`;
    return bytes % 1024 === 0 ? `${bytes / 1024}KiB` : String(bytes);
  },
};

/** An http or https address, or empty. */
export const webAddress: ValueType<string> = {
  name: 'http or https address',
  parse: (written) => {
    const { protocol } = URL.parse(written.trim()) ?? { protocol: '' };
    const fits = written === '' || protocol === 'http:' || protocol === 'https:';
    return fits ? value(written.trim()) : expected('an address that begins with http:// or https://');
  },
  print: (address) => address,
};

/** A path of the server: empty, or `/` and names. A trailing slash is taken off. */
export const contextPath: ValueType<string> = {
  name: 'path',
  parse: (written) => {
    const path = written.trim().replace(/\/+$/u, '');
    return path === '' || /^(?:\/[\w.~-]+)+$/u.test(path) ? value(path) : expected('a path such as /cas, or nothing');
  },
  print: (path) => path,
};
