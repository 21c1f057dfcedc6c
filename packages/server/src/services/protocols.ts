// With which versions of the CAS protocol an application may validate: `supportedProtocols` of Apereo CAS 6.6 and later.
import type { Findings } from './findings.ts';

/** `/validate`; `/serviceValidate` and `/proxyValidate`; the same below `/p3`. */
export const PROTOCOLS = ['CAS10', 'CAS20', 'CAS30'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

const PATH = 'supportedProtocols';

/**
 * Null for every one of them, as when none is named. A set without any of CAS is for a protocol that is not spoken here:
 * no ticket could ever be validated, so the service matches and refuses (W5).
 */
export function readProtocols(names: readonly string[], findings: Findings): ReadonlySet<Protocol> | null {
  const said = names.map((name) => name.trim().toUpperCase()).filter((name) => name !== '');
  if (said.length === 0) return null;
  const spoken = PROTOCOLS.filter((protocol) => said.includes(protocol));
  if (spoken.length === PROTOCOLS.length) return null;
  if (spoken.length === 0) {
    findings.refusals.push(`${PATH} names none of ${PROTOCOLS.join(', ')} (${said.join(', ')})`);
    return null;
  }
  findings.notices.push(`${PATH}: tickets are validated with ${spoken.join(' and ')} only`);
  return new Set(spoken);
}
