// The declaration of one setting: everything the loader, the checker and the reference page know of it.
import type { ValueType } from './value-types.ts';

interface Described {
  readonly description: string;
  readonly example?: string;
  /** Whether Apereo CAS 7.0.0 knows the name. `server.*` are Spring Boot's and count as ours. */
  readonly apereo: boolean;
  /** Whether `${#systemProperties['x']}` and `${#environmentVars['X']}` are understood (W4). */
  readonly expressions?: boolean;
  /** Never shown in a message. */
  readonly secret?: boolean;
  /** Why it is accepted and changes nothing, for settings that only come along. */
  readonly withoutEffect?: string;
}

export interface SingleSetting<T> extends Described {
  readonly shape: 'single';
  readonly type: ValueType<T>;
  readonly default: T;
}

/** `name[0]=…`, `name[1]=…` or `name=a,b`. */
export interface ListSetting<T> extends Described {
  readonly shape: 'list';
  readonly type: ValueType<T>;
  readonly default: readonly T[];
}

/** `name.KEY=value`. */
export interface MapSetting<T> extends Described {
  readonly shape: 'map';
  readonly type: ValueType<T>;
}

/** `name[0].field=value`. */
export interface RecordsSetting<F extends Fields> extends Described {
  readonly shape: 'records';
  readonly fields: F;
}

export type Fields = Readonly<Record<string, SingleSetting<unknown>>>;
export type Setting =
  | SingleSetting<unknown>
  | ListSetting<unknown>
  | MapSetting<unknown>
  | RecordsSetting<Fields>;
export type Section = Readonly<Record<string, Setting>>;

export type ValueOf<S> =
  S extends SingleSetting<infer T>
    ? T
    : S extends ListSetting<infer T>
      ? readonly T[]
      : S extends MapSetting<infer T>
        ? Readonly<Record<string, T>>
        : S extends RecordsSetting<infer F>
          ? readonly { readonly [K in keyof F]: ValueOf<F[K]> }[]
          : never;

type About = Omit<Described, 'description' | 'apereo'>;

/** A setting of Apereo's with one value. */
export function apereo<T>(
  type: ValueType<T>,
  fallback: T,
  description: string,
  about: About = {},
): SingleSetting<T> {
  return { shape: 'single', type, default: fallback, description, apereo: true, ...about };
}

/** A setting of our own with one value. */
export function ours<T>(
  type: ValueType<T>,
  fallback: T,
  description: string,
  about: About = {},
): SingleSetting<T> {
  return { shape: 'single', type, default: fallback, description, apereo: false, ...about };
}

export function list<T>(
  type: ValueType<T>,
  fallback: readonly T[],
  description: string,
  about: About & { readonly apereo: boolean },
): ListSetting<T> {
  return { shape: 'list', type, default: fallback, description, ...about };
}

export function map<T>(
  type: ValueType<T>,
  description: string,
  about: About & { readonly apereo: boolean },
): MapSetting<T> {
  return { shape: 'map', type, description, ...about };
}

export function records<const F extends Fields>(
  fields: F,
  description: string,
  about: About = {},
): RecordsSetting<F> {
  return { shape: 'records', fields, description, apereo: false, ...about };
}

/** Entries of a group that several prefixes have, under their full names. */
export function prefixed<const P extends string, const E extends object>(
  prefix: P,
  entries: E,
): { readonly [K in keyof E & string as `${P}.${K}`]: E[K] } {
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [`${prefix}.${name}`, entry]),
  ) as never;
}
