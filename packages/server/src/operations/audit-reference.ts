// The reference page of the audit, made from the list of actions. A test holds `docs/reference/audit.md` to it.
import { AUDIT_ACTIONS, type AuditActionDescription } from './audit-actions.ts';

/** Where the page lies, from the root of the repository. */
export const AUDIT_REFERENCE = 'docs/reference/audit.md';

/** The whole page as Markdown. */
export function auditReference(): string {
  const actions: [string, AuditActionDescription][] = Object.entries(AUDIT_ACTIONS);
  const rows = actions.map(([name, { meaning, what }]) => `| \`${name}\` | ${meaning} | ${what ?? '–'} |`);
  return `<!-- Made by tools/reference/audit.ts from packages/server/src/operations/audit-actions.ts. Do not edit. -->

# Audit

One line of JSON for each action, with these members, always all of them:

| member | holds |
| --- | --- |
| \`audit\` | the action |
| \`when\` | time in UTC, ISO 8601 |
| \`who\` | principal id; for credentials that were turned away, the name as typed; or null |
| \`what\` | as told below; or null |
| \`service\` | address of the application as it was sent, without query; or null |
| \`canonical\` | the spelling that definitions were held against, where it is another one (D25); or null |
| \`clientAddress\` | address of the client; or null |

No record holds a ticket (only its prefix and the beginning of its SHA-256), a password, a cookie value or the payload of an interrupt.

| action | when | \`what\` |
| --- | --- | --- |
${rows.join('\n')}
`;
}
