// The patterns of the settings, compiled once (D13).
import {
  compileJavaPattern,
  compileJavaSearch,
  describePatternFault,
  type PatternTest,
} from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';

type PatternSetting =
  | 'cas.interrupt.cookie.allowed-ip-addresses-pattern'
  | 'cas.tgc.allowed-ip-addresses-pattern';

type SearchSetting =
  | 'cas.sso.services.required-service-pattern'
  | 'cas.ticket.tgt.remember-me.supported-ip-addresses'
  | 'cas.ticket.tgt.remember-me.supported-user-agents';

/** A whole-match test, or null when the setting is empty. */
export function assemblePattern(settings: Settings, name: PatternSetting): Assembled<PatternTest | null> {
  const source = settings[name];
  if (source === '') return assembled(null);
  const compiled = compileJavaPattern(source, { ignoreCase: false });
  if (!compiled.ok) return faulty(`${name}: ${describePatternFault(compiled.fault)}`);
  return assembled({ source, test: (input) => compiled.pattern.matches(input) });
}

/** A substring search that ignores ASCII case, as the reference's `find`; null when empty. */
export function assembleSearch(settings: Settings, name: SearchSetting): Assembled<PatternTest | null> {
  const source = settings[name];
  if (source === '') return assembled(null);
  const compiled = compileJavaSearch(source, { ignoreCase: true });
  if (!compiled.ok) return faulty(`${name}: ${describePatternFault(compiled.fault)}`);
  return assembled({ source, test: (input) => compiled.pattern.find(input) });
}
