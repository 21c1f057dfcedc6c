// A service's own word on interrupts: `webflowInterruptPolicy`, and the property `skipInterrupt` of older files (D7).
import {
  createAttributeTrigger,
  DEFAULT_INTERRUPT_POLICY,
  type AttributeTrigger,
  type ScriptTrigger,
  type WebflowInterruptPolicy,
} from '@vestibule/interrupt';
import { z } from 'zod';
import { kindOf, type Members } from './definition.ts';
import { patternFault, refuseExpression, type Findings } from './findings.ts';
import { readMembers, text, texts, truth, word } from './members.ts';
import { refuseUnlessEmpty } from './unsupported.ts';

/** Makes a trigger of a `groovyScript`: an inline `groovy { … }` or the address of a file. */
export type CompileTrigger = (source: string) => ScriptTrigger | { readonly fault: string };

const PATH = 'webflowInterruptPolicy';
const KIND = 'DefaultRegisteredServiceWebflowInterruptPolicy';

const policyMembers = z.object({
  enabled: truth.default(true),
  forceExecution: word('TRUE', 'FALSE', 'UNDEFINED').default('UNDEFINED'),
  attributeName: text.optional(),
  attributeValue: text.optional(),
  groovyScript: text.optional(),
});

/** A policy of another kind, or with a script and nothing to run it, makes the service refuse (W5). */
export function readInterruptPolicy(
  members: Members | undefined,
  skipInterrupt: boolean,
  compileTrigger: CompileTrigger | undefined,
  findings: Findings,
): WebflowInterruptPolicy {
  const policy =
    members === undefined ? DEFAULT_INTERRUPT_POLICY : readPolicy(members, compileTrigger, findings);
  return skipInterrupt ? { ...policy, enabled: false } : policy;
}

function readPolicy(
  members: Members,
  compileTrigger: CompileTrigger | undefined,
  findings: Findings,
): WebflowInterruptPolicy {
  const kind = kindOf(members) ?? KIND;
  if (kind !== KIND) {
    findings.refusals.push(`${PATH} is not supported (${kind})`);
    return DEFAULT_INTERRUPT_POLICY;
  }
  const said = readMembers(policyMembers, members, PATH, findings, (name, value) => {
    refuseUnlessEmpty(`${PATH}.${name}`, value, findings);
  });
  if (said === null) return DEFAULT_INTERRUPT_POLICY;
  return {
    enabled: said.enabled,
    forceExecution: said.forceExecution,
    attributeTrigger: attributeTrigger(said.attributeName ?? '', said.attributeValue ?? '', findings),
    scriptTrigger: scriptTrigger(said.groovyScript?.trim() ?? '', compileTrigger, findings),
  };
}

/** One of the two without the other is no trigger (INT-51). */
function attributeTrigger(name: string, value: string, findings: Findings): AttributeTrigger | null {
  if (name === '' && value === '') return null;
  if (name === '' || value === '') {
    const [given, missing] =
      name === '' ? ['attributeValue', 'attributeName'] : ['attributeName', 'attributeValue'];
    findings.notices.push(`${PATH}.${given} has no effect without ${missing}`);
    return null;
  }
  const expressions = [
    refuseExpression(name, `${PATH}.attributeName`, findings),
    refuseExpression(value, `${PATH}.attributeValue`, findings),
  ];
  if (expressions.includes(true)) return null;
  const compiled = createAttributeTrigger(name, value);
  if (compiled.ok) return compiled.trigger;
  findings.faults.push(patternFault(`${PATH}.${compiled.field}`, compiled.fault));
  return null;
}

function scriptTrigger(
  source: string,
  compileTrigger: CompileTrigger | undefined,
  findings: Findings,
): ScriptTrigger | null {
  if (source === '') return null;
  if (compileTrigger === undefined) {
    findings.refusals.push(`${PATH}.groovyScript needs Groovy, which is not set up here`);
    return null;
  }
  const trigger = compileTrigger(source);
  if (!('fault' in trigger)) return trigger;
  findings.faults.push(`${PATH}.groovyScript: ${trigger.fault}`);
  return null;
}

const TRUE_WORDS = new Set(['true', 'yes', 'on', 'y', 't', '1']);
const property = z.union([z.object({ values: texts }).transform(({ values }) => values), texts]);

/** Properties by which the reference itself does something that is not done here; any other is an operator's own. */
const PROPERTIES_OF_THE_REFERENCE =
  /^(?:jwt|accessTokenAsJwt|oidc|wsfed|httpHeader|cors|scim|captcha|delegated|saml2?|forceAuthn$|passiveAuthn$|wildcardedServiceDefinition$|skipRequiredServiceCheck$|max_age$|scope$|response_(?:type|mode)$|(?:AuthnRequestBindingType|AssertionConsumerServiceIndex|AttributeConsumingServiceIndex|ComparisonType|NameIdPolicyFormat|NameIdPolicyAllowCreate|ProviderName|IssuerFormat|UseNameQualifier|AuthnContextClassRefs|NameIdAttribute|Wants(?:Assertions|Responses)Signed|MaximumAuthenticationLifetime)$)/;

/** Whether `properties.skipInterrupt` is set (INT-54). Scripts see all of them (D36). */
export function readSkipInterrupt(properties: Members | undefined, findings: Findings): boolean {
  if (properties === undefined) return false;
  const others = Object.keys(properties).filter((name) => PROPERTIES_OF_THE_REFERENCE.test(name));
  findings.ignored.push(...others.map((name) => `properties.${name}`));
  if (properties['skipInterrupt'] === undefined) return false;
  const read = property.safeParse(properties['skipInterrupt']);
  if (!read.success) {
    findings.faults.push('properties.skipInterrupt: an object with values is expected');
    return false;
  }
  return TRUE_WORDS.has(read.data[0]?.trim().toLowerCase() ?? '');
}
