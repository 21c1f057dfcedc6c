// Makes the attribute trigger of a service's policy from its two pattern sources (D7): substring search, ASCII case
// ignored, as the reference compiles them (D13).
import type { AttributeTrigger } from '../service-policy.ts';
import { compileJavaSearch, type Compiled } from './java-pattern.ts';
import type { PatternFault } from './syntax.ts';

export type TriggerCompilation =
  | { readonly ok: true; readonly trigger: AttributeTrigger }
  | { readonly ok: false; readonly field: 'attributeName' | 'attributeValue'; readonly fault: PatternFault };

/** The first faulty field is named as in the service file. */
export function createAttributeTrigger(attributeName: string, attributeValue: string): TriggerCompilation {
  const name = compileTest(attributeName);
  if (!name.ok) return { ok: false, field: 'attributeName', fault: name.fault };
  const value = compileTest(attributeValue);
  if (!value.ok) return { ok: false, field: 'attributeValue', fault: value.fault };
  return { ok: true, trigger: { name: name.pattern, value: value.pattern } };
}

function compileTest(source: string): Compiled<AttributeTrigger['name']> {
  const compiled = compileJavaSearch(source, { ignoreCase: true });
  if (!compiled.ok) return compiled;
  return { ok: true, pattern: { source, test: (input) => compiled.pattern.find(input) } };
}
