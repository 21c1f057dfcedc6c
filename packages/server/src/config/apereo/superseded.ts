// Names that settings had in earlier versions of Apereo CAS: taken as their successors, with one warning (W5).
import { uniformName } from '../names.ts';
import type { SettingName } from '../declared.ts';

const SUCCESSORS: Readonly<Record<string, SettingName>> = {
  // Before 6.4 the interrupt's settings were flat, and camelCase before that.
  'cas.interrupt.attribute-name': 'cas.interrupt.regex.attribute-name',
  'cas.interrupt.attribute-value': 'cas.interrupt.regex.attribute-value',
  'cas.interrupt.trigger-mode': 'cas.interrupt.core.trigger-mode',
  'cas.interrupt.force-execution': 'cas.interrupt.core.force-execution',
  // The same happened to others.
  'cas.service-registry.init-from-json': 'cas.service-registry.core.init-from-json',
  'cas.service-registry.watcher-enabled': 'cas.service-registry.json.watcher-enabled',
  'cas.sso.missing-service': 'cas.sso.services.allow-missing-service-parameter',
  'cas.sso.required-service-pattern': 'cas.sso.services.required-service-pattern',
  // Deprecated in 7.0.0, which knows both.
  'cas.sso.allow-missing-service-parameter': 'cas.sso.services.allow-missing-service-parameter',
  'cas.ticket.tgt.max-time-to-live-in-seconds': 'cas.ticket.tgt.primary.max-time-to-live-in-seconds',
  'cas.ticket.tgt.time-to-kill-in-seconds': 'cas.ticket.tgt.primary.time-to-kill-in-seconds',
};

/** As they were spelled. */
export const EARLIER_NAMES: readonly string[] = Object.keys(SUCCESSORS);

const BY_UNIFORM_NAME: ReadonlyMap<string, SettingName> = new Map(
  Object.entries(SUCCESSORS).map(([earlier, successor]) => [uniformName(earlier), successor]),
);

/** What an earlier name is called now, in any spelling; null when it is no earlier name. */
export function successorOf(name: string): SettingName | null {
  return BY_UNIFORM_NAME.get(uniformName(name)) ?? null;
}
