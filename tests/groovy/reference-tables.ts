// Expressions of scripts over the reference's objects and classes, and what they say there.
import type { DefinitionValue, Inquiry } from '../../packages/interrupt/src/inquiry.ts';
import { DEFAULT_INTERRUPT_POLICY } from '../../packages/interrupt/src/service-policy.ts';
import { inquiry } from './room.ts';

export const DEFINITION: Readonly<Record<string, DefinitionValue>> = {
  '@class': 'org.apereo.cas.services.CasRegisteredService',
  serviceId: '^https://.+',
  name: 'sample service',
  id: 100,
  description: 'An application',
  informationUrl: 'https://info.example.org',
  evaluationOrder: 7,
  contacts: [
    {
      '@class': 'org.apereo.cas.services.DefaultRegisteredServiceContact',
      name: 'Ann',
      email: 'a@example.org',
    },
  ],
  properties: {
    group: {
      '@class': 'org.apereo.cas.services.DefaultRegisteredServiceProperty',
      values: ['admins', 'staff'],
    },
    skipRequiredServiceCheck: {
      '@class': 'org.apereo.cas.services.DefaultRegisteredServiceProperty',
      values: ['true'],
    },
    strict: { '@class': 'org.apereo.cas.services.DefaultRegisteredServiceProperty', values: ['true'] },
  },
  accessStrategy: {
    '@class': 'org.apereo.cas.services.DefaultRegisteredServiceAccessStrategy',
    ssoEnabled: false,
    requiredAttributes: { memberOf: ['staff'] },
  },
  attributeReleasePolicy: {
    '@class': 'org.apereo.cas.services.ReturnAllowedAttributeReleasePolicy',
    allowedAttributes: ['mail'],
  },
  usernameAttributeProvider: { '@class': 'org.example.OfOurOwn', chosen: ['a'] },
};

export const defined = (changes: Partial<Inquiry> = {}): Inquiry =>
  inquiry({
    registeredService: {
      id: 100,
      name: 'sample service',
      serviceId: '^https://.+',
      webflowInterruptPolicy: DEFAULT_INTERRUPT_POLICY,
      definition: DEFINITION,
    },
    ...changes,
  });

export const BLOCK: readonly (readonly [expression: string, said: string])[] = [
  ['registeredService.properties.get("group").value()', 'admins'],
  ['registeredService.getProperties()?.get("group").getValue()', 'admins'],
  ['registeredService.properties.group.values', '[admins, staff]'],
  ['registeredService.properties["group"].getValues().contains("staff")', 'true'],
  ['registeredService.properties.group.contains("staff")', 'true'],
  ['registeredService.properties.strict.booleanValue', 'true'],
  ['registeredService.properties.group.getBooleanValue()', 'false'],
  ['registeredService.properties.strict.getValue(String.class)', 'true'],
  ['registeredService.properties.containsKey("none")', 'false'],
  ['registeredService.properties.get("none")?.value()', 'null'],
  ['registeredService.description + registeredService.getDescription()', 'An applicationAn application'],
  ['registeredService.informationUrl', 'https://info.example.org'],
  ['registeredService.privacyUrl', 'null'],
  ['registeredService.theme', 'null'],
  ['registeredService.evaluationOrder', '7'],
  ['registeredService.friendlyName + registeredService.getFriendlyName()', 'CAS ClientCAS Client'],
  ['registeredService.class.simpleName', 'CasRegisteredService'],
  ['registeredService.logoutType.name()', 'BACK_CHANNEL'],
  [
    'registeredService.logoutType == org.apereo.cas.services.RegisteredServiceLogoutType.BACK_CHANNEL',
    'true',
  ],
  [
    'registeredService.contacts[0].email + registeredService.getContacts().get(0).getName()',
    'a@example.orgAnn',
  ],
  ['registeredService.contacts[0].phone', 'null'],
  ['registeredService.accessStrategy.ssoEnabled', 'false'],
  ['registeredService.getAccessStrategy().isEnabled()', 'true'],
  ['registeredService.accessStrategy.requiredAttributes.memberOf.contains("staff")', 'true'],
  ['registeredService.accessStrategy.requiredAttributes.memberOf instanceof Set', 'true'],
  ['registeredService.accessStrategy.class.simpleName', 'DefaultRegisteredServiceAccessStrategy'],
  ['registeredService.attributeReleasePolicy.allowedAttributes', '[mail]'],
  [
    'registeredService.attributeReleasePolicy.class.name',
    'org.apereo.cas.services.ReturnAllowedAttributeReleasePolicy',
  ],
  ['registeredService.usernameAttributeProvider.getChosen()', '[a]'],
  ['registeredService.webflowInterruptPolicy.forceExecution', 'UNDEFINED'],
  ['registeredService.multifactorPolicy.multifactorAuthenticationProviders.isEmpty()', 'true'],
  ['registeredService.requiredHandlers', '[]'],
  ['registeredService ? "there" : "not"', 'there'],
  ['registeredService as org.apereo.cas.services.RegisteredService == registeredService', 'true'],
  ['registeredService instanceof org.apereo.cas.services.CasRegisteredService', 'true'],
  ['registeredService["name"]', 'sample service'],
];

export const REST: readonly (readonly [expression: string, said: string])[] = [
  ['service.originalUrl', 'https://app.example.org/?a=b'],
  ['service.artifactId', 'null'],
  ['service.principal', 'null'],
  ['service.source', 'service'],
  ['service.attributes.many', '[1, 2]'],
  ['service instanceof org.apereo.cas.authentication.principal.WebApplicationService', 'true'],
  ['request.requestURL', 'https://sso.example.org:8443/cas/login'],
  ['request.getRequestURL().toString()', 'https://sso.example.org:8443/cas/login'],
  ['request.serverName + ":" + request.serverPort', 'sso.example.org:8443'],
  ['request.scheme + request.secure', 'httpstrue'],
  ['request.contextPath + "|" + request.servletPath', '/cas|/login'],
  ['request.locales.toList()', '[de_AT, de]'],
  ['requestContext.conversationScope.get("authentication").principal.id', 'casuser'],
  ['requestContext.conversationScope.authentication.authenticationDate', '2026-06-15T12:00Z'],
  ['requestContext.flowScope.registeredService.properties.group.value()', 'admins'],
  ['requestContext.flowScope.contains("mine")', 'false'],
  ['attributes.memberOf.sort().join(",")', 'admin,staff'],
  ['(attributes.memberOf + "x").size() + attributes.memberOf.collect { it }.size()', '5'],
  ['attributes.put("mine", ["x"]) ?: attributes.mine', '[x]'],
  ['principal.attributes.findAll { it.key == "mail" }', '{mail=[c@example.org]}'],
  ['new LinkedHashMap(principal.attributes).with { it.remove("mail"); it.keySet() }', '[memberOf]'],
  ['principal == principal && principal != null && !(service in [null])', 'true'],
  ['System.getenv("VESTIBULE_TEST_OF_SCRIPTS")', 'given'],
  ['System.getProperty("house.blocklist")', '/etc/house/blocked "x"'],
  ['[logger.traceEnabled, logger instanceof org.slf4j.Logger]', '[true, true]'],
];

export const NOT_AVAILABLE: readonly (readonly [expression: string, name: string])[] = [
  ['registeredService.nothing', 'registeredService.nothing'],
  ['registeredService.matches("x")', 'registeredService.matches()'],
  ['registeredService.name = "other"', 'registeredService.name = …'],
  ['registeredService.accessStrategy.unheardOf', 'registeredService.accessStrategy.unheardOf'],
  [
    'registeredService.multifactorPolicy.failureMode',
    'registeredService.multifactorAuthenticationPolicy.failureMode',
  ],
  ['registeredService.usernameAttributeProvider.other', 'registeredService.usernameAttributeProvider.other'],
  ['registeredService.accessStrategy.properties', 'registeredService.accessStrategy.properties'],
  ['if (principal == "casuser") { return 1 }', 'principal compared with a text'],
  [
    'def uid = args[0]; if (["anna", "casuser"].contains(uid)) { return 1 }',
    'principal compared with a text',
  ],
  ['args[0] in (["casuser"] as Set)', 'principal compared with a text'],
  ['[casuser: 1][args[0]]', 'principal compared with a text'],
  ['if (args[2] == "https://app.example.org/?a=b") { return 1 }', 'service compared with a text'],
  ['service.equals("x${1}")', 'service compared with a text'],
  ['args[3].info("x")', 'registeredService.info'],
  ['principal.attributes.put("added", ["x"])', 'a change of principal.attributes'],
  ['principal.attributes.added = ["x"]', 'a change of principal.attributes'],
  ['principal.attributes.remove("mail")', 'a change of principal.attributes'],
  ['principal.attributes.memberOf << "x"', 'a change of principal.attributes.memberOf'],
  ['attributes.memberOf.add("x")', 'a change of attributes.memberOf'],
  ['principal.attributes = [:]', 'principal.attributes = …'],
  ['principal.id = "other"', 'principal.id = …'],
  ['service.attributes.put("x", ["y"])', 'a change of service.attributes'],
  ['registeredService.properties.remove("group")', 'a change of registeredService.properties'],
  ['registeredService.contacts.clear()', 'a change of registeredService.contacts'],
  [
    'registeredService.accessStrategy.requiredAttributes.put("a", ["b"])',
    'a change of registeredService.accessStrategy.requiredAttributes',
  ],
  [
    'requestContext.conversationScope.authentication.attributes.put("a", ["b"])',
    'a change of authentication.attributes',
  ],
  [
    'RegisteredServiceProperty.RegisteredServiceProperties.OF_NO_VERSION',
    'RegisteredServiceProperties.OF_NO_VERSION',
  ],
  ['RegisteredServiceProperty.nothing', 'RegisteredServiceProperty.nothing'],
  ['new DefaultRegisteredServiceProperty().nothing()', 'DefaultRegisteredServiceProperty.nothing()'],
  ['service.loggedOut', 'service.loggedOut'],
  ['principal.nothing', 'principal.nothing'],
  ['request.session', 'requestContext.externalContext.nativeRequest.session'],
  ['request.getCookies()', 'requestContext.externalContext.nativeRequest.getCookies()'],
  [
    'request.getHeader("Authorization")',
    'requestContext.externalContext.nativeRequest.getHeader("Authorization")',
  ],
  [
    'request.getParameter("password")',
    'requestContext.externalContext.nativeRequest.getParameter("password")',
  ],
  ['requestContext.flowScope.get("credential")', 'requestContext.flowScope.credential'],
  ['requestContext.flowScope.ticketGrantingTicketId', 'requestContext.flowScope.ticketGrantingTicketId'],
  ['requestContext.conversationScope.authentication.successes', 'authentication.successes'],
  ['WebUtils.getCredential(requestContext)', 'WebUtils.getCredential()'],
  [
    'ApplicationContextProvider.getApplicationContext()',
    'org.apereo.cas.util.spring.ApplicationContextProvider.getApplicationContext()',
  ],
  [
    'ApplicationContextProvider.applicationContext',
    'org.apereo.cas.util.spring.ApplicationContextProvider.applicationContext',
  ],
  ['new CasConfigurationProperties()', 'org.apereo.cas.configuration.CasConfigurationProperties'],
];

/** Those that F-004 names, and their kind. */
export const IMPORTS = `import org.springframework.webflow.execution.RequestContextHolder
import org.springframework.webflow.execution.RequestContext
import org.springframework.context.i18n.LocaleContextHolder
import org.slf4j.Logger
import org.slf4j.LoggerFactory
import jakarta.servlet.http.HttpServletRequest
import org.apereo.cas.web.support.WebUtils
import org.apereo.cas.configuration.CasConfigurationProperties
import org.apache.commons.lang3.StringUtils
import org.apereo.cas.util.spring.ApplicationContextProvider
import org.apereo.cas.util.CollectionUtils
import org.apereo.cas.services.*
import org.apereo.cas.authentication.principal.Principal
import org.apereo.cas.authentication.Authentication
import lombok.extern.slf4j.Slf4j
import java.time.ZonedDateTime
import groovy.json.JsonSlurper
import org.acme.NotThereAndNotUsed
import static org.acme.NotThere.neither
`;

export const WITH_CLASSES: readonly (readonly [expression: string, said: string])[] = [
  ['RequestContextHolder.requestContext.is(requestContext)', 'true'],
  ['LocaleContextHolder.getLocale()', 'de_AT'],
  ['WebUtils.getRegisteredService(requestContext).id', '100'],
  ['WebUtils.getAuthentication(requestContext).principal.id', 'casuser'],
  ['WebUtils.getHttpServletRequestFromExternalWebflowContext().remoteAddr', '192.0.2.7'],
  ['StringUtils.isBlank(" ") && !StringUtils.isNotBlank(null)', 'true'],
  ['StringUtils.substringAfter("a@b", "@") + StringUtils.defaultIfBlank("", "c")', 'bc'],
  ['CollectionUtils.firstElement(attributes.memberOf).get()', 'staff'],
  ['CollectionUtils.toCollection(null).size()', '0'],
  // Names another class of the list, which is made while the first one is.
  [
    'org.springframework.web.context.request.RequestContextHolder.currentRequestAttributes().request.remoteAddr',
    '192.0.2.7',
  ],
  [
    'RegisteredServiceProperty.RegisteredServiceProperties.HTTP_HEADER_XFRAME_OPTIONS.isAssignedTo(registeredService)',
    'false',
  ],
  [
    'RegisteredServiceProperty.RegisteredServiceProperties.SKIP_REQUIRED_SERVICE_CHECK.getPropertyBooleanValue(registeredService)',
    'true',
  ],
  [
    'RegisteredServiceProperty.RegisteredServiceProperties.SKIP_REQUIRED_SERVICE_CHECK.getPropertyValue(registeredService).value()',
    'true',
  ],
  ['LoggerFactory.getLogger("mine").is(logger)', 'true'],
  ['new JsonSlurper().parseText("[1]")', '[1]'],
];
