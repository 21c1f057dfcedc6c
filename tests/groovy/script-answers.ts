// What a script's answers and its talk become. As tests that run on each Groovy.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { InterruptResponse } from '../../packages/interrupt/src/response.ts';
import { failure, IMPORT, inquiry, openRoom, put, response, saying, type Room } from './room.ts';

export function describeScriptAnswers(name: string, jars: () => readonly string[]): void {
  describe(`answers of scripts on ${name}`, () => {
    let room: Room;
    before(async () => {
      room = await openRoom(jars());
    });
    after(async () => room.close());

    const say = async (expression: string, question = inquiry()): Promise<string | null> =>
      response(await room.ask(saying(expression), question)).message;

    const returning = (answer: string): string => `def run(Object... args) { return ${answer} }`;

    test('D28 a block of a script holds however it is spelled', async () => {
      for (const answer of [
        '[message: "m", Block: true]',
        '[message: "m", blocked: "yes"]',
        '[message: "m", block: "enabled"]',
        '[("b" + "lok"): 1]',
      ])
        assert.equal(response(await room.ask(returning(answer))).block, true, answer);
      const list = returning('[message: "m", blocked: ["yes"]]');
      assert.equal(response(await room.ask(list)).block, false);
    });

    test('D12 the shapes of InterruptResponse', async () => {
      const made = async (expression: string): Promise<InterruptResponse> =>
        response(await room.ask(`${IMPORT}def run(Object... args) { ${expression} }`));
      const plain = await made('new InterruptResponse()');
      assert.equal(plain.message, 'Authentication flow is interrupted');
      assert.deepEqual([plain.block, plain.ssoEnabled, plain.autoRedirect], [false, true, false]);
      assert.deepEqual((await made('new InterruptResponse("m")')).ssoEnabled, true);
      const blocking = await made('new InterruptResponse("m", true, false)');
      assert.deepEqual([blocking.block, blocking.ssoEnabled], [true, false]);
      const chained = await made(
        `new InterruptResponse("a").setMessage("b \${1 + 1}").setBlock(true).setAutoRedirect(true)
          .setAutoRedirectAfterSeconds(5).setLinks(['2': 'https://two', '1': "https://\${'one'}"]).setSsoEnabled(false)`,
      );
      assert.deepEqual(
        [
          chained.message,
          chained.block,
          chained.autoRedirect,
          chained.autoRedirectAfterSeconds,
          chained.ssoEnabled,
        ],
        ['b 2', true, true, 5, false],
      );
      assert.deepEqual(
        [...chained.links],
        [
          ['2', 'https://two'],
          ['1', 'https://one'],
        ],
      );
      const assigned = await made(
        `def r = new InterruptResponse('m'); r.data = [field1: ['v1', 2], field2: ['x'] as Set]; r.message = null
         r.messageCode = 'code'; r.block = true; assert r.block && r.isBlock(); r`,
      );
      assert.deepEqual(
        [...assigned.data],
        [
          ['field1', ['v1', '2']],
          ['field2', ['x']],
        ],
      );
      assert.deepEqual([assigned.message, assigned.messageCode, assigned.block], [null, 'code', true]);
      assert.equal((await made('new InterruptResponse(message: "named", block: true)')).message, 'named');
    });

    test('every sign of a text arrives, both ways', async () => {
      const id = 'ä € 😀 " \\ \u0000 \u2028 \n {}';
      const question = inquiry();
      const told = {
        ...question,
        authentication: {
          ...question.authentication,
          principal: { id, attributes: { [id]: [id, 1.5, true] } },
        },
      };
      assert.equal(await say('principal.id', told), id);
      assert.equal(await say('principal.attributes.keySet()[0]', told), id);
      assert.equal(
        await say('principal.attributes.values()[0]*.class*.simpleName', told),
        '[String, BigDecimal, Boolean]',
      );
    });

    test('D8 what is no payload is a failure of that inquiry', async () => {
      for (const [expression, detail] of [
        ['"text"', /not an object/],
        ['true', /not an object/],
        ['new Date()', /returned a java\.util\.Date, which is no InterruptResponse/],
        ['[a: 1]', /none of the known fields/],
      ] as const) {
        const told = failure(await room.ask(`def run(Object... args) { ${expression} }`));
        assert.equal(told.code, 'malformed');
        assert.match(told.detail, detail);
      }
      const long = failure(
        await room.ask(`${IMPORT}def run(Object... args) { new InterruptResponse('x' * 2000000) }`),
      );
      assert.equal(long.code, 'too-large');
      const deep = failure(await room.ask(`def run(Object... args) { def l = []; l << l; [message: l] }`));
      assert.match(deep.detail, /nested too deeply/);
    });

    test('D8 a malformed answer that blocks, blocks', async () => {
      const answer = await room.ask(
        `def run(Object... args) { [message: 'm', block: true, autoRedirectAfterSeconds: 'soon'] }`,
      );
      assert.equal(response(answer).block, true);
    });

    test('logger.info("{}", x) and println become log lines with the name of the script', async () => {
      const script = `${IMPORT}def run(Object... args) {
        def logger = args[5]
        logger.info('user {} of {} has {}', args[0].id, 3, [1, 2])
        logger.debug("escaped \\\\{} and {}", 'x')
        logger.warn("no argument {}")
        logger.error('failed {}', 'here', new IllegalStateException('why'))
        logger.trace("trace")
        logger.info(null)
        if (!logger.isDebugEnabled() || !logger.infoEnabled) throw new Error()
        println "printed"
        System.err.println 'erred'
        print 'lost without an end'
        Thread.start { println 'from a thread' }.join()
        return null
      }`;
      const inquirer = await room.inquirer('', { location: room.write('speaks-much.groovy', script) });
      room.log.length = 0;
      assert.deepEqual(await put(inquirer), { kind: 'none' });
      assert.deepEqual(
        room.log.map(({ level, message }) => [level, message]),
        [
          ['info', 'user casuser of 3 has [1, 2]'],
          ['debug', 'escaped {} and x'],
          ['warn', 'no argument {}'],
          ['error', 'failed here: java.lang.IllegalStateException: why'],
          ['debug', 'trace'],
          ['info', 'null'],
          ['info', 'printed'],
          ['warn', 'erred'],
          ['info', 'from a thread'],
        ],
      );
      assert.ok(room.log.every(({ fields }) => fields['script'] === 'speaks_much.groovy'));
    });

    test('D37 SLF4J 2: the fluent lines, and markers', async () => {
      const script = `${IMPORT}import org.slf4j.MarkerFactory
      def run(Object... args) {
        def logger = args[5]
        def marker = MarkerFactory.getMarker('AUDIT')
        logger.atInfo().log('plain {}', 1)
        logger.atWarn().addKeyValue('user', args[0].id).addArgument('x').setCause(new Error('why')).addMarker(marker).log('told {}')
        logger.atError().setMessage('set').log()
        logger.atLevel(org.slf4j.event.Level.TRACE).log({ 'supplied' } as java.util.function.Supplier)
        logger.info(marker, 'marked {}', 2)
        if (!logger.isInfoEnabled(marker) || !logger.isEnabledForLevel(org.slf4j.event.Level.DEBUG)) throw new Error()
        return null
      }`;
      room.log.length = 0;
      assert.deepEqual(await room.ask(script), { kind: 'none' });
      assert.deepEqual(
        room.log
          .filter(({ fields }) => fields['script'] !== undefined)
          .map(({ level, message }) => [level, message]),
        [
          ['info', 'plain 1'],
          ['warn', 'user=casuser told x: java.lang.Error: why'],
          ['error', 'set'],
          ['debug', 'supplied'],
          ['info', 'marked 2'],
        ],
      );
    });

    test('a script that talks without end is cut off', async () => {
      room.log.length = 0;
      assert.deepEqual(await room.ask('def run(Object... args) { 1000.times { println it }; return null }'), {
        kind: 'none',
      });
      const said = room.log.filter(({ fields }) => fields['script'] !== undefined);
      assert.equal(said.length, 201);
      assert.equal(said.at(-1)?.message, 'further lines of this inquiry are left out');
    });

    test('a field of a script lives on from inquiry to inquiry', async () => {
      const inquirer = await room.inquirer(`${IMPORT}import groovy.transform.Field
        @Field int count = 0
        def run(Object... args) { new InterruptResponse(String.valueOf(++count)) }`);
      const said: (string | null)[] = [];
      for (let i = 0; i < 3; i += 1) {
        said.push(response(await put(inquirer)).message);
      }
      assert.deepEqual(said, ['1', '2', '3']);
    });
  });
}
