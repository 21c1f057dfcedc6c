// The `-Dname=value` that the server was given, for whoever reads them beside the settings: scripts in Groovy do, as there
// (D37). They may be secret.
import type { Settings } from './declared.ts';

const given = new WeakMap<Settings, ReadonlyMap<string, string>>();

export function rememberSystemProperties(settings: Settings, properties: ReadonlyMap<string, string>): void {
  given.set(settings, properties);
}

/** Settings that were made by code and not loaded have none. */
export function systemPropertiesOf(settings: Settings): ReadonlyMap<string, string> {
  return given.get(settings) ?? new Map();
}
