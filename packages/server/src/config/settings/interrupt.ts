// `cas.interrupt.*`: the gate, its inquirers and what is remembered.
import { apereo, list, map, ours, prefixed, records } from '../setting.ts';
import {
  byteSize,
  duration,
  location,
  oneOf,
  pattern,
  text,
  truth,
  webAddress,
  wholeNumber,
} from '../value-types.ts';
import { cookie, cookieCrypto } from './cookie.ts';

const failureModes = oneOf('OPEN', 'CLOSED', 'LAST_KNOWN');
const otherwise = oneOf('OPEN', 'CLOSED');

function failureModeOf<const S extends string>(section: S, who: string) {
  const entries = {
    'failure-mode': ours(
      failureModes,
      'OPEN',
      `What happens when ${who} cannot answer: go on, hold everybody, or use the last good answer (D9).`,
    ),
    'last-known-for': ours(duration, 86_400_000, 'With `LAST_KNOWN`: how old the last good answer may be.'),
    'last-known-otherwise': ours(
      otherwise,
      'OPEN',
      'With `LAST_KNOWN`: what happens when there is no such answer.',
    ),
  };
  return prefixed(`cas.interrupt.${section}`, entries);
}

export const interruptSettings = {
  'cas.interrupt.core.trigger-mode': apereo(
    oneOf('AFTER_AUTHENTICATION', 'AFTER_SSO'),
    'AFTER_AUTHENTICATION',
    'When people are asked: before there is a single sign-on session, or after it was made.',
  ),
  'cas.interrupt.core.force-execution': apereo(
    truth,
    false,
    'The page at every request for entry; acknowledgements are ignored (D17).',
  ),
  'cas.interrupt.core.order': list(
    text,
    [],
    'Order of the inquirers, by name or kind; those left out follow as D3 says.',
    {
      apereo: false,
      example: 'rest,json',
    },
  ),
  'cas.interrupt.core.strict-payload': ours(truth, false, 'An answer must say `interrupt` explicitly (D8).'),
  'cas.interrupt.core.end-session-on-block': ours(
    truth,
    false,
    'In AFTER_SSO a block ends the session that the login has just made (D5).',
  ),
  'cas.interrupt.core.headless': ours(
    oneOf('BLOCKING', 'ANY'),
    'BLOCKING',
    'Which interrupts withhold a ticket at doors without a page: blocks only, or any (D6).',
  ),
  'cas.interrupt.core.transaction-lifetime': ours(
    duration,
    900_000,
    'How long an interrupt page can be answered (D22).',
  ),

  'cas.interrupt.json.location': apereo(
    location,
    '',
    'File of principal ids and their interrupts; watched for change (D11).',
    {
      example: 'file:/etc/cas/config/interrupt.json',
    },
  ),
  ...failureModeOf('json', 'the file'),

  'cas.interrupt.groovy.location': apereo(
    location,
    '',
    'Groovy script that answers for everybody; watched for change (D12).',
    {
      example: 'file:/etc/cas/config/interrupt.groovy',
    },
  ),
  'cas.interrupt.groovy.timeout': ours(duration, 2000, 'How long one inquiry of the script may take.'),
  'cas.interrupt.groovy.start-timeout': ours(
    duration,
    120_000,
    'How long the JVM of Groovy may take to be ready, and a script to be compiled.',
  ),
  'cas.interrupt.groovy.max-memory': ours(
    byteSize,
    192 * 1024 * 1024,
    'Heap of the JVM that runs Groovy scripts; what it holds in all is bounded by it too.',
  ),
  'cas.interrupt.groovy.jars': list(
    location,
    [],
    'Jars of Groovy, when they are not where they are looked for.',
    { apereo: false },
  ),
  ...failureModeOf('groovy', 'the script'),

  'cas.interrupt.script.location': ours(
    location,
    '',
    'TypeScript or JavaScript module that answers for everybody (D12).',
    {
      example: 'file:/etc/cas/config/interrupt.ts',
    },
  ),
  'cas.interrupt.script.timeout': ours(duration, 2000, 'How long one inquiry of the script may take.'),
  'cas.interrupt.script.max-memory': ours(
    byteSize,
    64 * 1024 * 1024,
    'Memory of the process that runs the script, beyond what the runtime takes.',
  ),
  ...failureModeOf('script', 'the script'),

  'cas.interrupt.regex.attribute-name': apereo(
    pattern,
    '',
    'Whole-match pattern of an attribute name; belongs together with the value (INT-15).',
    {
      expressions: true,
      example: 'memberOf',
    },
  ),
  'cas.interrupt.regex.attribute-value': apereo(pattern, '', 'Whole-match pattern of one of its values.', {
    expressions: true,
    example: '^st[a-z]ff$',
  }),
  ...failureModeOf('regex', 'a value that is too long'),

  'cas.interrupt.rest.url': apereo(
    webAddress,
    '',
    'Endpoint that is asked with `username`, `service` and `registeredService` (D10).',
    {
      example: 'https://notices.example.org/interrupt',
    },
  ),
  'cas.interrupt.rest.method': apereo(
    oneOf('GET', 'POST', 'PATCH', 'DELETE'),
    'GET',
    'HTTP method; parameters are in the address whatever it is (INT-26).',
  ),
  'cas.interrupt.rest.basic-auth-username': apereo(
    text,
    '',
    'User name for basic authentication; sent only together with a password.',
  ),
  'cas.interrupt.rest.basic-auth-password': apereo(text, '', 'Password for basic authentication.', {
    secret: true,
  }),
  'cas.interrupt.rest.headers': map(text, 'Headers of every request; they win over ours (INT-24).', {
    apereo: true,
    secret: true,
    example: 'cas.interrupt.rest.headers.X-Api-Key=…',
  }),
  'cas.interrupt.rest.timeout': ours(duration, 5000, 'How long one inquiry may take, all tries together.'),
  'cas.interrupt.rest.connect-timeout': ours(duration, 1000, 'How long a connection may take.'),
  'cas.interrupt.rest.retries': ours(
    wholeNumber(0, 10),
    1,
    'Further tries after a transport error or a 5xx.',
  ),
  'cas.interrupt.rest.max-body': ours(byteSize, 256 * 1024, 'The largest answer that is read.'),
  'cas.interrupt.rest.none-on-status': list(
    wholeNumber(100, 599),
    [204],
    'Statuses that mean "no interrupt".',
    { apereo: false },
  ),
  'cas.interrupt.rest.attributes': list(
    text,
    [],
    'Attributes of the person that are sent as `attribute.NAME`.',
    {
      apereo: false,
      example: 'memberOf',
    },
  ),
  'cas.interrupt.rest.breaker.failures': ours(
    wholeNumber(1),
    5,
    'People in a row who cannot be asked about before the endpoint is left alone for a while.',
  ),
  'cas.interrupt.rest.breaker.half-open-after': ours(duration, 10_000, 'How long it is left alone.'),
  ...failureModeOf('rest', 'the endpoint'),

  'cas.interrupt.custom': records(
    {
      module: ours(location, '', 'Module whose default export is an inquirer.', {
        example: 'file:/etc/cas/config/inquirer.ts',
      }),
      name: ours(text, '', "Name in the plan; the module's own if it is not given."),
      'failure-mode': ours(failureModes, 'OPEN', 'As for the other inquirers.'),
      'last-known-for': ours(duration, 86_400_000, 'As for the other inquirers.'),
      'last-known-otherwise': ours(otherwise, 'OPEN', 'As for the other inquirers.'),
      timeout: ours(duration, 5000, 'How long one inquiry may take.'),
    },
    'Inquirers of your own.',
  ),

  'cas.interrupt.tracking.type': ours(
    oneOf('COOKIE', 'STORE'),
    'COOKIE',
    'Where acknowledgements are kept: in the browser, or on the server (D14).',
  ),
  'cas.interrupt.tracking.module': ours(
    location,
    '',
    'Module whose default export is a tracking engine; replaces both.',
    {
      example: 'file:/etc/cas/config/tracking.ts',
    },
  ),
  ...cookie(
    'cas.interrupt.cookie',
    'CASINTERRUPT',
    'acknowledgements',
    ' Above 0 it outlives logout, and of `pin-to-session` only the User-Agent counts (D34).',
  ),
  'cas.interrupt.cookie.pin-to-session': apereo(
    truth,
    true,
    'The cookie counts only from the address and User-Agent it was written for.',
  ),
  'cas.interrupt.cookie.allowed-ip-addresses-pattern': apereo(
    pattern,
    '',
    'Other addresses that a pinned cookie is taken from; whole match.',
    {
      example: '10\\.1\\..+',
    },
  ),
  'cas.interrupt.cookie.geo-locate-client-session': apereo(
    truth,
    false,
    'Only `false`: clients are not located (D15).',
  ),
  ...cookieCrypto(
    'cas.interrupt.cookie',
    'Without keys a key of our own is made and kept in the data directory.',
  ),
} as const;
