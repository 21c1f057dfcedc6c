// Whether a service's policy keeps the inquirers from being asked at all (D7). Asked once an entry, by the gate.
import type { Calls } from './calls.ts';
import type { AttributeValue, Inquiry } from './inquiry.ts';
import type { AttributeTrigger } from './service-policy.ts';

export type Exemption =
  | { readonly kind: 'ask'; readonly failed: string | null }
  | { readonly kind: 'exempt'; readonly by: 'enabled' | 'attribute-trigger' | 'script-trigger' }
  /** The script could not be asked yet, because of this person's other requests (D26). */
  | { readonly kind: 'busy'; readonly trigger: string };

/** So long a script waits for its turn, in milliseconds. */
const LONGEST_WAIT = 5_000;

/**
 * `enabled: false` first, then both triggers must agree that the inquirers are asked (INT-47…53). With `calls`, a
 * script is run for one person a few times at once only.
 */
export async function exemption(inquiry: Inquiry, calls: Calls | null = null): Promise<Exemption> {
  const policy = inquiry.registeredService?.webflowInterruptPolicy;
  if (policy === undefined) return { kind: 'ask', failed: null };
  if (!policy.enabled) return { kind: 'exempt', by: 'enabled' };
  if (policy.attributeTrigger !== null && !triggered(policy.attributeTrigger, inquiry)) {
    return { kind: 'exempt', by: 'attribute-trigger' };
  }
  const { scriptTrigger } = policy;
  if (scriptTrigger === null) return { kind: 'ask', failed: null };
  const trigger = `trigger ${scriptTrigger.source}`;
  const turn = calls === null ? () => undefined : await calls.turnOf(trigger, inquiry, LONGEST_WAIT);
  if (turn === null) return { kind: 'busy', trigger: 'policy trigger' };
  try {
    const answer = await scriptTrigger.decide(inquiry);
    if (answer.kind === 'skip') return { kind: 'exempt', by: 'script-trigger' };
    return { kind: 'ask', failed: answer.kind === 'failed' ? answer.cause : null };
  } catch (cause) {
    return { kind: 'ask', failed: cause instanceof Error ? cause.message : 'the trigger threw' };
  } finally {
    turn();
  }
}

/** Every attribute whose name matches is looked at; an input too long to judge counts as a match (D7, D13). */
function triggered(trigger: AttributeTrigger, { authentication }: Inquiry): boolean {
  const attributes = overlay(authentication.attributes, authentication.principal.attributes);
  return attributes.some(
    ([name, values]) =>
      trigger.name.test(name) !== 'no-match' &&
      values.some((value) => trigger.value.test(String(value)) !== 'no-match'),
  );
}

type Entries = readonly (readonly [string, readonly AttributeValue[]])[];

/** Attributes of both, those of `over` winning on equal names (INT-18). */
export function overlay(
  under: Readonly<Record<string, readonly AttributeValue[]>>,
  over: Readonly<Record<string, readonly AttributeValue[]>>,
): Entries {
  return [...new Map([...Object.entries(under), ...Object.entries(over)])];
}
