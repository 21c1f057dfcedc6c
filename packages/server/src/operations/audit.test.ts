import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { GateAction } from '@vestibule/interrupt';
import fc from 'fast-check';
import { canonicalSpelling } from '../services/canonical-address.ts';
import { AUDIT_ACTIONS } from './audit-actions.ts';
import { AUDIT_REFERENCE, auditReference } from './audit-reference.ts';
import { createAudit, interruptEvent, serviceWithoutQuery, ticketDigest, type AuditEvent } from './audit.ts';

const NOON = Date.parse('2026-06-15T12:00:00Z');
const EVENT: AuditEvent = { action: 'LOGOUT', who: 'casuser', clientAddress: '192.0.2.1' };

function parsed(line: string): Record<string, unknown> {
  return JSON.parse(line) as Record<string, unknown>;
}

function recorded(event: AuditEvent): string {
  const lines: string[] = [];
  createAudit({ now: () => NOON }, { write: (line) => lines.push(line) }, canonicalSpelling).record(event);
  assert.equal(lines.length, 1);
  return lines[0] ?? '';
}

test('D24 a record is one line with every member', () => {
  const line = recorded({
    action: 'SERVICE_TICKET_CREATED',
    who: 'casuser',
    what: ticketDigest('ST-1-abc'),
    service: 'https://app.example.org/page?token=secret#x',
    clientAddress: '192.0.2.1',
  });
  assert.deepEqual(parsed(line), {
    audit: 'SERVICE_TICKET_CREATED',
    when: '2026-06-15T12:00:00.000Z',
    who: 'casuser',
    what: ticketDigest('ST-1-abc'),
    service: 'https://app.example.org/page',
    canonical: null,
    clientAddress: '192.0.2.1',
  });
  const bare = parsed(recorded(EVENT));
  assert.deepEqual(Object.keys(bare), Object.keys(parsed(line)));
  assert.equal(bare['what'], null);
  assert.equal(bare['service'], null);
});

test('D24 whatever a person types stays on one line and of bounded length', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (who) => {
      const line = recorded({ ...EVENT, who, service: who });
      assert.equal(line.indexOf('\n'), line.length - 1);
      assert.ok(String(parsed(line)['who']).length <= 1025);
    }),
  );
});

test('D24 a ticket is named by its prefix and a digest', () => {
  assert.match(ticketDigest('ST-17-verySecret'), /^ST-sha256:[0-9a-f]{12}$/);
  assert.match(ticketDigest('PGTIOU-1-x'), /^PGTIOU-sha256:/);
  assert.match(ticketDigest('<script>'), /^sha256:/);
  assert.notEqual(ticketDigest('ST-1'), ticketDigest('ST-2'));
});

test('D24 of a service no query, no path parameter and no password are kept', () => {
  assert.equal(
    serviceWithoutQuery('https://user:pw@app.org:8443/a/b?x=1#y'),
    'https://user:***@app.org:8443/a/b',
  );
  assert.equal(serviceWithoutQuery('https://app.org/a;jsessionid=SECRET'), 'https://app.org/a');
  assert.equal(serviceWithoutQuery('imaps://mail.org/x?y'), 'imaps://mail.org/x');
  assert.equal(serviceWithoutQuery('not an address?ticket=ST-1'), 'not an address');
});

test('D25 the address is shown as it was sent, and its canonical spelling where that is another one', () => {
  const shown = (service: string): unknown[] => {
    const line = parsed(recorded({ ...EVENT, service }));
    return [line['service'], line['canonical']];
  };
  const cases: readonly (readonly [string, string, string | null])[] = [
    ['https://app.org/x', 'https://app.org/x', null],
    ['https://app.org', 'https://app.org', 'https://app.org/'],
    ['https://App.org:443/x', 'https://App.org:443/x', 'https://app.org/x'],
    ['https://user@app.org/x', 'https://user@app.org/x', null],
    ['https://evil.example?.example.edu/', 'https://evil.example', 'https://evil.example/'],
    ['not an address', 'not an address', null],
  ];
  for (const [service, sent, canonical] of cases) assert.deepEqual(shown(service), [sent, canonical]);
});

test('D24 no sign in a record ends a line or turns its direction on a terminal', () => {
  const line = recorded({ ...EVENT, who: 'a\u001b[2J\u009b\u2028\u202eb', service: 'https://a/\u007f' });
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  assert.doesNotMatch(line.slice(0, -1), /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
  assert.equal(parsed(line)['who'], 'a\u001b[2J\u009b\u2028\u202eb');
});

test('D24 what the gate tells becomes an event of the audit', () => {
  const told = {
    action: 'INTERRUPT_SKIPPED',
    principalId: 'casuser',
    service: 'https://app.org/?x',
    clientAddress: '192.0.2.1',
  } as const;
  const event = interruptEvent({ ...told, inquirer: 'json', reason: 'acknowledged' });
  assert.deepEqual(event, {
    action: 'INTERRUPT_SKIPPED',
    who: 'casuser',
    what: 'json: acknowledged',
    service: 'https://app.org/?x',
    clientAddress: '192.0.2.1',
  });
  assert.equal(interruptEvent({ ...told, inquirer: null, reason: null }).what, null);
});

test('D24 every action of the interrupt is known', () => {
  const actions: Record<GateAction, true> = {
    INTERRUPT_REQUIRED: true,
    INTERRUPT_SKIPPED: true,
    INTERRUPT_PROCEEDED: true,
    INTERRUPT_LINK_FOLLOWED: true,
    INTERRUPT_BLOCKED: true,
    INTERRUPT_WITHHELD: true,
    INTERRUPT_INQUIRY_FAILED: true,
    INTERRUPT_BUSY: true,
  };
  const known = Object.keys(AUDIT_ACTIONS).filter((name) => name.startsWith('INTERRUPT_'));
  assert.deepEqual(known.toSorted(), Object.keys(actions).toSorted());
});

test('D24 the reference page is the one that the list of actions makes', () => {
  const page = readFileSync(new URL(`../../../../${AUDIT_REFERENCE}`, import.meta.url), 'utf8');
  assert.equal(page, auditReference(), 'run node tools/reference/audit.ts');
});
