// Until when, and from when on, an application may be entered: `expirationPolicy` and the time-based access strategy.
import { isMembers, kindOf, type Plain } from './definition.ts';
import type { Findings } from './findings.ts';
import { refuseUnlessEmpty } from './unsupported.ts';

/** `2026-12-31`, `2026-12-31T23:59:59`, with an offset or `Z`, and with a zone in brackets behind that, which adds nothing. */
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d\d:?\d\d)?(?:\[[\w/+-]+\])?)?$/;
/** As Apereo's management page writes it. */
const AMERICAN = /^(\d\d)\/(\d\d)\/(\d{4})(?: (\d{1,2}):(\d\d)(?: (AM|PM))?)?$/i;

/** Milliseconds since the epoch; without an offset UTC, as in the reference. Null when it is no date. */
export function instantOf(text: string): number | null {
  const said = text.trim();
  const iso = ISO.exec(said);
  if (iso !== null) {
    const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] = iso;
    const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
    return valid(
      `${year}-${month}-${day}`,
      `${hour}:${minute}:${second}.${fraction.padEnd(3, '0')}${offset}`,
    );
  }
  const american = AMERICAN.exec(said);
  if (american === null) return null;
  const [, month, day, year, hour = '0', minute = '00', half] = american;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/pm/i.test(half) ? 12 : 0);
  return valid(`${year}-${month}-${day}`, `${String(hours).padStart(2, '0')}:${minute}:00.000Z`);
}

/** As operators are told of it. */
export const dated = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');

/** JavaScript takes the 31st of February for the 3rd of March. */
function valid(date: string, time: string): number | null {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return null;
  const instant = Date.parse(`${date}T${time}`);
  return Number.isNaN(instant) ? null : instant;
}

/** A date that is given and cannot be read restricts in a way we do not know: the service matches and refuses. */
export function readInstant(text: string | undefined, path: string, findings: Findings): number | null {
  if (text === undefined || text.trim() === '') return null;
  const instant = instantOf(text);
  if (instant === null)
    findings.refusals.push(`${path} is no date; write one such as 2026-12-31 or 2026-12-31T23:59:59Z`);
  return instant;
}

/** When the definition ends; null for never. From then on it matches and refuses; it is never deleted here. */
export function readExpiration(policy: Plain | undefined, findings: Findings): number | null {
  if (policy === undefined) return null;
  const kind = isMembers(policy) ? kindOf(policy) : null;
  if (!isMembers(policy) || (kind !== null && kind !== 'DefaultRegisteredServiceExpirationPolicy')) {
    refuseUnlessEmpty('expirationPolicy', policy, findings);
    return null;
  }
  const { expirationDate, ...rest } = policy;
  refuseUnlessEmpty('expirationPolicy', rest, findings);
  return readInstant(
    typeof expirationDate === 'object' ? 'a list or an object' : String(expirationDate ?? ''),
    'expirationPolicy.expirationDate',
    findings,
  );
}
