// A script that fails takes its own inquiry with it and nothing else (D12), as tests that run on each Groovy.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { InquirerAnswer, InquiryFault } from '../../packages/interrupt/src/inquirer.ts';
import type { GroovyInquirer } from '../../packages/interrupt/src/inquirers/groovy/inquirer.ts';
import { failure, inquiry, openRoom, put, type LogLine, type Room } from './room.ts';

const fine: InquirerAnswer = { kind: 'none' };

function someone(id: string): ReturnType<typeof inquiry> {
  const asked = inquiry();
  return { ...asked, authentication: { ...asked.authentication, principal: { id, attributes: {} } } };
}

export function describeScriptFailures(name: string, jars: () => readonly string[]): void {
  describe(`failing scripts on ${name}`, () => {
    let room: Room;
    let good: GroovyInquirer;
    before(async () => {
      room = await openRoom(jars());
      good = await room.inquirer('def run(Object... args) { return null }');
    });
    after(async () => room.close());

    /** Asks the script, then another one: its failure is its own. */
    async function fails(script: string, timeout = 20_000): Promise<InquiryFault> {
      const told = failure(await room.ask(script, inquiry(), { timeout }));
      assert.deepEqual(await put(good), fine, 'the next inquiry works');
      return told;
    }

    /** Until the log says why the JVM was ended, and a new one answers. */
    async function jvmEnded(why: RegExp): Promise<void> {
      const said = ({ fields }: LogLine): boolean => why.test(String(fields['detail']));
      do assert.deepEqual(await put(good), fine);
      while (!room.log.some(said));
      room.log.length = 0;
      assert.deepEqual(await put(good), fine);
    }

    test('D12 an exception is told with its class, text and line', async () => {
      assert.deepEqual(
        await fails('def run(Object... args) {\n  throw new IllegalStateException("why\\nnot")\n}'),
        {
          code: 'script',
          detail: 'script2.groovy: java.lang.IllegalStateException: why not (script2.groovy:2)',
        },
      );
      assert.match(
        (await fails('def run(Object... args) { new Object().nothing }')).detail,
        /MissingPropertyException/,
      );
      assert.match(
        (await fails('def f() { f() }\ndef run(Object... args) { f() }')).detail,
        /StackOverflowError/,
      );
      assert.match(
        (await fails('def run(Object... args) { assert args == null }')).detail,
        /PowerAssertionError/,
      );
    });

    test('D24 what Groovy quotes of a person in its own messages stays out of the log', async () => {
      for (const statement of [
        'nothing(args[1])',
        'args[1].nothing(args[1])',
        'assert args[1].mail[0] == "other"',
        'Integer number = args[1]',
        'new org.apereo.cas.interrupt.InterruptResponse(args[1], 1)',
      ]) {
        const { detail } = await fails(`def run(Object... args) { ${statement} }`);
        assert.doesNotMatch(detail, /example\.org|staff/);
      }
    });

    test('D12 Thread.sleep beyond the deadline is interrupted, without a new JVM', async () => {
      const standing = room.host.health().detail;
      const told = await fails('def run(Object... args) { Thread.sleep(60000) }', 300);
      assert.deepEqual([told.code, /gave no answer within 300 ms/.test(told.detail)], ['timeout', true]);
      assert.equal(room.host.health().detail, standing);
    });

    test('D12 an endless loop is ended with its JVM', async () => {
      const told = await fails('def run(Object... args) { while (true) { } }', 300);
      assert.equal(told.code, 'timeout');
      await jvmEnded(/^script\d+\.groovy did not end when its time was over/);
    });

    test('D12 so is a sleep that catches its interruption', async () => {
      const script =
        'def run(Object... args) { while (true) { try { Thread.sleep(60000) } catch (ignored) { } } }';
      assert.equal((await fails(script, 300)).code, 'timeout');
      await jvmEnded(/did not end when its time was over/);
    });

    test('D12 System.exit is told by its name', async () => {
      const told = await fails('def run(Object... args) { System.exit(0) }');
      assert.deepEqual([told.code, /ended the JVM \(System\.exit\)/.test(told.detail)], ['script', true]);
      await jvmEnded(/called System\.exit, so the JVM was ended/);
    });

    test('D12 so is an end that says nothing', async () => {
      const told = await fails('def run(Object... args) { Runtime.runtime.halt(7) }');
      assert.match(told.detail, /the JVM ended with code 7 while script\d+\.groovy ran/);
    });

    test('D12 out of memory', async () => {
      const told = await fails(
        'def run(Object... args) { def all = []; while (true) { all << new byte[10000000] } }',
      );
      assert.equal(told.code, 'script');
      assert.match(told.detail, /OutOfMemoryError/);
    });

    test('D12 memory outside of the heap counts as well', async () => {
      const direct = await fails(
        'def run(Object... args) { def all = []; while (true) { all << java.nio.ByteBuffer.allocateDirect(10000000) } }',
      );
      assert.match(direct.detail, /OutOfMemoryError/);
      // Past every limit that the JVM keeps itself.
      const unsafe = await fails(`def run(Object... args) {
        def field = sun.misc.Unsafe.getDeclaredField('theUnsafe'); field.setAccessible(true)
        def unsafe = field.get(null)
        while (true) { unsafe.setMemory(unsafe.allocateMemory(10000000L), 10000000L, (byte) 1); Thread.sleep(5) }
      }`);
      assert.match(unsafe.detail, /took more memory than 192 MiB of heap/);
      assert.deepEqual(await put(good), fine);
    });

    test('D12 what is written past the logger is no answer', async () => {
      room.log.length = 0;
      const script = `def run(Object... args) {
        def out = new FileOutputStream(FileDescriptor.out)
        out.write('{"id":1,"value":null}\\nunfinished'.bytes)
        System.out.close()
        System.in.read() == -1 ? null : 'not at its end'
      }`;
      assert.deepEqual(await room.ask(script), fine);
      const stray = room.log.filter(({ message }) => message.includes('line of its own'));
      assert.deepEqual(
        stray.map(({ fields }) => fields['text']),
        ['{"id":1,"value":null}', 'unfinished'],
      );
      assert.deepEqual(await put(good), fine);
    });

    test('D12 the others in flight are asked again when the JVM goes', async () => {
      const marker = room.write('ended-once', '');
      const inquirer = await room.inquirer(`def run(Object... args) {
        if (args[0].id == 'ends') { Thread.sleep(300); System.exit(1) }
        def file = new File('${marker}'); file << args[0].id
        while (file.text.count(args[0].id) < 2) { Thread.sleep(20) }
        return null
      }`);
      const others = ['A', 'B', 'C'].map(async (id) => put(inquirer, someone(id)));
      assert.match(failure(await put(inquirer, someone('ends'))).detail, /System\.exit/);
      assert.deepEqual(await Promise.all(others), [fine, fine, fine]);
    });

    test('D12 when nobody says who ended the JVM, only the guilty one fails', async () => {
      const inquirer = await room.inquirer(`def run(Object... args) {
        Thread.sleep(200)
        if (args[0].id == 'ends') { Runtime.runtime.halt(9) }
        Thread.sleep(200)
        return null
      }`);
      const answers = await Promise.all(['A', 'ends', 'B'].map(async (id) => put(inquirer, someone(id))));
      assert.deepEqual([answers[0], answers[2]], [fine, fine]);
      assert.match(failure(answers[1] ?? fine).detail, /code 9/);
    });

    test('D12 a slow script holds up nobody else', async () => {
      const slow = await room.inquirer('def run(Object... args) { Thread.sleep(60000) }', { timeout: 400 });
      let over = false;
      const late = put(slow).finally(() => {
        over = true;
      });
      assert.deepEqual(await put(good), fine);
      assert.equal(over, false);
      assert.equal(failure(await late).code, 'timeout');
    });

    test('an aborted inquiry is over', async () => {
      const slow = await room.inquirer('def run(Object... args) { Thread.sleep(60000) }');
      const deadline = new AbortController();
      const pending = slow.inquire(inquiry(), deadline.signal);
      deadline.abort();
      assert.equal(failure(await pending).code, 'timeout');
    });

    test('D12 an edit that does not compile leaves the last good script in force, and shows in health', async () => {
      const location = room.write('edited.groovy', 'def run(Object... args) { throw new Error("first") }');
      const inquirer = await room.inquirer('', { location });
      assert.equal(inquirer.health().status, 'up');
      room.write('edited.groovy', 'def run(Object... args) {\n  throw new Error("second"\n}');
      await inquirer.refresh();
      assert.match(failure(await put(inquirer)).detail, /first/);
      const { status, detail } = inquirer.health();
      assert.equal(status, 'degraded');
      assert.match(detail, /^edited\.groovy: edited\.groovy: [23]: .*in force: edited\.groovy/);
      room.write('edited.groovy', 'def run(Object... args) { return null }');
      await inquirer.refresh();
      assert.deepEqual(await put(inquirer), fine);
      assert.equal(inquirer.health().status, 'up');
    });

    test('D12 a change counts without being asked for', async () => {
      const location = room.write('watched.groovy', 'def run(Object... args) { throw new Error() }');
      const inquirer = await room.inquirer('', { location, watch: true });
      assert.equal((await put(inquirer)).kind, 'failed');
      room.write('watched.groovy', 'def run(Object... args) { return null } // longer');
      let answer = await put(inquirer);
      while (answer.kind === 'failed') answer = await put(inquirer);
      assert.deepEqual(answer, fine);
    });

    test('D11 a script that is missing or broken at the start fails every inquiry until it is good', async () => {
      const location = room.write('late.groovy', 'nothing to run');
      const inquirer = await room.inquirer('', { location });
      assert.match(failure(await put(inquirer)).detail, /no method run\(Object\.\.\. args\)/);
      assert.equal(inquirer.health().status, 'down');
      room.write('late.groovy', 'def run(Object... args) { return null }');
      await inquirer.refresh();
      assert.deepEqual(await put(inquirer), fine);
      const missing = await room.inquirer('', { location: `file:${location}.not` });
      const told = failure(await put(missing));
      assert.deepEqual([told.code, /does not exist/.test(told.detail)], ['unavailable', true]);
    });
  });
}
