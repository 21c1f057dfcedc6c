// Names that are not ours, told apart (W4, W5): older spellings, settings of the reference that have no effect here,
// settings whose loss takes a protection or people away, and typing errors.
import { apereoNames } from './apereo-names.ts';
import { DECLARED } from './declared.ts';
import { nearest, uniformName } from './names.ts';

export type UnknownName =
  | { readonly kind: 'older'; readonly successor: string }
  | { readonly kind: 'without-effect' }
  | { readonly kind: 'protecting'; readonly prefix: string }
  | { readonly kind: 'mistyped'; readonly nearest: string | null };

/** Names of earlier versions (W5). */
const SUCCESSORS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['cas.interrupt.attribute-name', 'cas.interrupt.regex.attribute-name'],
      ['cas.interrupt.attribute-value', 'cas.interrupt.regex.attribute-value'],
      ['cas.interrupt.trigger-mode', 'cas.interrupt.core.trigger-mode'],
      ['cas.interrupt.force-execution', 'cas.interrupt.core.force-execution'],
      ['cas.sso.allow-missing-service-parameter', 'cas.sso.services.allow-missing-service-parameter'],
      ['cas.sso.missing-service', 'cas.sso.services.allow-missing-service-parameter'],
      ['cas.sso.required-service-pattern', 'cas.sso.services.required-service-pattern'],
      ['cas.sso.create-sso-cookie-on-renewed-authn', 'cas.sso.create-sso-cookie-on-renew-authn'],
      ['cas.service-registry.init-from-json', 'cas.service-registry.core.init-from-json'],
      ['cas.service-registry.watcher-enabled', 'cas.service-registry.json.watcher-enabled'],
      ['cas.ticket.tgt.max-time-to-live-in-seconds', 'cas.ticket.tgt.primary.max-time-to-live-in-seconds'],
      ['cas.ticket.tgt.time-to-kill-in-seconds', 'cas.ticket.tgt.primary.time-to-kill-in-seconds'],
    ] as const
  ).map(([older, successor]) => [uniformName(older), successor]),
);

/** What people and protections come from; losing one of these silently would be the worst of ways to move (W5). */
const PROTECTING = [
  'cas.authn.', 'cas.interrupt.', 'cas.service-registry.', 'cas.ticket.registry.', 'cas.consent.',
  'cas.acceptable-usage-policy.', 'cas.access-strategy.', 'cas.google-recaptcha.', 'cas.sso.', 'cas.tgc.',
] as const;

const OTHER_FRAMEWORKS = /^(management|spring|logging|server)\./u;

export function judgeUnknown(name: string): UnknownName {
  const uniform = uniformName(name);
  const successor = SUCCESSORS.get(uniform);
  if (successor !== undefined) return { kind: 'older', successor };
  if (OTHER_FRAMEWORKS.test(name)) {
    const ours = name.startsWith('server.') ? nearest(name, Object.keys(DECLARED).filter((known) => known.startsWith('server.'))) : null;
    return ours !== null && closely(name, ours) ? { kind: 'mistyped', nearest: ours } : { kind: 'without-effect' };
  }
  if (!apereoNames().knows(name)) return { kind: 'mistyped', nearest: nearest(name, Object.keys(DECLARED)) };
  const prefix = PROTECTING.find((protecting) => uniform.startsWith(uniformName(protecting) + '.'));
  return prefix === undefined ? { kind: 'without-effect' } : { kind: 'protecting', prefix };
}

function closely(name: string, known: string): boolean {
  return nearest(name, [known]) === known && Math.abs(name.length - known.length) <= 2 && name.split('.').length === known.split('.').length && known.startsWith(name.split('.').slice(0, -1).join('.'));
}

/** Whether `cas.unsupported.accept` names it, or a beginning of it. */
export function isAccepted(name: string, accepted: readonly string[]): boolean {
  const uniform = uniformName(name);
  return accepted.some((entry) => {
    const prefix = uniformName(entry);
    return prefix !== '' && (uniform === prefix || uniform.startsWith(`${prefix}.`));
  });
}
