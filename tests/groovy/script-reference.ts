// What a script reaches of the reference's objects and classes: it answers as there, or is named (D36, D37). As tests that
// run on each Groovy.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BLOCK, defined, IMPORTS, NOT_AVAILABLE, REST, WITH_CLASSES } from './reference-tables.ts';
import { failure, IMPORT, inquiry, openRoom, response, saying, type Room } from './room.ts';

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
