// Values that ask for nothing: what is off, and what Apereo does anyway. Nothing is lost with them (W5, D38).
import { nameParts, uniformName, uniformPart } from '../names.ts';
import { findApereoName } from './known-names.ts';

/** The switch of a whole module, on unless it is turned off: to write it down says that the module is there. */
const MODULE_SWITCH = /\.(?:core|google-recaptcha)\.enabled$/;

/** Where `false` asks for something although it is called `enabled`, and defaults that no table tells. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'cas.authn.authentication-attribute-release.enabled': 'true',
  'cas.authn.release-protocol-attributes': 'true',
  'cas.server.tomcat.remote-addr.allowed-client-ip-address-regex': '.+',
};
/** Its `none` takes a check away, and so lets requests through that would fail with it. */
const VERIFIER = uniformName('cas.http-client.host-name-verifier');
const BY_UNIFORM_NAME = new Map(Object.entries(DEFAULTS).map(([name, usual]) => [uniformName(name), usual]));

/** Whether a setting that is written so changes nothing in Apereo either. */
export function asksForNothing(name: string, value: string): boolean {
  const written = value.trim().toLowerCase();
  const known = findApereoName(name);
  // An index makes a new member (an LDAP directory, a second factor) by being there, so its defaults are no defaults.
  if (/\[\d*\]/u.test(name)) return written === 'false' && /(?:^|\.)enabled$/u.test(name);
  if (written === '') return true;
  if (known !== null && known.shape !== 'single') return false;
  if (known !== null && MODULE_SWITCH.test(known.name)) return written === 'false';
  const usual = BY_UNIFORM_NAME.get(uniformName(name)) ?? known?.default ?? null;
  if (written === usual?.toLowerCase()) return true;
  if (written === 'false') return usual?.toLowerCase() !== 'true' || isSwitch(name, usual);
  return /^(?:-1|none|never)$/u.test(written) && usual !== 'true' && uniformName(name) !== VERIFIER;
}

/** `x.enabled`: what is turned off there protects nobody. */
function isSwitch(name: string, usual: string | null): boolean {
  return /\.enabled$/iu.test(name) && BY_UNIFORM_NAME.get(uniformName(name)) !== usual;
}

/** The beginnings that a configuration switches off: `x.enabled=false` or `x.core.enabled=false`. */
export function switchedOff(
  entries: readonly { readonly name: string; readonly value: string }[],
): (name: string) => boolean {
  const beginnings = new Map<string, boolean>();
  for (const { name, value } of entries) {
    const parts = nameParts(name).map(uniformPart);
    if (parts.at(-1) !== 'enabled' || parts.length < 3) continue;
    const end = parts.at(-2) === 'core' ? -2 : -1;
    if (parts.slice(0, end).length > 1)
      beginnings.set(`${parts.slice(0, end).join('.')}.`, /^false$/iu.test(value.trim()));
  }
  const off = [...beginnings].filter(([, isOff]) => isOff).map(([beginning]) => beginning);
  return (name) => off.some((beginning) => `${uniformName(name)}.`.startsWith(beginning));
}
