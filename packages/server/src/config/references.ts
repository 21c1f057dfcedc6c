// What placeholders and expressions can refer to: every setting under any spelling, `-D` arguments, the environment, and
// the defaults of our own settings.
import { DECLARED, type SettingName } from './declared.ts';
import type { Entry } from './entry.ts';
import { uniformName } from './names.ts';
import type { References } from './placeholders.ts';
import { builtIn } from './built-in.ts';
import type { Whereabouts } from './sources/whereabouts.ts';
import type { Setting } from './setting.ts';
import type { Environment } from './sources/environment-source.ts';

export interface Referable {
  /** The strongest last. */
  readonly entries: readonly Entry[];
  readonly systemProperties: ReadonlyMap<string, string>;
  readonly environment: Environment;
  readonly where: Whereabouts;
}

export function createReferences({ entries, systemProperties, environment, where }: Referable): References {
  const byName = new Map(entries.map(({ name, value }) => [uniformName(name), value]));
  // `constructor` is no variable of anybody's.
  const variable = (name: string): string | null =>
    Object.hasOwn(environment, name) ? (environment[name] ?? null) : null;
  return {
    property: (name) => systemProperties.get(name) ?? null,
    variable,
    lookUp: (name) =>
      byName.get(uniformName(name)) ??
      systemProperties.get(name) ??
      variable(name) ??
      variable(name.replaceAll('.', '_').replaceAll('-', '').toUpperCase()) ??
      variable(name.replaceAll(/[.-]/gu, '_').toUpperCase()) ??
      builtIn(name, where) ??
      defaultOf(name),
  };
}

/** As it would be written; null when it is nothing, so that `${cas.server.name}` is missed where it is not given. */
function defaultOf(name: string): string | null {
  if (!Object.hasOwn(DECLARED, name)) return null;
  const setting: Setting = DECLARED[name as SettingName];
  const written = setting.shape === 'single' ? setting.type.print(setting.default) : '';
  return written === '' ? null : written;
}

/** Whether a placeholder of any value names it. */
export function referredTo(entries: readonly Entry[]): (name: string) => boolean {
  const names = new Set(
    entries.flatMap(({ value }) =>
      [...value.matchAll(/\$\{([^:{}]+)/gu)].map(([, name = '']) => uniformName(name)),
    ),
  );
  // One that is put together (`${app.${stage}}`) may name any.
  const isOpen = entries.some(({ value }) => /\$\{[^}]*\$\{/u.test(value));
  return (name) => isOpen || names.has(uniformName(name));
}
