import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, CASUSER, house, messageOf } from './json-file/house.fixture.ts';
import { JsonLocationError } from './json.ts';

test('INT-09 a principal in the file is answered with that payload and both data fields', async (context) => {
  const at = house(context);
  at.write(CASUSER);
  const inquirer = await at.open({ location: `file:${at.path}` });
  const answer = ask(inquirer, 'casuser');
  assert.equal(messageOf(answer), 'Hello');
  assert.ok(answer.kind === 'interrupt');
  assert.deepEqual([...answer.response.data], Object.entries(CASUSER.casuser.data));
  assert.equal(inquirer.health().status, 'up');
});

test('INT-10 an unknown principal, or one in another spelling, is not interrupted', async (context) => {
  const at = house(context);
  at.write(CASUSER);
  const inquirer = await at.open();
  for (const id of ['unknown', 'CasUser', 'casuser ', '', '__proto__', 'constructor', 'toString']) {
    assert.deepEqual(ask(inquirer, id), { kind: 'none' }, id);
  }
});

test('INT-08 the file may be Hjson with comments and without root braces', async (context) => {
  const at = house(context);
  at.write(
    '# people\ncasuser: {\n  message: Hello there\n  links: {\n    zulu: /z\n    7: /7\n  }\n}\n"__proto__": { message: odd\n}\n',
  );
  const inquirer = await at.open();
  const answer = ask(inquirer, 'casuser');
  assert.ok(answer.kind === 'interrupt');
  assert.deepEqual(
    [...answer.response.links],
    [
      ['zulu', '/z'],
      ['7', '/7'],
    ],
  );
  assert.equal(messageOf(ask(inquirer, '__proto__')), 'odd');
});

test('D11 names of the prototype, escaped, numeric and non-ASCII names are found exactly', async (context) => {
  const at = house(context);
  at.write(
    '{"__proto__":{"message":"a"},"constructor":{"message":"b"},"10":{"message":"c"},"2":{"message":"d"},"m\\u00fcller\\n\\"":{"message":"e"},"\u{1F600}":{"message":"f"},"":{"message":"g"},"\\ud800":{"message":"h"}}',
  );
  const inquirer = await at.open();
  for (const [id, message] of [
    ['__proto__', 'a'],
    ['constructor', 'b'],
    ['10', 'c'],
    ['2', 'd'],
    ['müller\n"', 'e'],
    ['\u{1F600}', 'f'],
    ['', 'g'],
  ]) {
    assert.equal(messageOf(ask(inquirer, id ?? '')), message);
  }
  assert.deepEqual(ask(inquirer, '\ud800'), { kind: 'none' });
  assert.deepEqual(ask(inquirer, '\ufffd'), { kind: 'none' });
});

test('D11 one malformed entry fails only that person, and one that says block blocks (D8)', async (context) => {
  const at = house(context);
  at.write({
    good: { message: 'g' },
    bad: { data: { a: 'secret' } },
    empty: {},
    nobody: null,
    blocked: { block: 'true', links: [] },
  });
  const inquirer = await at.open();
  assert.equal(messageOf(ask(inquirer, 'good')), 'g');
  assert.equal(ask(inquirer, 'bad').kind, 'failed');
  assert.equal(ask(inquirer, 'empty').kind, 'failed');
  assert.deepEqual(ask(inquirer, 'nobody'), { kind: 'none' });
  const blocked = ask(inquirer, 'blocked');
  assert.ok(blocked.kind === 'interrupt' && blocked.response.block && blocked.fault?.code === 'malformed');
  assert.equal(inquirer.health().status, 'degraded');
  const warning = at.lines.find(({ level }) => level === 'warn');
  assert.deepEqual(warning?.fields, {
    event: 'interrupt-file-questionable',
    inquirer: 'json',
    path: at.path,
    malformed: 3,
    malformedIds: ['bad', 'empty', 'blocked'],
    misspelt: 0,
    misspeltIds: [],
    repeated: 0,
    repeatedIds: [],
    alike: 0,
    alikeIds: [],
    unreachable: 0,
  });
  assert.ok(!JSON.stringify(at.lines).includes('secret'));
});

test('D8 strict-payload holds for entries of the file', async (context) => {
  const at = house(context);
  at.write({ silent: { message: 'x' }, clear: { message: 'x', interrupt: true } });
  const inquirer = await at.open({ strict: true });
  assert.equal(ask(inquirer, 'silent').kind, 'failed');
  assert.equal(ask(inquirer, 'clear').kind, 'interrupt');
});

test('D11 of a repeated key the last one counts, and the log says so', async (context) => {
  const at = house(context);
  at.write(
    '{"a":{"message":"1"},"b":{"message":"2"},"a":{"message":"3"},"c":{"message":"4"},"\\u0061":{"message":"5"}}',
  );
  const inquirer = await at.open();
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => messageOf(ask(inquirer, id))),
    ['5', '2', '4'],
  );
  assert.match(JSON.stringify(at.lines), /"repeated":2/);
});

test('D28 keys that differ in case or white space only are told; each is for the name as it is spelled', async (context) => {
  const at = house(context);
  at.write('{"anna":{"message":"1"},"Anna":{"message":"2","block":true}," bert":{"message":"3"}}');
  const inquirer = await at.open();
  assert.deepEqual(
    ['anna', 'Anna', ' bert'].map((id) => messageOf(ask(inquirer, id))),
    ['1', '2', '3'],
  );
  assert.deepEqual(ask(inquirer, 'bert'), { kind: 'none' });
  const warning = at.lines.find(({ level }) => level === 'warn');
  assert.match(JSON.stringify(warning?.fields), /"alike":2,"alikeIds":\["Anna"," bert"\]/);
});

test('D11 a location that names no local file stops start-up with the setting and the reason', async (context) => {
  const at = house(context);
  for (const location of [
    'classpath:/interrupt.json',
    'https://x.example/interrupt.json',
    '',
    'file:',
    'file://host/x',
  ]) {
    await assert.rejects(
      at.open({ location }),
      (error) =>
        error instanceof JsonLocationError && error.message.startsWith('cas.interrupt.json.location: '),
    );
  }
});
