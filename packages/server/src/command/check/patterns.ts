// The patterns of the settings: they compile, and they mean something.
import { compileJavaPattern, describePatternFault } from '@vestibule/interrupt';
import type { Settings } from '../../config/settings.ts';
import type { Finding } from '../check.ts';

const PATTERNS = [
  'cas.interrupt.regex.attribute-name',
  'cas.interrupt.regex.attribute-value',
  'cas.interrupt.cookie.allowed-ip-addresses-pattern',
  'cas.tgc.allowed-ip-addresses-pattern',
  'cas.sso.services.required-service-pattern',
] as const;

/** What nobody writes who means something by it. */
const ANYTHING = 'zqj-0x7f ¿any text?';

export function checkPatterns(settings: Settings): readonly Finding[] {
  return PATTERNS.flatMap((name): readonly Finding[] => {
    const source = settings[name];
    if (source === '') return [];
    const compiled = compileJavaPattern(source, { ignoreCase: false });
    if (!compiled.ok) return [{ level: 'fault', text: `${name}: ${describePatternFault(compiled.fault)}` }];
    if (compiled.pattern.matches(ANYTHING) === 'no-match') return [];
    return [{ level: 'warning', text: `${name}: the pattern matches everything` }];
  });
}
