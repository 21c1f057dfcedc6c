// The audit: who did what, when, from where, at which application. One JSON line each; never a ticket, a payload,
// a password or a cookie value (D24).
import { hash } from 'node:crypto';
import type { Clock, GateEvent } from '@vestibule/interrupt';
import type { AuditAction } from './audit-actions.ts';
import type { AuditSink } from './line-writer.ts';
import type { LineSink } from './log.ts';

export interface AuditEvent {
  readonly action: AuditAction;
  /** Principal id; for credentials that were turned away the name as typed; null when nobody is known. */
  readonly who: string | null;
  /** As the list of actions tells. A ticket goes through `ticketDigest` first. */
  readonly what?: string | null;
  /** Address of the application as it came; the record keeps it without query, and its canonical spelling (D25). */
  readonly service?: string | null;
  readonly clientAddress: string | null;
}

/** The port of the audit. Recording does not throw. */
export interface Audit {
  record(event: AuditEvent): void;
  /** Whether nothing that must be recorded may begin: whoever keeps the records is behind. Absent: never. */
  isFull?(): boolean;
}

/** Records nothing. For tools that change nothing, such as `explain`. */
export const silentAudit: Audit = { record: () => undefined };

/** Longest text of a member. */
const MAX_LENGTH = 1024;

/** Lines with the members `audit`, `when`, `who`, `what`, `service`, `canonical`, `clientAddress`, in this order, always all. */
export function createAudit(
  clock: Clock,
  sink: LineSink & Partial<AuditSink>,
  /** The spelling that definitions are held against; null for a malformed address (D25). */
  canonicalOf: (service: string) => string | null = () => null,
): Audit {
  return {
    isFull: () => sink.isFull?.() ?? false,
    record({ action, who, what = null, service = null, clientAddress }) {
      const line = JSON.stringify({
        audit: action,
        when: new Date(clock.now()).toISOString(),
        who: shortened(who),
        what: shortened(what),
        service: shortened(service === null ? null : serviceWithoutQuery(service)),
        canonical: shortened(service === null ? null : whereOther(service, canonicalOf(service))),
        clientAddress: shortened(clientAddress),
      });
      sink.write(`${inAscii(line)}\n`);
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

/** A service address as it was sent, as far as `?`, `#` or `;`, and without a password in front of the host. */
export function serviceWithoutQuery(service: string): string {
  const shown = /^[^?#;]*/.exec(service)?.[0] ?? '';
  return shown.replace(/^([^/]*\/\/[^/@:]*):[^/]*@/, '$1:***@');
}

function whereOther(service: string, canonical: string | null): string | null {
  const shown = canonical === null ? null : serviceWithoutQuery(canonical);
  return shown === serviceWithoutQuery(service) ? null : shown;
}

/** Signs that end a line or turn its direction somewhere are written as escapes; the line stays the same JSON. */
function inAscii(line: string): string {
  return line.replaceAll(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function shortened(text: string | null): string | null {
  if (text === null) return null;
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
