// Which values of released attributes go out: `attributeFilter` of a release policy.
import type { AttributeValue } from '@vestibule/interrupt';
import { z } from 'zod';
import { isMembers, kindOf, type Plain } from './definition.ts';
import { wholePattern, type Findings } from './findings.ts';
import { readMembers, text, whole } from './members.ts';
import { refuseUnlessEmpty } from './unsupported.ts';

export type ValueFilter = (value: AttributeValue) => boolean;

const filterMembers = z.object({ pattern: text, order: whole.optional() });

/** The whole value must match, ASCII case ignored; one too long to judge (D13) stays here. Null without a filter. */
export function readAttributeFilter(
  value: Plain | undefined,
  path: string,
  findings: Findings,
): ValueFilter | null {
  if (value === undefined) return null;
  if (!isMembers(value) || kindOf(value) !== 'RegisteredServiceRegexAttributeFilter') {
    refuseUnlessEmpty(path, value, findings);
    return null;
  }
  const said = readMembers(filterMembers, value, path, findings, (name, member) => {
    refuseUnlessEmpty(`${path}.${name}`, member, findings);
  });
  const pattern = said === null ? null : wholePattern(said.pattern, `${path}.pattern`, true, findings);
  return pattern === null ? null : (candidate) => pattern.matches(String(candidate)) === 'match';
}
