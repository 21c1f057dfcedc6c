// The XML form of an answer (CAS Protocol, appendix A): prefix `cas:`, the outcome first, `user` first in it.
// The XML library is loaded with the first answer, not with the server.
import type { Attributes } from '@vestibule/interrupt';
import type { Validation } from './validation.ts';

const NAMESPACE = 'http://www.yale.edu/tp/cas';

/** Characters that XML 1.0 cannot carry in any form (CAS-60). */
// oxlint-disable-next-line no-control-regex -- they are what is removed
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;

/** Trimmed, without what XML cannot carry; lone surrogates become U+FFFD (CAS-60). */
function xmlText(value: string): string {
  return value.toWellFormed().replaceAll(ILLEGAL, '').trim();
}

/** A legal element name: anything but letters, digits, `-`, `.`, `_` becomes `_`; none begins with a digit (CAS-59). */
export function elementName(attribute: string): string {
  const name = attribute.replaceAll(/[^A-Za-z0-9._-]/gu, '_');
  return /^[A-Za-z_]/u.test(name) ? name : `_${name}`;
}

/** As the reference writes it (D36): people and scripts read these answers by lines. Texts stay on their element's line. */
const ONE_ELEMENT_A_LINE = { wellFormed: true, prettyPrint: true, indent: '    ' } as const;

export type XmlResponder = (validation: Validation) => string;

/** Loads the XML library; the answer turns a validation into a document without declaration. */
export async function loadXmlResponder(): Promise<XmlResponder> {
  const { fragment } = await import('xmlbuilder2');
  return (validation) => {
    // A fragment, and each element told its namespace: a whole document, and a prefix to look up at each element, cost
    // as much again.
    const answer = fragment();
    const root = answer.ele(NAMESPACE, 'cas:serviceResponse');
    if (validation.kind === 'failure') {
      const { code, description } = validation;
      root.ele(NAMESPACE, 'cas:authenticationFailure', { code }).txt(xmlText(description));
    } else {
      const success = root.ele(NAMESPACE, 'cas:authenticationSuccess');
      success.ele(NAMESPACE, 'cas:user').txt(xmlText(validation.user));
      const attributes = success.ele(NAMESPACE, 'cas:attributes');
      for (const [name, value] of flattened(validation.attributes)) {
        attributes.ele(NAMESPACE, `cas:${name}`).txt(value);
      }
    }
    return answer.toString(ONE_ELEMENT_A_LINE);
  };
}

/** One element a value (CAS-57). */
function* flattened(attributes: Attributes): Generator<readonly [string, string]> {
  for (const [name, values] of Object.entries(attributes)) {
    for (const value of values) yield [elementName(name), xmlText(String(value))];
  }
}
