// The audit: who did what, when, from where, at which application. One JSON line each; never a ticket, a payload,
// a password or a cookie value (D24).
import { hash } from 'node:crypto';
import type { Clock, GateEvent } from '@vestibule/interrupt';
import type { AuditAction } from './audit-actions.ts';
import type { LineSink } from './log.ts';

export interface AuditEvent {
  readonly action: AuditAction;
  /** Principal id; for credentials that were turned away the name as typed; null when nobody is known. */
  readonly who: string | null;
  /** As the list of actions tells. A ticket goes through `ticketDigest` first. */
  readonly what?: string | null;
  /** Address of the application as it came; the record keeps its origin and path. */
  readonly service?: string | null;
  readonly clientAddress: string | null;
}

/** The port of the audit. Recording does not throw. */
export interface Audit {
  record(event: AuditEvent): void;
}

/** Records nothing. For tools that change nothing, such as `explain`. */
export const silentAudit: Audit = { record: () => undefined };

/** Longest text of a member. */
const MAX_LENGTH = 1024;

/** Lines with the members `audit`, `when`, `who`, `what`, `service`, `clientAddress`, in this order, always all. */
export function createAudit(clock: Clock, sink: LineSink): Audit {
  return {
    record({ action, who, what = null, service = null, clientAddress }) {
      const line = JSON.stringify({
        audit: action,
        when: new Date(clock.now()).toISOString(),
        who: shortened(who),
        what: shortened(what),
        service: shortened(service === null ? null : serviceWithoutQuery(service)),
        clientAddress: shortened(clientAddress),
      });
      sink.write(`${line}\n`);
    },
  };
}

/** What the gate tells its observer, as an event of the audit: `what` is the inquirer and why, as far as there are any. */
export function interruptEvent(event: GateEvent): AuditEvent {
  const { action, principalId: who, service, clientAddress, inquirer, reason } = event;
  const what = [inquirer, reason].filter((part) => part !== null).join(': ');
  return { action, who, what: what === '' ? null : what, service, clientAddress };
}

/**
 * A ticket as the audit may name it: its prefix and 12 characters of its SHA-256, enough to find the records of one
 * ticket and useless at any door. `ST-…` becomes `ST-sha256:0a1b…`.
 */
export function ticketDigest(ticket: string): string {
  const prefix = /^(?:TGT|ST|PT|PGT|PGTIOU)-/.exec(ticket)?.[0] ?? '';
  return `${prefix}sha256:${hash('sha256', ticket).slice(0, 12)}`;
}

/** The same for a session, whose id is the whole SHA-256 of its ticket (base64url). */
export function sessionDigest(id: string): string {
  return `TGT-sha256:${Buffer.from(id, 'base64url').toString('hex').slice(0, 12)}`;
}

/** Origin and path of a service address; of one that does not parse, what stands before `?`, `#` and `;`. */
export function serviceWithoutQuery(service: string): string {
  const parsed = URL.parse(service);
  if (parsed === null || parsed.host === '') return /^[^?#;]*/.exec(service)?.[0] ?? '';
  // Rebuilt, so that a user and password in front of the host stay out.
  return `${parsed.protocol}//${parsed.host}${parsed.pathname.replace(/;.*$/, '')}`;
}

function shortened(text: string | null): string | null {
  if (text === null) return null;
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
