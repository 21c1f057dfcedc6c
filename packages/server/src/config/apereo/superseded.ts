// Names that settings had in earlier versions of Apereo CAS: taken as their successors, with one warning (W5).
import { nameParts, uniformName } from '../names.ts';
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
  'cas.service-registry.config.location': 'cas.service-registry.json.location',
  'cas.service.registry.config.location': 'cas.service-registry.json.location',
  'cas.service.registry.init-from-json': 'cas.service-registry.core.init-from-json',
  'cas.sso.renewed-authn': 'cas.sso.create-sso-cookie-on-renew-authn',
  // Spring Boot 1, which 5.x ran on.
  'server.context-path': 'server.servlet.context-path',
  'cas.sso.missing-service': 'cas.sso.services.allow-missing-service-parameter',
  'cas.sso.required-service-pattern': 'cas.sso.services.required-service-pattern',
  // Deprecated in 7.0.0, which knows both.
  'cas.sso.allow-missing-service-parameter': 'cas.sso.services.allow-missing-service-parameter',
  'cas.ticket.tgt.max-time-to-live-in-seconds': 'cas.ticket.tgt.primary.max-time-to-live-in-seconds',
  'cas.ticket.tgt.time-to-kill-in-seconds': 'cas.ticket.tgt.primary.time-to-kill-in-seconds',
};

/** Maps whose keys stand behind the earlier name as they do behind the successor's. */
const MAPS: Readonly<Record<string, SettingName>> = {
  'cas.authn.attribute-repository.attributes': 'cas.authn.attribute-repository.stub.attributes',
  'cas.authn.attribute-repository.stub[0].attributes': 'cas.authn.attribute-repository.stub.attributes',
};

export interface Successor {
  readonly setting: SettingName;
  /** What the name says below the setting: the key of a map. */
  readonly below: readonly string[];
}

/** As they were spelled. */
export const EARLIER_NAMES: readonly string[] = Object.keys(SUCCESSORS);

const byUniformName = (names: Readonly<Record<string, SettingName>>): ReadonlyMap<string, SettingName> =>
  new Map(Object.entries(names).map(([earlier, successor]) => [uniformName(earlier), successor]));
const BY_UNIFORM_NAME = byUniformName(SUCCESSORS);
const MAPS_BY_UNIFORM_NAME = byUniformName(MAPS);

/** What an earlier name is called now, in any spelling; null when it is no earlier name. */
export function successorOf(name: string): Successor | null {
  const setting = BY_UNIFORM_NAME.get(uniformName(name));
  if (setting !== undefined) return { setting, below: [] };
  const parts = nameParts(name);
  for (let length = parts.length - 1; length > 2; length -= 1) {
    const map = MAPS_BY_UNIFORM_NAME.get(uniformName(parts.slice(0, length).join('.')));
    if (map !== undefined) return { setting: map, below: parts.slice(length) };
  }
  return null;
}
