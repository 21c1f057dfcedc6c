// Which settings somebody has written: a default may give way where an operator's word does not (D37).
import type { SettingName, Settings } from './declared.ts';

const written = new WeakMap<Settings, ReadonlySet<SettingName>>();

export function rememberWritten(settings: Settings, names: readonly SettingName[]): void {
  written.set(settings, new Set(names));
}

/** Settings that were made by code and not loaded are all somebody's word. */
export function isWritten(settings: Settings, name: SettingName): boolean {
  return written.get(settings)?.has(name) ?? true;
}
