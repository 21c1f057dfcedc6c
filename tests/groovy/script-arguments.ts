// What a script sees: the seed's own, the six arguments, the request. As tests that run on each Groovy.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { failure, IMPORT, inquiry, openRoom, response, saying, type Room } from './room.ts';

/** The script of the seed with its literal `...` line taken out, otherwise letter by letter. */
const SEED = `import org.apereo.cas.interrupt.InterruptResponse

def run(final Object... args) {
    def principal = args[0]
    def attributes = args[1]
    def service = args[2]
    def registeredService = args[3]
    def requestContext = args[4]
    def logger = args[5]

    def block = false
    def ssoEnabled = true

    return new InterruptResponse("Message", [link1:"google.com", link2:"yahoo.com"], block, ssoEnabled)
}
`;

export function describeScriptArguments(name: string, jars: () => readonly string[]): void {
  describe(`arguments of scripts on ${name}`, () => {
    let room: Room;
    before(async () => {
      room = await openRoom(jars());
    });
    after(async () => room.close());

    const say = async (expression: string, question = inquiry()): Promise<string | null> =>
      response(await room.ask(saying(expression), question)).message;

    test('D12 the script of the seed runs as it stands', async () => {
      const { message, links, block, ssoEnabled } = response(await room.ask(SEED));
      assert.deepEqual(
        [message, [...links], block, ssoEnabled],
        [
          'Message',
          [
            ['link1', 'google.com'],
            ['link2', 'yahoo.com'],
          ],
          false,
          true,
        ],
      );
    });

    test('D37 a script that begins with a byte order mark runs', async () => {
      assert.equal(response(await room.ask(`\uFEFF${SEED}`)).message, 'Message');
    });

    test('D37 a script of Apereo CAS 5 is told at its start; a run of four is refused', async () => {
      room.log.length = 0;
      await room.ask("def run(Object... args) { def uid = args[0]; uid == 'anna' ? null : null }");
      const told = room.log.filter(({ fields }) => fields['event'] === 'script-of-apereo-5');
      assert.match(
        String(told[0]?.fields['detail']),
        /Since 6\.0 the arguments are principal, .*args\[0\]\.id/,
      );
      await room.ask(SEED);
      assert.equal(
        told.length,
        room.log.filter(({ fields }) => fields['event'] === 'script-of-apereo-5').length,
      );
      const four = failure(await room.ask('def run(uid, attributes, service, logger) { null }'));
      assert.match(four.detail, /run does not take the six arguments .*5\.x passed four/);
    });

    test('INT-19 null is no interrupt', async () => {
      assert.deepEqual(await room.ask('def run(Object... args) { return null }'), { kind: 'none' });
      assert.deepEqual(await room.ask(`${IMPORT}def run(Object... args) { InterruptResponse.none() }`), {
        kind: 'none',
      });
      assert.deepEqual(await room.ask(`${IMPORT}def run(Object... args) { new InterruptResponse(false) }`), {
        kind: 'none',
      });
    });

    test('INT-20 the arguments are principal, attributes, service, registeredService, requestContext, logger', async () => {
      assert.equal(await say('args.size()'), '6');
      assert.equal(
        await say('principal'),
        'SimplePrincipal(id=casuser, attributes={memberOf=[staff, admin], mail=[c@example.org]})',
      );
      assert.equal(
        await say('principal', {
          ...inquiry(),
          authentication: {
            principal: { id: 'casuser', attributes: {} },
            attributes: {},
            authenticatedAt: 0,
          },
        }),
        'SimplePrincipal(id=casuser, attributes={})',
      );
      assert.equal(await say('attributes.memberOf[1] + attributes.get("memberOf").get(0)'), 'adminstaff');
      assert.equal(
        await say('service.id + " " + service.getId()'),
        'https://app.example.org/?a=b https://app.example.org/?a=b',
      );
      assert.equal(
        await say('[registeredService.name, registeredService.id, registeredService.serviceId].join(" ")'),
        'sample service 100 ^https://.+',
      );
      assert.equal(
        await say(
          '[registeredService.getName(), registeredService.getId(), registeredService.getServiceId()].join(" ")',
        ),
        'sample service 100 ^https://.+',
      );
      const without = inquiry({ service: null, registeredService: null });
      assert.equal(await say('[service, registeredService]', without), '[null, null]');
    });

    test('INT-20 six parameters by name do as well', async () => {
      const script = `${IMPORT}def run(principal, attributes, service, registeredService, requestContext, logger) {
        new InterruptResponse(principal.id + service)
      }`;
      assert.equal(response(await room.ask(script, inquiry({ service: null }))).message, 'casusernull');
    });

    test('D12 properties and getters are the same', async () => {
      assert.equal(await say('principal.id == principal.getId()'), 'true');
      assert.equal(await say('principal.attributes.is(principal.getAttributes())'), 'true');
      assert.equal(await say('principal.attributes.mail'), '[c@example.org]');
    });

    test('attributes of the authentication win over those of the principal (as Apereo CAS has it)', async () => {
      assert.equal(await say('attributes.mail'), '[from-authentication@example.org]');
      assert.equal(await say('attributes.keySet()'), '[memberOf, mail, authenticationMethod]');
    });

    test('D12 the request, as far as scripts use it', async () => {
      const said: readonly (readonly [string, string])[] = [
        ['request.getParameter("many")', '1'],
        ['request.getParameter("none")', 'null'],
        ['request.getParameterValues("many").toList()', '[1, 2]'],
        ['request.getHeader("User-Agent")', 'Mozilla/5.0'],
        ['request.remoteAddr', '192.0.2.7'],
        ['request.getLocale()', 'de_AT'],
        ['request.locale.language', 'de'],
        ['request.getMethod()', 'POST'],
        ['request.requestURI', '/cas/login'],
        ['request.queryString', 'service=https%3A%2F%2Fapp.example.org%2F'],
        ['requestContext.getExternalContext().getNativeRequest().getRemoteAddr()', '192.0.2.7'],
        ['requestContext.requestParameters.get("service")', 'https://app.example.org/'],
        ['requestContext.flowScope.get("service").id', 'https://app.example.org/?a=b'],
        ['requestContext.flowScope.put("x", 1) ?: requestContext.flowScope.x', '1'],
        ['requestContext.requestScope.put("x", 1) ?: requestContext.getRequestScope().get("x")', '1'],
        ['requestContext.conversationScope.get("none", "otherwise")', 'otherwise'],
        ['requestContext.conversationScope.contains("authentication")', 'true'],
      ];
      for (const [expression, text] of said) assert.equal(await say(expression), text, expression);
    });

    test('D12 what the request does not have fails with its name', async () => {
      for (const [expression, missing] of [
        ['request.getSession(true)', 'requestContext.externalContext.nativeRequest.getSession()'],
        ['request.cookies', 'requestContext.externalContext.nativeRequest.cookies'],
        ['requestContext.activeFlow', 'requestContext.activeFlow'],
        ['requestContext.externalContext.nativeResponse', 'requestContext.externalContext.nativeResponse'],
        ['logger.nothing()', 'logger.nothing()'],
      ] as const) {
        const { code, detail } = failure(
          await room.ask(`def run(Object... args) {
            def requestContext = args[4], logger = args[5], request = requestContext.externalContext.nativeRequest
            ${expression}
          }`),
        );
        assert.equal(code, 'script');
        assert.match(
          detail,
          new RegExp(
            `^script\\d+\\.groovy: not available in Vestibule: ${missing.replaceAll(/[.()]/g, '\\$&')} \\(script\\d+\\.groovy:3\\)$`,
          ),
        );
      }
    });

    test('D12 a script sees no cookie, no Authorization and no password', async () => {
      const question = inquiry();
      const told = {
        ...question,
        request: {
          ...question.request,
          headers: { Cookie: 'TGC=1', authorization: 'Basic x', 'x-other': 'y' },
          parameters: { password: ['secret'], username: ['casuser'] },
        },
      };
      assert.equal(
        await say('request.headerNames.toList() + request.parameterMap.keySet()', told),
        '[x-other, username]',
      );
    });
  });
}
