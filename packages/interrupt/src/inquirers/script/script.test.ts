// What a script is given and what it may answer (INT-19, INT-20, D12).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InquirerAnswer } from '../../inquirer.ts';
import { DEFAULT_MESSAGE, interruptResponse } from '../../response.ts';
import { DEFAULT_INTERRUPT_POLICY } from '../../service-policy.ts';
import { inquiry } from '../rest/testing/endpoint.ts';
import { ScriptLocationError } from './script.ts';
import { ask, messageOf, scriptHouse } from './testing/script-house.ts';

test('INT-20 D12 a script gets principal, attributes, service, registered service, request context and logger', async (context) => {
  const house = scriptHouse(context);
  house.write(
    'six.ts',
    `import type { InterruptScript } from '@vestibule/interrupt';
     const script: InterruptScript = (principal, attributes, service, registeredService, requestContext, logger) => {
       logger.info('seen {} with {}', principal.id, attributes);
       const { nativeRequest } = requestContext.externalContext;
       return {
         message: JSON.stringify([
           principal, attributes, service, registeredService,
           [...requestContext.flowScope.keys()], [...requestContext.requestScope.keys()],
           nativeRequest.getParameter('locale'), nativeRequest.getParameter('toString'), nativeRequest.getParameterValues('locale'),
           nativeRequest.getHeader('Accept-LANGUAGE'), nativeRequest.getHeader('constructor'),
           nativeRequest.getRemoteAddr(), nativeRequest.getLocale(), nativeRequest.getMethod(),
         ]),
       };
     };
     export default script;`,
  );
  const inquirer = await house.open('six.ts');
  const asked = inquiry({
    username: 'casuser',
    service: 'https://app.example/',
    pattern: '^https://app',
    attributes: { memberOf: ['staff'], level: [3] },
    authenticationAttributes: { level: [7], method: ['LDAP'] },
  });
  const request = {
    ...asked.request,
    parameters: { locale: ['de', 'fr'] },
    headers: { 'accept-language': 'de' },
  };
  const answer = await inquirer.inquire({ ...asked, request }, new AbortController().signal);
  assert.deepEqual(JSON.parse(messageOf(answer) ?? ''), [
    { id: 'casuser', attributes: { memberOf: ['staff'], level: [3] } },
    // The authentication's value counts, the other way round than for the regex strategy.
    { memberOf: ['staff'], level: [7], method: ['LDAP'] },
    { id: 'https://app.example/' },
    { id: 7, name: 'app', serviceId: '^https://app' },
    ['principal', 'service', 'registeredService'],
    [],
    'de',
    null,
    ['de', 'fr'],
    'de',
    null,
    '192.0.2.1',
    'en',
    'POST',
  ]);
  await house.logged('info', /^seen casuser with .*memberOf: \[ 'staff' \]/);
});

test('D37 a script that begins with a byte order mark runs', async (context) => {
  const house = scriptHouse(context);
  house.write('marked.ts', '\uFEFFexport default (): object => ({ message: "m" });');
  const answer = await (await house.open('marked.ts')).inquire(inquiry(), new AbortController().signal);
  assert.equal(messageOf(answer), 'm');
});

test('INT-20 D12 service and registered service are null when there is none', async (context) => {
  const house = scriptHouse(context);
  house.write(
    'null.mjs',
    'export default (p, a, service, registered) => ({ message: `${service} ${registered}` });',
  );
  assert.equal(messageOf(await ask(await house.open('null.mjs'), 'casuser')), 'null null');
});

test('INT-19 D12 null, nothing, a promise of null and interrupt=false are no interrupt', async (context) => {
  const house = scriptHouse(context);
  house.write(
    'none.js',
    `const answers = { a: null, b: undefined, c: Promise.resolve(null), d: { interrupt: false } };
     export default (principal) => answers[principal.id];`,
  );
  const inquirer = await house.open('none.js');
  for (const id of ['a', 'b', 'c', 'd']) assert.deepEqual(await ask(inquirer, id), { kind: 'none' }, id);
});

test('D8 D12 a payload may hold maps, come as an instance of a class, or from a CommonJS module', async (context) => {
  const house = scriptHouse(context);
  house.write(
    'maps.cjs',
    `class Answer {
       get message() { return 'm'; }
       get block() { return true; }
       get links() { return new Map([['B', 'https://b.example/'], ['A', 'https://a.example/']]); }
       get data() { return { a: ['1', '2'] }; }
     }
     module.exports = async () => new Answer();`,
  );
  assert.deepEqual(await ask(await house.open('maps.cjs'), 'casuser'), {
    kind: 'interrupt',
    response: interruptResponse({
      message: 'm',
      block: true,
      links: new Map([
        ['B', 'https://b.example/'],
        ['A', 'https://a.example/'],
      ]),
      data: new Map([['a', ['1', '2']]]),
    }),
  });
});

test('D8 D12 what is no payload is malformed; one that says block blocks; strict-payload asks for interrupt', async (context) => {
  const house = scriptHouse(context);
  house.write(
    'odd.js',
    `const answers = { text: 'x', empty: {}, list: [1], wrong: { data: { a: 'x' } }, block: { block: 'yes' },
       self: { message: () => 1 }, date: new Date(), bare: { message: 'm' },
       trap: { get message() { throw Object.assign(new Error('x'), { inner() {} }); } } };
     export default ({ id }) => answers[id];`,
  );
  const inquirer = await house.open('odd.js');
  for (const id of ['text', 'empty', 'list', 'wrong', 'self', 'date', 'trap']) {
    const answer = await ask(inquirer, id);
    assert.equal(answer.kind, 'failed', id);
    assert.equal(answer.fault.code, 'malformed', id);
  }
  const block = await ask(inquirer, 'block');
  assert.equal(block.kind, 'interrupt');
  assert.deepEqual([block.response.block, block.response.message], [true, DEFAULT_MESSAGE]);
  assert.equal(messageOf(await ask(inquirer, 'bare')), 'm');
  assert.equal((await ask(await house.open('odd.js', { strict: true }), 'bare')).kind, 'failed');
});

test('D12 the environment is empty, and what a script prints goes to the log', async (context) => {
  const house = scriptHouse(context);
  house.write(
    'prints.ts',
    `console.log('loaded');
     export default async () => {
       console.error('warned of %d', 7);
       process.stdout.write('two\\nlines\\n');
       return { message: JSON.stringify(process.env) + process.argv.slice(2).length };
     };`,
  );
  const inquirer = await house.open('prints.ts');
  assert.equal(messageOf(await ask(inquirer, 'casuser')), '{}0');
  assert.deepEqual((await house.logged('info', /^loaded$/)).fields, {
    event: 'script-said',
    inquirer: 'script',
    stream: 'stdout',
  });
  await house.logged('info', /^lines$/);
  assert.deepEqual((await house.logged('warn', /^warned of 7$/)).fields, {
    event: 'script-said',
    inquirer: 'script',
    stream: 'stderr',
  });
  assert.deepEqual(
    house.lines.filter(({ level, message }) => level === 'warn' && !message.startsWith('warned')),
    [],
  );
});

test('D12 a logger line takes what is left over, such as an exception', async (context) => {
  const house = scriptHouse(context);
  house.write(
    'logs.js',
    `export default (p, a, s, r, c, logger) => {
       logger.warn('{} of {}: {}', 1, 'two');
       logger.error('it broke', new TypeError('inside'));
       return null;
     };`,
  );
  await ask(await house.open('logs.js'), 'casuser');
  await house.logged('warn', /^1 of two: \{\}$/);
  await house.logged('error', /^it broke TypeError: inside/);
});

test('INT-53 D7 a service’s own trigger says whether the inquirers are asked', async (context) => {
  const house = scriptHouse(context);
  house.write(
    'trigger.ts',
    `import type { InterruptTriggerScript } from '@vestibule/interrupt';
     const trigger: InterruptTriggerScript = (attributes, username, registeredService, service, logger) => {
       logger.debug('for {}', username);
       if (username === 'broken') throw new Error('no luck');
       if (username === 'vague') return null as never;
       return attributes['memberOf']?.[0] === 'staff' && registeredService?.name === 'app' && service?.id === 'https://a/';
     };
     export default trigger;`,
  );
  const trigger = await house.trigger('trigger.ts');
  const of = (username: string, group: string) =>
    trigger.decide(
      inquiry({ username, service: 'https://a/', pattern: 'x', attributes: { memberOf: [group] } }),
    );
  assert.deepEqual(await of('a', 'staff'), { kind: 'ask' });
  assert.deepEqual(await of('a', 'students'), { kind: 'skip' });
  const broken = await of('broken', 'staff');
  assert.equal(broken.kind, 'failed');
  assert.match(broken.cause, /Error: no luck \(trigger\.ts:4:\d+\)/);
  const vague = await of('vague', 'staff');
  assert.deepEqual(vague, { kind: 'failed', cause: 'the script answers neither true nor false' });
});

test('W4 a location that is no script file stops the start', async (context) => {
  const house = scriptHouse(context);
  for (const name of ['script.groovy', 'script', 'script.json']) {
    await assert.rejects(house.open(name), (error) => {
      assert.ok(error instanceof ScriptLocationError);
      return error.message.startsWith('cas.interrupt.script.location: ');
    });
  }
});

test('D36 D37 a script sees the whole definition and the address as asked; what is not there is named', async (context) => {
  const house = scriptHouse(context);
  house.write(
    's.ts',
    `export default ({ id }, attributes, service, registeredService, requestContext) => {
       const request = requestContext.externalContext.nativeRequest;
       if (id === 'session') return { message: String(request.getSession()) };
       if (id === 'flow') return { message: String(requestContext.activeFlow) };
       return {
         message: [registeredService.properties.group.value, registeredService.accessStrategy.ssoEnabled,
           registeredService.properties.none?.value, request.getRequestURL(), request.getServerPort(), request.isSecure()].join(' '),
       };
     };`,
  );
  const inquirer = await house.open('s.ts');
  const asked = inquiry({ username: 'anna' });
  const put = async (username: string): Promise<InquirerAnswer> =>
    inquirer.inquire(
      {
        ...inquiry({ username }),
        registeredService: {
          id: 1,
          name: 'n',
          serviceId: '^https://.*',
          webflowInterruptPolicy: DEFAULT_INTERRUPT_POLICY,
          definition: {
            '@class': 'org.apereo.cas.services.CasRegisteredService',
            properties: {
              group: { '@class': 'x.DefaultRegisteredServiceProperty', values: ['admins', 'b'] },
            },
            accessStrategy: { '@class': 'x.DefaultRegisteredServiceAccessStrategy', ssoEnabled: false },
          },
        },
        request: { ...asked.request, url: 'https://sso.example.org/cas/login?a=b' },
      },
      new AbortController().signal,
    );
  assert.equal(messageOf(await put('anna')), 'admins false  https://sso.example.org/cas/login 443 true');
  for (const [username, name] of [
    ['session', 'requestContext.externalContext.nativeRequest.getSession'],
    ['flow', 'requestContext.activeFlow'],
  ] as const) {
    const answer = await put(username);
    assert.ok(answer.kind === 'failed');
    assert.match(
      answer.fault.detail,
      new RegExp(`not available in Vestibule: ${name.replaceAll('.', String.raw`\.`)} \\(s\\.ts:\\d+`),
    );
  }
});
