// The Groovy triggers of a service's policy (D7). As tests that run on each Groovy.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inquiry, openRoom, type Room } from './room.ts';

export function describeScriptTriggers(name: string, jars: () => readonly string[]): void {
  describe(`triggers on ${name}`, () => {
    let room: Room;
    before(async () => {
      room = await openRoom(jars());
    });
    after(async () => room.close());

    test('INT-52 an inline trigger sees attributes, username, registeredService, service and logger', async () => {
      for (const [source, kind] of [
        ["groovy { return username == 'casuser' }", 'ask'],
        ["groovy { return username == 'x' }", 'skip'],
        ['groovy {\n  logger.info("asked"); attributes.mail == ["c@example.org"] }', 'ask'],
        ['groovy{ registeredService.id == 100 && service.id.startsWith("https:") }', 'ask'],
      ] as const) {
        const made = await room.trigger(source);
        assert.ok(made.ok, source);
        assert.deepEqual(await made.trigger.decide(inquiry()), { kind }, source);
      }
    });

    test('INT-53 an external trigger, by run with arguments in order or by name', async () => {
      const withRun = room.write(
        'policy.groovy',
        `def run(Object... args) {
          def (attributes, username, registeredService, service, logger) = args
          logger.debug('asked for {}', username)
          attributes.memberOf.contains('staff') && username == 'casuser' && registeredService.name && service.id
            ? true : false
        }`,
      );
      const made = await room.trigger(`file:${withRun}`);
      assert.ok(made.ok);
      assert.deepEqual(await made.trigger.decide(inquiry()), { kind: 'ask' });
      const byName = await room.trigger(`file:${room.write('names.groovy', "username == 'somebody'")}`);
      assert.ok(byName.ok);
      assert.deepEqual(await byName.trigger.decide(inquiry()), { kind: 'skip' });
    });

    test('D7 a trigger that answers null or no boolean, throws, or is missing has failed', async () => {
      for (const [source, cause] of [
        ['groovy { null }', /returned null/],
        ['groovy { "true" }', /no boolean/],
        [
          'groovy { throw new IllegalStateException("why") }',
          /IllegalStateException: why \(groovyScript\.groovy:1\)/,
        ],
        ['groovy { nothingOfTheKind }', /MissingPropertyException/],
        ['file:/nowhere/to/be/found.groovy', /does not exist/],
      ] as const) {
        const made = await room.trigger(source);
        assert.ok(made.ok, source);
        const answer = await made.trigger.decide(inquiry());
        assert.match(answer.kind === 'failed' ? answer.cause : answer.kind, cause);
      }
    });

    test('an inline trigger that does not compile is a fault of the definition', async () => {
      const made = await room.trigger('groovy { return ( }');
      assert.match(made.ok ? 'made' : made.detail, /^groovyScript: .*groovyScript\.groovy: 1:/);
    });
  });
}
