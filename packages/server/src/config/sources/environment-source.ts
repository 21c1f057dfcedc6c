// Settings of the environment: `CAS_INTERRUPT_JSON_LOCATION`. A variable tells letters and digits only, so the name
// comes from the table of settings (W4).
import { DECLARED } from '../declared.ts';
import type { Entry } from '../entry.ts';
import { flatName } from '../names.ts';
import type { Setting } from '../setting.ts';

export interface EnvironmentEntries {
  readonly entries: readonly Entry[];
  /** `CAS_…` variables that name no setting of ours. */
  readonly unknown: readonly string[];
}

const BY_FLAT_NAME: ReadonlyMap<string, string> = new Map(
  Object.keys(DECLARED).map((name) => [flatName(name), name] as const),
);
const WITH_MEMBERS = Object.entries<Setting>(DECLARED).filter(([, { shape }]) => shape !== 'single');

export function environmentEntries(environment: Readonly<Record<string, string | undefined>>, rank: number): EnvironmentEntries {
  const entries: Entry[] = [];
  const unknown: string[] = [];
  for (const [variable, value] of Object.entries(environment)) {
    if (value === undefined || !/^(CAS|SERVER)_/u.test(variable)) continue;
    const name = settingOf(variable);
    if (name !== null) entries.push({ name, value, source: { where: `environment (${variable})`, line: null }, rank });
    else if (variable.startsWith('CAS_')) unknown.push(variable);
  }
  return { entries, unknown };
}

/** The name a variable stands for: `CAS_UNSUPPORTED_ACCEPT_0` is `cas.unsupported.accept[0]`. */
export function settingOf(variable: string): string | null {
  const flat = flatName(variable);
  const single = BY_FLAT_NAME.get(flat);
  if (single !== undefined) return single;
  for (const [name, setting] of WITH_MEMBERS) {
    const rest = flat.startsWith(flatName(name)) ? flat.slice(flatName(name).length) : '';
    if (rest === '') continue;
    const [, index = '', member = ''] = /^(\d*)(.*)$/u.exec(rest) ?? [];
    if (setting.shape === 'list' && index !== '' && member === '') return `${name}[${index}]`;
    if (setting.shape === 'map') return `${name}.${rest}`;
    if (setting.shape === 'records' && index !== '') {
      const field = Object.keys(setting.fields as object).find((key) => flatName(key) === member);
      if (field !== undefined) return `${name}[${index}].${field}`;
    }
  }
  return null;
}
