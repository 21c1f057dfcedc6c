// Settings of the environment: `CAS_INTERRUPT_JSON_LOCATION`. A variable tells neither case nor dots from dashes, so the
// name comes from the table of settings (W4).
import { EARLIER_NAMES } from '../apereo/superseded.ts';
import { CLASSIFIED, effectOf } from '../apereo/effects.ts';
import { DECLARED, type SettingName } from '../declared.ts';
import type { Entry } from '../entry.ts';
import { flatName } from '../names.ts';
import { fieldOf } from '../place.ts';
import type { Setting } from '../setting.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface EnvironmentEntries {
  readonly entries: readonly Entry[];
  /** `CAS_…` variables that name no setting of ours; names as written. */
  readonly unknown: readonly Entry[];
}

/** Read apart: options of a Java machine. */
const OPTIONS: ReadonlySet<string> = new Set(['CAS_OPTS']);
const BY_FLAT_NAME: ReadonlyMap<string, SettingName> = new Map(
  (Object.keys(DECLARED) as SettingName[]).map((name) => [flatName(name), name] as const),
);
/** Names that say where settings are, or which of them count. */
export const ABOUT_SETTINGS = [
  // Of 5.0 to 5.2.
  'cas.standalone.config',
  'cas.standalone.configuration-directory',
  'cas.standalone.configuration-file',
  'spring.application.json',
  'spring.application.name',
  'spring.config.additional-location',
  'spring.config.import',
  'spring.config.location',
  'spring.config.name',
  'spring.profiles.active',
  'spring.profiles.default',
  'spring.profiles.include',
] as const;
/** Those, and what of Spring's stops: other programs' variables are theirs. */
const SPRING_BY_FLAT_NAME: ReadonlyMap<string, string> = new Map(
  [
    ...ABOUT_SETTINGS,
    ...CLASSIFIED.filter((name) => !name.startsWith('cas.') && effectOf(name).kind === 'stops'),
  ].map((name) => [flatName(name), name] as const),
);
const EARLIER_BY_FLAT_NAME: ReadonlyMap<string, string> = new Map(
  EARLIER_NAMES.map((name) => [flatName(name), name] as const),
);

export function environmentEntries(environment: Environment, rank: number): EnvironmentEntries {
  const entries: Entry[] = [];
  const unknown: Entry[] = [];
  for (const [variable, value] of Object.entries(environment)) {
    if (value === undefined || !/^(?:cas|server|spring)[_.]/iu.test(variable)) continue;
    // Some containers let a variable be called as the setting is.
    const name = variable.includes('.') ? variable : settingOf(variable);
    if (name !== null) {
      const where = name === variable ? 'environment' : `environment, ${variable}`;
      entries.push({ name, value, source: { where, line: null }, rank });
    } else if (/^cas_/iu.test(variable) && !OPTIONS.has(variable)) {
      unknown.push({ name: variable, value, source: { where: 'environment', line: null }, rank });
    }
  }
  return { entries, unknown };
}

/**
 * The name a variable stands for: `CAS_UNSUPPORTED_ACCEPT_0` is `cas.unsupported.accept[0]`. The key of a map is in
 * lower case with dashes: `CAS_INTERRUPT_REST_HEADERS_X_API_KEY` is the header `x-api-key`.
 */
export function settingOf(variable: string): string | null {
  const words = variable
    .toLowerCase()
    .split('_')
    .filter((word) => word !== '');
  for (let length = words.length; length > 1; length -= 1) {
    const name = BY_FLAT_NAME.get(flatName(words.slice(0, length).join('')));
    const member = name === undefined ? null : memberOf(DECLARED[name], words.slice(length));
    if (name !== undefined && member !== null) return `${name}${member}`;
  }
  const plain = words.filter((word) => !/^\d+$/u.test(word)).join('');
  return EARLIER_BY_FLAT_NAME.get(words.join('')) ?? SPRING_BY_FLAT_NAME.get(plain) ?? null;
}

/** What the words after a setting's name say below it; null when they say nothing that fits. */
function memberOf(setting: Setting, words: readonly string[]): string | null {
  const [first, ...rest] = words;
  if (first === undefined) return '';
  const isIndex = /^\d+$/u.test(first);
  switch (setting.shape) {
    case 'single':
      return null;
    case 'list':
      return isIndex && rest.length === 0 ? `[${first}]` : null;
    case 'map':
      return `.${words.join('-')}`;
    case 'records': {
      const field = isIndex ? fieldOf(setting.fields, rest.join('')) : null;
      return field === null ? null : `[${first}].${field}`;
    }
  }
}
