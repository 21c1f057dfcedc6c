// What a script reaches of the reference's objects and classes: it answers as there, or is named (D36, D37). As tests that
// run on each Groovy.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { DefinitionValue, Inquiry } from '../../packages/interrupt/src/inquiry.ts';
import { DEFAULT_INTERRUPT_POLICY } from '../../packages/interrupt/src/service-policy.ts';
import { failure, IMPORT, inquiry, openRoom, response, saying, type Room } from './room.ts';

const DEFINITION: Readonly<Record<string, DefinitionValue>> = {
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

const defined = (changes: Partial<Inquiry> = {}): Inquiry =>
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

const BLOCK: readonly (readonly [expression: string, said: string])[] = [
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

const REST: readonly (readonly [expression: string, said: string])[] = [
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
  ['[logger.traceEnabled, logger instanceof org.slf4j.Logger]', '[true, true]'],
];

const NOT_AVAILABLE: readonly (readonly [expression: string, name: string])[] = [
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
const IMPORTS = `import org.springframework.webflow.execution.RequestContextHolder
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

const WITH_CLASSES: readonly (readonly [expression: string, said: string])[] = [
  ['RequestContextHolder.requestContext.is(requestContext)', 'true'],
  ['LocaleContextHolder.getLocale()', 'de_AT'],
  ['WebUtils.getRegisteredService(requestContext).id', '100'],
  ['WebUtils.getAuthentication(requestContext).principal.id', 'casuser'],
  ['WebUtils.getHttpServletRequestFromExternalWebflowContext().remoteAddr', '192.0.2.7'],
  ['StringUtils.isBlank(" ") && !StringUtils.isNotBlank(null)', 'true'],
  ['StringUtils.substringAfter("a@b", "@") + StringUtils.defaultIfBlank("", "c")', 'bc'],
  ['CollectionUtils.firstElement(attributes.memberOf).get()', 'staff'],
  ['CollectionUtils.toCollection(null).size()', '0'],
  ['LoggerFactory.getLogger("mine").is(logger)', 'true'],
  ['new JsonSlurper().parseText("[1]")', '[1]'],
];

export function describeScriptReference(name: string, jars: () => readonly string[]): void {
  describe(`what scripts reach of the reference on ${name}`, () => {
    let room: Room;
    before(async () => {
      room = await openRoom(jars());
    });
    after(async () => room.close());

    /** Several expressions in one script: what each says. */
    async function says(
      table: readonly (readonly [string, string])[],
      imports = '',
      question = defined(),
    ): Promise<void> {
      const data = table.map(([expression], index) => `'${index}': String.valueOf((Object) (${expression}))`);
      const script = saying('1').replace(
        'new InterruptResponse(String.valueOf((Object) (1)))',
        `new InterruptResponse('m').setData([${data.join(',\n')}])`,
      );
      const answer = response(
        await room.ask(imports + script, {
          ...question,
          authentication: { ...question.authentication, authenticatedAt: Date.UTC(2026, 5, 15, 12) },
          request: {
            ...question.request,
            url: 'https://sso.example.org:8443/cas/login?service=https%3A%2F%2Fapp.example.org%2F',
            headers: { ...question.request.headers, 'accept-language': 'de-AT,de;q=0.5' },
          },
        }),
      );
      assert.deepEqual(
        [...answer.data].map(([index, [said]]) => [table[Number(index)]?.[0], said]),
        table.map(([expression, said]) => [expression, said]),
      );
    }

    test('D36 registeredService is the whole definition, by property and by getter', () => says(BLOCK));

    test('D37 service, request, scopes and authentication answer as in the reference', () => says(REST));

    test('D37 classes of the reference that scripts import do their work', () => says(WITH_CLASSES, IMPORTS));

    test('D37 what is not there is named with its line, and answers nothing', async () => {
      for (const [expression, missing] of NOT_AVAILABLE) {
        const script = `${IMPORTS}def run(Object... args) {
          def (principal, attributes, service, registeredService, requestContext, logger) = args
          def request = requestContext.externalContext.nativeRequest
          ${expression}
        }`;
        const { detail } = failure(await room.ask(script, defined()));
        assert.match(
          detail,
          /^script\d+\.groovy: not available in Vestibule: .* \(script\d+\.groovy:\d+\)$/,
          expression,
        );
        assert.ok(detail.includes(`: ${missing.replace(/\(\)$/, '')}`), `${expression}: ${detail}`);
      }
    });

    test('D37 without a definition only its id, name and pattern are there', async () => {
      await says([['registeredService.id + registeredService.name', '100sample service']], '', inquiry());
      const { detail } = failure(await room.ask(saying('registeredService.properties')));
      assert.match(detail, /not available in Vestibule: registeredService\.properties/);
    });

    test('D37 a script with types of the reference, and one that is compiled by them', async () => {
      const typed = `${IMPORTS}${IMPORT}import groovy.transform.CompileStatic
@CompileStatic
InterruptResponse run(Principal principal, Map<String, List<Object>> attributes, org.apereo.cas.authentication.principal.Service service,
    RegisteredService registeredService, RequestContext requestContext, Logger logger) {
    HttpServletRequest request = (HttpServletRequest) requestContext.externalContext.nativeRequest
    logger.info('asked for {}', principal.id)
    return new InterruptResponse(principal.id + registeredService.properties.get('group').value() + request.getHeader('X-Two') + service.id)
}`;
      assert.equal(
        response(await room.ask(typed, defined())).message,
        'casuseradmins2https://app.example.org/?a=b',
      );
      const annotated = `${IMPORT}import groovy.util.logging.Slf4j
@Slf4j
class Decision { def answer() { log.info('by an annotation'); new InterruptResponse('m') } }
def run(Object... args) { new Decision().answer() }`;
      room.log.length = 0;
      assert.equal(response(await room.ask(annotated)).message, 'm');
      assert.ok(room.log.some(({ message }) => message === 'by an annotation'));
    });

    test('D37 a class that nobody has is told with those that exist and where that is written', async () => {
      const script = `import org.acme.Missing\n${IMPORT}def run(Object... args) { new Missing() }`;
      const { detail } = failure(await room.ask(script));
      assert.match(detail, /unable to resolve class org\.acme\.Missing/);
      assert.match(detail, /exist in Vestibule: .*InterruptResponse.*StringUtils.*WebUtils/);
      assert.match(detail, /docs\/guides\/interrupt-groovy\.md.*cas\.interrupt\.groovy\.jars/);
    });

    test('D37 values that are not lists: a row of text, numbers, null, a GString, an address that is no text', async () => {
      const answer = response(
        await room.ask(`${IMPORT}def run(Object... args) {
          def r = new InterruptResponse("Hello \${args[0].id}", [Home: new URI('https://example.org/'), Gone: null], false, true)
          r.data = new HashMap([text: 'x', number: 5, both: ['a', null, 2] as Object[], none: null, said: "\${1 + 1}"])
          r
        }`),
      );
      assert.deepEqual(Object.fromEntries(answer.data), {
        text: ['x'],
        number: ['5'],
        both: ['a', '2'],
        none: [],
        said: ['2'],
      });
      assert.deepEqual(Object.fromEntries(answer.links), { Home: 'https://example.org/', Gone: '' });
      const ofOurs = `${IMPORT}class Notice extends InterruptResponse { Notice() { super('own', true, true) } }
def run(Object... args) { new Notice() }`;
      assert.equal(response(await room.ask(ofOurs)).block, true);
      const interrupt = `${IMPORT}def run(Object... args) { InterruptResponse.interrupt() }`;
      assert.equal(response(await room.ask(interrupt)).message, 'Authentication flow is interrupted');
    });

    test('D37 the trigger of a policy sees the same', async () => {
      const made = await room.trigger(
        'groovy { return registeredService.properties.get("group").value() == "admins" && service.originalUrl && attributes.mail }',
      );
      assert.ok(made.ok);
      assert.notEqual((await made.trigger.decide(defined())).kind, 'skip');
      const named = await room.trigger('groovy { return registeredService.nothing == null }');
      assert.ok(named.ok);
      const answer = await named.trigger.decide(defined());
      assert.match(
        answer.kind === 'failed' ? answer.cause : answer.kind,
        /not available in Vestibule: registeredService\.nothing \(groovyScript\.groovy:1\)/,
      );
    });
  });
}
