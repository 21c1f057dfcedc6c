// Which values of released attributes go out: `attributeFilter` of a release policy.
import type { AttributeValue } from '@vestibule/interrupt';
import { z } from 'zod';
import { asksNothing } from './asks-nothing.ts';
import { isMembers, kindOf, type Members, type Plain } from './definition.ts';
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
  if (value === undefined || (isMembers(value) && filtersNothing(value))) return null;
  if (isMembers(value) && kindOf(value) === 'RegisteredServiceChainingAttributeFilter') {
    return readChain(value, path, findings);
  }
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

/** A filter without a pattern lets everything pass, unless it is to hold back what no pattern is for. */
function filtersNothing(filter: Members): boolean {
  if (kindOf(filter)?.endsWith('RegexAttributeFilter') !== true) return asksNothing(filter);
  return ['pattern', 'patterns', 'excludeUnmappedAttributes'].every((name) =>
    asksNothing(filter[name] ?? ''),
  );
}

/** What passes a chain has passed each of its filters. */
function readChain(chain: Members, path: string, findings: Findings): ValueFilter | null {
  const links: readonly Plain[] = Array.isArray(chain['filters']) ? chain['filters'] : [];
  const filters = links.flatMap((link) => readAttributeFilter(link, `${path}.filters`, findings) ?? []);
  return filters.length === 0 ? null : (value) => filters.every((filter) => filter(value));
}
