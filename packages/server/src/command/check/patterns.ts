// The patterns of the settings: they mean something.
import { compileJavaPattern } from '@vestibule/interrupt';
import type { Settings } from '../../config/settings.ts';
import { warning, type Finding } from './finding.ts';

const PATTERNS = [
  'cas.interrupt.regex.attribute-name',
  'cas.interrupt.regex.attribute-value',
  'cas.interrupt.cookie.allowed-ip-addresses-pattern',
  'cas.tgc.allowed-ip-addresses-pattern',
  'cas.sso.services.required-service-pattern',
  'cas.ticket.tgt.remember-me.supported-ip-addresses',
  'cas.ticket.tgt.remember-me.supported-user-agents',
] as const;

type PatternSetting = (typeof PATTERNS)[number];

/** What nobody writes who means something by it. */
const ANYTHING = 'zqj-0x7f ¿any text?';

/** `.+` as the value of one attribute means that it is there; of every attribute it means everybody. */
const COMPANION: Partial<Record<PatternSetting, PatternSetting>> = {
  'cas.interrupt.regex.attribute-value': 'cas.interrupt.regex.attribute-name',
};

export function checkPatterns(settings: Settings): readonly Finding[] {
  return PATTERNS.flatMap((name): readonly Finding[] => {
    const matched = matchesAnything(settings[name]);
    const companion = COMPANION[name];
    const meant = companion !== undefined && !matchesAnything(settings[companion]);
    return matched && !meant ? [warning(`${name}: the pattern matches everything`)] : [];
  });
}

function matchesAnything(source: string): boolean {
  if (source === '') return false;
  const compiled = compileJavaPattern(source, { ignoreCase: false });
  return compiled.ok && compiled.pattern.matches(ANYTHING) !== 'no-match';
}
