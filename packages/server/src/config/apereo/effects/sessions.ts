// Applications, sessions and tickets.
import { stops, told, type Effects } from './effect.ts';

const SIZE = told('tickets have a length of their own');
const OWN_STORE = told('tickets are kept in the store of this server');
const KEYS = told('tickets are kept by hash or sealed with a key of this server');
const NO_SINGLE_LOGOUT = told(
  'single logout to applications is not here yet: applications keep their own sessions',
);

export const SESSIONS: Effects = {
  'cas.access-strategy': stops('the script that decides who may enter an application would not be asked'),
  'cas.interrupt': stops('people would not be interrupted as configured'),
  'cas.interrupt.rest.maximum-retry-attempts': told('cas.interrupt.rest.retries says how often'),
  'cas.interrupt.cookie.comment': told('cookies have no comment any more (RFC 6265)'),
  'cas.logout': told(),
  'cas.logout.remove-descendant-tickets': told('tickets end with their session'),
  'cas.saml-sp': stops('the applications that it registers would be missing'),
  'cas.saml-s-p': stops('the applications that it registers would be missing'),
  'cas.service-registry': stops('applications and what restricts them would be missing; export them as JSON'),
  'cas.service-registry.cache': told('all definitions are in memory'),
  'cas.service-registry.core': told('definitions are sorted as in the files'),
  'cas.service-registry.mail': told('no messages are sent'),
  'cas.service-registry.sms': told('no messages are sent'),
  'cas.service-registry.management-type': told('definitions are sorted as in the files'),
  'cas.service-registry.repeat-interval': told('changes of the directory are seen at once'),
  'cas.service-registry.schedule': told('changes of the directory are seen at once'),
  'cas.service-registry.start-delay': told('changes of the directory are seen at once'),
  'cas.service-registry.templates': stops('definitions that build on a template would lack what it says'),
  'cas.slo': NO_SINGLE_LOGOUT,
  'cas.sso': stops('single sign-on would go further than configured'),
  'cas.sso.mail': told('no messages are sent'),
  'cas.sso.sms': told('no messages are sent'),
  'cas.tgc': stops('sessions would be kept otherwise than configured'),
  'cas.tgc.cipher-enabled': KEYS,
  'cas.tgc.comment': told('cookies have no comment any more (RFC 6265)'),
  'cas.tgc.encryption-key': KEYS,
  'cas.tgc.signing-key': KEYS,
  'cas.ticket': stops('tickets or sessions would live longer, or in more hands, than configured'),
  'cas.ticket.crypto': KEYS,
  'cas.ticket.mongo': OWN_STORE,
  'cas.ticket.pgt.max-length': SIZE,
  'cas.ticket.registry': stops(
    'several servers would not know each other’s sessions: there is one, with its own store',
  ),
  'cas.ticket.registry.cleaner': told('tickets that have ended are erased by themselves'),
  'cas.ticket.registry.core': OWN_STORE,
  'cas.ticket.registry.in-memory': OWN_STORE,
  'cas.ticket.security': KEYS,
  'cas.ticket.pt': told('there are no proxy tickets'),
  'cas.ticket.st.max-length': SIZE,
  'cas.ticket.st.proxy-granting-ticket-tracking-policy': told('there are no proxy tickets'),
  'cas.ticket.tgt.core': told('a session remembers the last ticket of each application'),
  'cas.ticket.tgt.core.max-length': SIZE,
  'cas.ticket.tgt.max-length': SIZE,
  'cas.ticket.tgt.only-track-most-recent-session': told(
    'a session remembers the last ticket of each application',
  ),
  'cas.ticket.tst': told('there are no transient tickets'),
  'cas.ticket.tgt.throttled-timeout': stops('a session that is used again too soon would go on'),
  'cas.ticket.track-descendant-tickets': told('tickets end with their session'),
  'cas.warning-cookie': told(),
};
