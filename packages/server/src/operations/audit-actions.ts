// Every action that the audit knows, with what its record tells. One list: the type, the check and the reference
// page (`docs/reference/audit.md`) come from it. Names as Apereo's where Apereo has one; the `INTERRUPT_…` are D24.

export interface AuditActionDescription {
  readonly meaning: string;
  /** What the member `what` holds for this action, or null when it holds nothing. */
  readonly what: string | null;
}

function action(meaning: string, what: string | null = null): AuditActionDescription {
  return { meaning, what };
}

const INQUIRER = 'name of the inquirer and why, as far as known';

export const AUDIT_ACTIONS = {
  AUTHENTICATION_SUCCESS: action('Somebody has proven who they are.', 'name of the authentication handler'),
  AUTHENTICATION_FAILED: action(
    'Credentials were turned away. `who` is the name as typed.',
    '`rejected`, `locked`, `disabled`, `expired`, `must-change` or `unavailable`',
  ),
  THROTTLED_LOGIN_ATTEMPT: action(
    'Credentials were turned away: too many tries failed before them (W6), their person signed in too often (D29), or too many wait.',
    '`busy` when too many wait to be checked; nothing otherwise',
  ),
  TICKET_GRANTING_TICKET_CREATED: action('A single sign-on session began.', 'digest of the ticket'),
  TICKET_GRANTING_TICKET_DESTROYED: action('A single sign-on session ended.', 'digest of the ticket'),
  SERVICE_TICKET_CREATED: action('An application was let in.', 'digest of the ticket'),
  SERVICE_TICKET_VALIDATE_SUCCESS: action('An application redeemed a ticket.', 'digest of the ticket'),
  SERVICE_TICKET_VALIDATE_FAILED: action(
    'An application presented a ticket that is not good.',
    'error code and digest of the ticket',
  ),
  PROXY_GRANTING_TICKET_CREATED: action('An application may ask for proxy tickets.', 'digest of the ticket'),
  PROXY_TICKET_CREATED: action('An application was let in by way of another.', 'digest of the ticket'),
  SERVICE_ACCESS_ENFORCEMENT_TRIGGERED: action('An application, or a person at it, was refused.', 'reason'),
  LOGOUT: action('Somebody left.', 'digest of the ticket-granting ticket'),
  INTERRUPT_REQUIRED: action('An interrupt page was shown.', INQUIRER),
  INTERRUPT_SKIPPED: action(
    'An interrupt was passed over because of an acknowledgement or a policy.',
    INQUIRER,
  ),
  INTERRUPT_PROCEEDED: action('The person went on from an interrupt page.', INQUIRER),
  INTERRUPT_LINK_FOLLOWED: action('The person followed a link of an interrupt page.', INQUIRER),
  INTERRUPT_BLOCKED: action('A blocking interrupt kept the person out.', INQUIRER),
  INTERRUPT_WITHHELD: action(
    'A request without a page got no ticket while an interrupt was pending (D6).',
    INQUIRER,
  ),
  INTERRUPT_INQUIRY_FAILED: action('An inquirer could not answer; its failure mode decided (D9).', INQUIRER),
  INTERRUPT_BUSY: action(
    'An inquirer could not be asked yet: too many inquiries about the same person, or before it, were under way (D26).',
    INQUIRER,
  ),
} as const satisfies Readonly<Record<string, AuditActionDescription>>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;
