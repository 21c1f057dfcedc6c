// The 99 numbered statements about the authentication interrupt of Apereo CAS, each in one line, and what becomes of each
// here. `docs/reference/conformance.md` is made from this list and from the names of the tests.

import { none, ours, same, type Statement } from './statement.ts';

export const STATEMENTS: readonly Statement[] = [
  // The payload
  ours(
    1,
    'An empty payload interrupts; every field that is absent has its default.',
    ['D8'],
    'The defaults are the same, but an object without any known field is malformed: a failure, not an interrupt.',
  ),
  same(2, 'The "no interrupt" payload has neither interrupt nor message.'),
  same(3, 'Fields that nobody knows are ignored.', 'A misspelt `block` blocks (D28).'),
  same(4, '`data: null` is an empty table.'),
  same(5, 'A bare text where a list of `data` belongs cannot be read.'),
  same(6, 'Links keep their order; an automatic redirect goes to the first.'),
  same(7, 'The order of the links makes no other payload.'),
  same(8, 'The file and the endpoint may answer Hjson.'),
  // The JSON strategy
  same(9, 'The file is asked by principal id and answers that payload.'),
  same(10, 'A principal id that is not in the file is not interrupted.'),
  same(11, 'A rewritten file counts within ten seconds.'),
  same(12, 'Many inquiries at once see the whole file, and read it once.'),
  same(13, 'A reload that fails leaves the contents before it in force.'),
  ours(
    14,
    'A file that is missing at start leaves the strategy out.',
    ['D11'],
    'The start goes on, but every inquiry fails as the failure mode says, and the file counts as soon as it is there.',
  ),
  // The regex strategy
  ours(
    15,
    'One of the two patterns without the other leaves the strategy out.',
    ['W4'],
    'It stops the start: somebody wanted people interrupted.',
  ),
  ours(
    16,
    'A matching attribute name and value interrupt with the default message.',
    ['D13'],
    'As 7.0.0 really does: case counts, so `mem...of` is not `memberOf`.',
  ),
  same(17, 'Name and value must match as a whole.'),
  same(18, 'Of two attributes of one name the principal’s is looked at.'),
  // Scripts
  same(19, 'A script that answers null interrupts nobody.'),
  same(
    20,
    'A script gets principal, attributes, service, registered service, request context and logger, in that order.',
    'TypeScript and JavaScript get the same six (D12).',
  ),
  // The REST strategy
  same(21, 'The query holds `username`, `service` and the pattern of the registered service.'),
  same(22, 'Without a service the query holds `username` alone.'),
  same(23, 'The language of the browser travels along.', 'Rebuilt from at most ten parsed ranges (D10).'),
  same(24, 'A configured header wins over ours.'),
  same(
    25,
    'Basic authentication is sent when name and password are set.',
    'One without the other stops the start (W4).',
  ),
  same(26, 'Parameters stay in the query whatever the method; there is no body.'),
  same(27, 'A 200 with a block and two links is a block with two links.'),
  same(
    28,
    'A 400, 404 or 500 interrupts nobody, whatever its body says.',
    'It is a failure, as the failure mode says (D9, D10).',
  ),
  ours(
    29,
    'In 7.0.0 a 500 with an object as its body interrupts everybody.',
    ['D10'],
    'Only a 2xx with a body is an answer.',
  ),
  ours(
    30,
    'An endpoint that cannot be reached, or is too slow, lets everybody through.',
    ['D9', 'D10'],
    'So it does by default; the failure mode can hold people or repeat the last answer, and no failure is silent.',
  ),
  ours(31, 'A 200 with `{}` interrupts.', ['D8'], 'It is malformed: a failure of that inquiry.'),
  same(32, 'A 204 interrupts nobody.'),
  ours(
    33,
    'An inquiry without authentication answers "no interrupt" and does not throw.',
    ['D9'],
    'The types rule it out; if it happens all the same it is a failure, and still does not throw.',
  ),
  // The plan
  ours(
    34,
    'The first that interrupts takes the page, and the ones after it are not asked.',
    ['D3'],
    'They are asked once the first is acknowledged or passed, so that a notice hides no block.',
  ),
  same(35, 'A strategy that fails does not keep the next from being asked.'),
  ours(
    36,
    'The order is JSON, Groovy, regex, REST.',
    ['D3'],
    'JSON, Groovy, script, regex, REST, custom; `cas.interrupt.core.order` says otherwise.',
  ),
  same(37, 'Nobody to ask, or nobody who says yes: the login goes on.'),
  same(38, 'One who says yes: the page, with payload and person.'),
  ours(
    39,
    'What was answered in this very request is not asked again.',
    ['D2'],
    'It holds for the whole entry, over several requests, for a minute; then it is asked once more (D39).',
  ),
  // Forced execution and acknowledgements
  same(40, '`forceExecution=TRUE` of a service asks at every entry.'),
  ours(
    41,
    'A global `force-execution` cannot be taken back by a service.',
    ['D7'],
    '`forceExecution=FALSE` of a service overrides it.',
  ),
  same(42, 'The same payload, acknowledged by the same person, is not shown again.'),
  same(43, 'A payload with another message is shown.'),
  same(44, 'What one person acknowledged says nothing for another.'),
  same(45, 'A block is shown whatever was remembered.'),
  same(46, 'The attribute `finalizedInterrupt` alone skips nothing.', 'Set in both trigger modes (D16).'),
  // The policy of a service
  same(47, '`enabled=false`: no page, a ticket, a session.'),
  same(48, '`enabled=false` wins over `forceExecution=TRUE`.', 'For every inquirer, custom ones too (D7).'),
  same(
    49,
    'An attribute trigger that matches lets the inquirers be asked.',
    'Every matching attribute counts, not the first alone (D7).',
  ),
  same(50, 'An attribute trigger that does not match keeps them from being asked.'),
  same(51, 'An attribute name without a value is no trigger.'),
  same(52, 'An inline Groovy trigger sees the user name.'),
  same(
    53,
    'A Groovy file as trigger: true asks, false does not.',
    'One that fails, or answers null, asks (D7).',
  ),
  same(54, 'The older property `skipInterrupt` switches interrupts off.', '7.0.0 itself ignores it.'),
  // The flow
  same(55, 'AFTER_AUTHENTICATION: no session cookie while the page is shown.'),
  same(56, 'AFTER_SSO: the session cookie is there when the page is shown.'),
  none(
    57,
    'The login webflow has the four states of the interrupt.',
    'There is no webflow; the steps of a login are a table of our own.',
  ),
  none(
    58,
    'The states of the webflow have gateway transitions.',
    'There is no webflow; what such a request gets is INT-90, INT-94 and INT-95.',
  ),
  none(
    59,
    'With a second factor the page comes after it.',
    'There is no multifactor authentication; `cas.authn.mfa.*` stops the start (W5).',
  ),
  same(
    60,
    'Interrupt page, account warnings, session, in that order.',
    'In AFTER_SSO: warnings, session, interrupt (W2).',
  ),
  none(
    61,
    'After a delegated login the page is shown, and proceed leads to a ticket.',
    'There is no delegated authentication; `cas.authn.pac4j.*` stops the start (W5).',
  ),
  same(62, 'With a session and an acknowledged payload the next application gets its ticket without a page.'),
  same(63, 'A payload that differs by application is shown at the second one.'),
  // What the person does
  same(64, 'Proceed lets in, marks the authentication, sets the cookie.'),
  same(65, 'Showing the page sets no cookie.'),
  same(66, 'A forged proceed on a block is refused, without a ticket.', 'With status 403 (W2).'),
  same(67, 'A block at a service with `unauthorizedRedirectUrl`: proceed leads there.'),
  same(68, 'A link of the page is followed.', 'It acknowledges the page, unless that is a block (D14).'),
  same(69, 'A link that is not in the payload is refused.', '7.0.0 itself follows it.'),
  same(
    70,
    'A link of a block is followed, remembered nowhere, and the next login is blocked again.',
    'In 7.0.0 itself these links are dead (D5).',
  ),
  ours(
    71,
    'Proceed on a block with a valid `link` must not go on; the reference may.',
    ['D4'],
    'The event decides, never a parameter.',
  ),
  same(72, '`ssoEnabled=false` in AFTER_AUTHENTICATION: a ticket and no session.'),
  same(73, '`ssoEnabled=false` in AFTER_SSO: the session stays.'),
  same(74, 'Without an interrupt nothing is said about the session.'),
  same(
    75,
    'An automatic redirect goes to the first link, at once or after its seconds.',
    'Without JavaScript too, and a person can stop a delayed one (D21).',
  ),
  same(76, 'An automatic redirect acknowledges nothing.', 'D21 keeps it so.'),
  ours(77, 'An automatic redirect without links breaks the page.', ['D21'], 'The page is an ordinary one.'),
  // The page
  same(78, '`#fm1` and `#proceed` on an ordinary page, `#cancel` on a block.'),
  same(79, 'Data shows as `#attributesTable` with `#FIELD` and `#FIELD-value`.'),
  same(80, 'The id of a link button is its label in lower case without spaces.', 'If it is free (D36).'),
  same(81, 'A label with `é & @` still works.'),
  ours(82, 'Markup of a message renders, scripts too.', ['D20'], 'Markup renders, scripts do not.'),
  ours(83, 'Without a message no links are shown.', ['D19'], 'Every part is optional.'),
  // The cookie
  same(84, 'Logout removes `CASINTERRUPT`.', '7.0.0 leaves it; so do we with a `max-age` (D34).'),
  same(
    85,
    'A pinned cookie from another address or User-Agent is ignored.',
    'With a `max-age` the User-Agent alone counts (D34).',
  ),
  same(86, 'An address of the allowed pattern is accepted.'),
  same(87, 'A cookie that cannot be read is as absent.'),
  same(88, 'A cookie of another generation is ignored once.', 'So is the one that the reference set.'),
  ours(
    89,
    'An acknowledged `ssoEnabled=false` is shown again.',
    ['D14'],
    'It is remembered, and still makes no session.',
  ),
  // Requests that may not be interrupted
  same(
    90,
    '`gateway=true` with a session and a pending interrupt: back without ticket and page.',
    '7.0.0 itself shows the page (D6).',
  ),
  none(
    91,
    'OIDC `prompt=none` with a pending interrupt: `login_required`.',
    'There is no OIDC; such a service matches and refuses (W5).',
  ),
  same(92, 'A passive request without a session never gets a page.', 'The CAS part; there is no OIDC.'),
  none(
    93,
    'SAML 2 `IsPassive` with a session gets its assertion although an interrupt is pending.',
    'There is no SAML 2; such a service matches and refuses (W5).',
  ),
  same(94, 'A blank `gateway` is an interactive request.'),
  same(95, 'A passive request that is withheld leaves nothing behind.'),
  same(
    96,
    'Once the interrupt is acknowledged, passive requests pass.',
    'The CAS part; there is neither OIDC nor SAML 2.',
  ),
  // Seen on the way
  ours(97, 'A strategy that says no is asked three times a login.', ['D2'], 'Once.'),
  ours(98, 'Crypto off with keys set writes a bare cookie.', ['D15'], 'It stops the start.'),
  ours(99, 'A User-Agent with `@` never has its cookie accepted.', ['D15'], 'It does no harm.'),
];
