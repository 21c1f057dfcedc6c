// `cas.authn.*` and what else says who people are and how they prove it.
import { stops, told, type Effects } from './effect.ts';

const noPeople = (where: string) => stops(`people of ${where} could not sign in`);
const noApplications = (protocol: string) =>
  stops(`applications that speak ${protocol} would be left outside`);
const KEPT_OUT = stops('names that match it, and are kept out, would get in');

export const PEOPLE: Effects = {
  'cas.authn': stops('people of that source could not sign in, or a check at the login would be missing'),
  'cas.authn.accept.credential-criteria': stops(
    'a source of people would also be asked for names that it is not for',
  ),
  'cas.authn.accept.order': told('a name is looked up in all sources of people'),
  'cas.authn.accept.password-policy': stops(
    'a password that is about to expire, or an account that is locked, would go unnoticed',
  ),
  'cas.authn.json.password-policy': stops(
    'a password that is about to expire, or an account that is locked, would go unnoticed',
  ),
  'cas.authn.accept.principal-transformation': stops('people would sign in under other names'),
  'cas.authn.json.principal-transformation': stops('people would sign in under other names'),
  'cas.authn.accept.principal-transformation.blocking-pattern': KEPT_OUT,
  'cas.authn.json.principal-transformation.blocking-pattern': KEPT_OUT,
  'cas.authn.accept.state': stops('a source of people that is not in use would be'),
  'cas.authn.json.state': stops('a source of people that is not in use would be'),
  'cas.authn.adaptive': stops(
    'sign-ins that are refused, or need a second factor, by address, country, browser, time or risk would go through',
  ),
  'cas.authn.attribute-repository': stops('people would lack attributes'),
  'cas.authn.attribute-repository.core.expiration-time': told(
    'attributes are not kept from one login to the next',
  ),
  'cas.authn.attribute-repository.core.expiration-time-unit': told(
    'attributes are not kept from one login to the next',
  ),
  'cas.authn.attribute-repository.core.maximum-cache-size': told(
    'attributes are not kept from one login to the next',
  ),
  'cas.authn.attribute-repository.expiration-time': told(
    'attributes are not kept from one login to the next',
  ),
  'cas.authn.attribute-repository.expiration-time-unit': told(
    'attributes are not kept from one login to the next',
  ),
  'cas.authn.attribute-repository.maximum-cache-size': told(
    'attributes are not kept from one login to the next',
  ),
  'cas.authn.attribute-repository.stub.order': told('it is the only source of attributes'),
  'cas.authn.authentication-attribute-release': stops(
    'applications would be told more of how somebody signed in',
  ),
  'cas.authn.release-protocol-attributes': stops('applications would be told more of how somebody signed in'),
  'cas.authn.core': stops('a script that decides about a login would not be asked'),
  'cas.authn.core.groovy-authentication-resolution.order': told(),
  'cas.authn.core.service-authentication-resolution': told('there is nothing to put in order'),
  'cas.authn.errors': told('failures have texts of their own'),
  'cas.authn.exceptions': told('failures have texts of their own'),
  'cas.authn.mfa': stops('a second factor would no longer be asked for'),
  'cas.authn.oauth': noApplications('OAuth'),
  'cas.authn.oidc': noApplications('OpenID Connect'),
  'cas.authn.openid': noApplications('OpenID'),
  'cas.authn.uma': noApplications('UMA'),
  'cas.authn.saml-idp': noApplications('SAML 2'),
  'cas.authn.shib-idp': noApplications('SAML 2'),
  'cas.authn.shib-id-p': noApplications('SAML 2'),
  'cas.authn.wsfed-idp': noApplications('WS-Federation'),
  'cas.authn.wsfed-id-p': noApplications('WS-Federation'),
  'cas.authn.pac4j': stops('people who sign in elsewhere could not sign in'),
  'cas.authn.wsfed': stops('people who sign in elsewhere could not sign in'),
  'cas.authn.passwordless': stops('people without a password could not sign in'),
  'cas.authn.qr': stops('people who sign in by a QR code could not sign in'),
  'cas.authn.password-sync': stops('passwords would not be carried on to other directories'),
  'cas.authn.pm': stops('people could not change or reset their password, also where they must'),
  'cas.authn.gua': stops('the picture that shows people the real login form would be missing'),
  'cas.authn.surrogate': stops('nobody could sign in for somebody else, and no rule about that would hold'),
  'cas.authn.policy': stops('a login would be enough that is not enough under that policy'),
  'cas.authn.policy.any': told('one source of people that says yes is enough here too'),
  'cas.authn.throttle': stops('a limit on tries or requests would be gone'),
  'cas.authn.throttle.app-code': told('it is a label of audit records'),
  'cas.authn.throttle.appcode': told('it is a label of audit records'),
  'cas.authn.throttle.core.app-code': told('it is a label of audit records'),
  'cas.authn.throttle.core.username-parameter': told('the throttle here counts by name and by address'),
  'cas.authn.throttle.username-parameter': told('the throttle here counts by name and by address'),
  'cas.authn.throttle.failure.code': told('it is a label of audit records'),
  'cas.authn.throttle.failure.throttle-window-seconds': stops(
    'a name that failed too often would not stay closed for that time',
  ),
  'cas.authn.throttle.schedule': told('old failures are forgotten by themselves'),
  'cas.authn.throttle.start-delay': told('old failures are forgotten by themselves'),
  'cas.authn.throttle.repeat-interval': told('old failures are forgotten by themselves'),
  'cas.authn.throttle.jdbc': told("failures are counted in this server's own store"),
  'cas.authn.throttle.hazelcast': told("failures are counted in this server's own store"),
  'cas.authn.ldap': noPeople('that directory'),
  'cas.authn.jdbc': noPeople('that database'),
  'cas.authn.radius': noPeople('that RADIUS server'),
  'cas.authn.x509': stops('people with a client certificate could not sign in'),
  'cas.authn.spnego': stops('people with a Kerberos ticket could not sign in'),
  'cas.authn.trusted': stops('people whom a server in front has signed in would be asked again'),
  'cas.authn.remote-address': stops('people who are known by their address could not sign in'),
  'cas.authn.reject': stops('names that must not sign in would be let in'),
  'cas.acceptable-usage-policy': stops('people would no longer be asked to accept the terms of use'),
  'cas.account-registration': stops('people could not register an account'),
  'cas.consent': stops('people would no longer be asked before their attributes are released'),
  'cas.google-recaptcha': stops('logins would no longer be kept from programs'),
  'cas.multitenancy': stops('the addresses and rules of each tenant would be missing'),
  'cas.person-directory': stops('people would have other names or attributes'),
  'cas.shib-attribute-resolver': stops('people would lack attributes'),
};
