// The regex strategy: interrupts a person who has an attribute whose name and one of whose values match (§3.2).
import type { Inquirer } from '../inquirer.ts';
import type { Attributes, AttributeValue } from '../inquiry.ts';
import { LONGEST_INPUT, type JavaPattern } from '../patterns/java-pattern.ts';
import { interruptResponse } from '../response.ts';

export interface RegexAttributeOptions {
  /** `cas.interrupt.regex.attribute-name`; matched whole and case-sensitively, so compile without `ignoreCase` (D13). */
  readonly attributeName: JavaPattern;
  /** `cas.interrupt.regex.attribute-value`; likewise, against each value as text. */
  readonly attributeValue: JavaPattern;
}

/**
 * Answers the default payload. Attributes of the authentication count unless the principal has one of the same name
 * (INT-18). A name or value too long to be matched fails the inquiry when nothing else matches: it might have been
 * the one (D13).
 */
export function createRegexAttributeInquirer({
  attributeName,
  attributeValue,
}: RegexAttributeOptions): Inquirer {
  return {
    name: 'regex',
    kind: 'regex',
    timeout: null,
    inquire({ authentication }) {
      let tooLong = false;
      for (const [name, values] of candidates(
        authentication.attributes,
        authentication.principal.attributes,
      )) {
        const named = attributeName.matches(name);
        if (named === 'too-long') tooLong = true;
        if (named !== 'match') continue;
        for (const value of values) {
          const answer = attributeValue.matches(String(value));
          if (answer === 'match') return { kind: 'interrupt', response: interruptResponse() };
          if (answer === 'too-long') tooLong = true;
        }
      }
      return tooLong ? { kind: 'failed', fault: TOO_LONG } : { kind: 'none' };
    },
  };
}

const TOO_LONG = {
  code: 'pattern-input-too-long',
  detail: 'an attribute is longer than the 65,536 characters that a pattern is matched against',
} as const;

/**
 * The authentication's attributes, overlaid by the principal's. What a person sent (`userAgent`) is cut and not too
 * long: only a directory's value fails the inquiry (D27).
 */
function candidates(authentication: Attributes, principal: Attributes): Map<string, Attributes[string]> {
  const cut = Object.entries(authentication).map(
    ([name, values]) => [name, values.map((value) => cutToInput(value))] as const,
  );
  return new Map([...cut, ...Object.entries(principal)]);
}

function cutToInput(value: AttributeValue): AttributeValue {
  return typeof value === 'string' ? value.slice(0, LONGEST_INPUT) : value;
}
