// Single sign-on: sessions, tickets and their cookies.
import { apereo, ours } from '../setting.ts';
import { duration, durationOrNone, pattern, truth, wholeNumber } from '../value-types.ts';
import { cookie, cookieCrypto } from './cookie.ts';

const RANDOM = 'the value of `TGC` is random, its session is kept by hash on the server';

export const sessionSettings = {
  'cas.sso.sso-enabled': apereo(truth, true, 'Whether there are single sign-on sessions at all.'),
  'cas.sso.renew-authn-enabled': apereo(truth, true, 'Whether `renew` is heeded.'),
  'cas.sso.create-sso-cookie-on-renew-authn': apereo(truth, true, 'Whether a renewed login gets a session.'),
  'cas.sso.proxy-authn-enabled': apereo(truth, true, 'Whether proxy tickets are issued.', {
    withoutEffect: 'proxy tickets are not issued yet, whatever it says',
  }),
  'cas.sso.services.allow-missing-service-parameter': apereo(
    truth,
    true,
    'Whether people may sign in without an application.',
  ),
  'cas.sso.services.required-service-pattern': apereo(
    pattern,
    '',
    'Pattern, found in an address, of the application that a session must enter before all others.',
  ),
  'cas.sso.most-sessions-per-person': ours(
    wholeNumber(1),
    1000,
    'Sessions that one person may have at a time; the least recently used ends first (D29).',
  ),
  ...cookie('cas.tgc', 'TGC', 'the session'),
  'cas.tgc.pin-to-session': apereo(
    truth,
    true,
    'The session counts only from the address and User-Agent it was made for.',
  ),
  'cas.tgc.allowed-ip-addresses-pattern': apereo(
    pattern,
    '',
    'Other addresses that a pinned session is taken from; whole match.',
  ),
  'cas.tgc.geo-locate-client-session': apereo(truth, false, 'Only `false`: clients are not located (D15).'),
  'cas.tgc.remember-me-max-age': apereo(
    duration,
    1_209_600_000,
    'How long browsers keep a remembered session.',
  ),
  ...cookieCrypto('cas.tgc', 'Accepted, without effect.', RANDOM),
  ...cookie('cas.warning-cookie', 'CASPRIVACY', 'the wish to be warned'),
  'cas.ticket.tgt.primary.max-time-to-live-in-seconds': apereo(
    duration,
    28_800_000,
    'Hard age of a session.',
  ),
  'cas.ticket.tgt.primary.time-to-kill-in-seconds': apereo(
    duration,
    7_200_000,
    'Idle time after which a session ends.',
  ),
  'cas.ticket.tgt.timeout.max-time-to-live-in-seconds': apereo(
    durationOrNone,
    null,
    'Only this idle time ends a session, however old it is; the two above do not count then.',
    { example: 'PT8H' },
  ),
  'cas.ticket.tgt.hard-timeout.time-to-kill-in-seconds': apereo(
    durationOrNone,
    null,
    'Only this age ends a session, however busy it is; `primary` does not count then, and `timeout` is stronger.',
    { example: 'PT8H' },
  ),
  'cas.ticket.tgt.remember-me.supported-ip-addresses': apereo(
    pattern,
    '',
    'Only people at an address in which it is found are remembered.',
  ),
  'cas.ticket.tgt.remember-me.supported-user-agents': apereo(
    pattern,
    '',
    'Only browsers in whose User-Agent it is found are remembered.',
  ),
  'cas.ticket.tgt.remember-me.enabled': apereo(truth, false, 'Whether people may ask to be remembered.'),
  'cas.ticket.tgt.remember-me.time-to-kill-in-seconds': apereo(
    duration,
    1_209_600_000,
    'How long a remembered session lives.',
  ),
  'cas.ticket.st.time-to-kill-in-seconds': apereo(
    duration,
    10_000,
    'How long a service ticket can be validated.',
  ),
  'cas.ticket.st.number-of-uses': apereo(
    wholeNumber(1, 1),
    1,
    'Only 1: a ticket is good for one attempt (CAS Protocol §3.1.1).',
  ),
} as const;
