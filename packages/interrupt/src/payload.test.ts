import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { InquirerAnswer } from './inquirer.ts';
import { PAYLOAD_FIELDS, parsePayload, parsePayloadText } from './payload.ts';
import { DEFAULT_MESSAGE, interruptResponse, type InterruptResponse } from './response.ts';

const lenient = { strict: false };
const strict = { strict: true };

function interrupts(answer: InquirerAnswer): InterruptResponse {
  assert.ok(answer.kind === 'interrupt' && answer.fault === undefined, JSON.stringify(answer));
  return answer.response;
}

function fails(answer: InquirerAnswer): void {
  assert.ok(answer.kind === 'failed', JSON.stringify(answer));
  assert.equal(answer.fault.code, 'malformed');
}

function blocksByFault(answer: InquirerAnswer): void {
  assert.ok(answer.kind === 'interrupt' && answer.fault !== undefined, JSON.stringify(answer));
  assert.equal(answer.fault.code, 'malformed');
  assert.deepEqual(answer.response, interruptResponse({ block: true }));
}

test('INT-01 an object with one known field gets every other default; {} is malformed (D8)', () => {
  assert.deepEqual(interrupts(parsePayload({ links: {} }, lenient)), {
    message: DEFAULT_MESSAGE,
    messageCode: null,
    links: new Map(),
    block: false,
    ssoEnabled: true,
    autoRedirect: false,
    autoRedirectAfterSeconds: -1,
    data: new Map(),
  });
  fails(parsePayload({}, lenient));
  fails(parsePayload({ status: 500, error: 'boom' }, lenient));
  fails(parsePayloadText('{}', lenient));
});

test('INT-02 null, undefined and interrupt=false say no interrupt', () => {
  for (const none of [
    null,
    undefined,
    { interrupt: false },
    { interrupt: 'false', message: 'x' },
    { interrupt: 0 },
  ]) {
    assert.deepEqual(parsePayload(none, lenient), { kind: 'none' });
  }
  assert.deepEqual(parsePayloadText(' null\n', strict), { kind: 'none' });
});

test('INT-03 unknown fields are ignored', () => {
  assert.deepEqual(
    interrupts(parsePayload({ message: 'm', colour: 'red' }, lenient)),
    interruptResponse({ message: 'm' }),
  );
});

test('INT-04 null data and null links are empty, an explicit null message stays null', () => {
  const response = interrupts(parsePayload({ data: null, links: null, message: null, block: null }, lenient));
  assert.deepEqual(response, interruptResponse({ message: null }));
});

test('INT-05 wrong types are malformed: bare data, links as a list, "yes" as a boolean', () => {
  for (const wrong of [
    { data: { a: 'x' } },
    { data: ['x'] },
    { data: { a: [{}] } },
    { links: ['https://x.example'] },
    { links: { a: {} } },
    { ssoEnabled: 'yes' },
    { interrupt: 'no' },
    { interrupt: {} },
    { message: {} },
    { messageCode: [] },
    { autoRedirectAfterSeconds: 'soon' },
    { autoRedirectAfterSeconds: 1e300 },
    { autoRedirectAfterSeconds: true },
  ]) {
    fails(parsePayload(wrong, lenient));
  }
});

test('D8 what the reference coerces is no wrong type', () => {
  const response = interrupts(
    parsePayload(
      {
        interrupt: 1,
        block: 'true',
        ssoEnabled: 'FALSE',
        autoRedirect: 2,
        autoRedirectAfterSeconds: '5',
        message: 7,
        data: { n: [1, true, null] },
      },
      lenient,
    ),
  );
  assert.deepEqual(
    response,
    interruptResponse({
      message: '7',
      block: true,
      ssoEnabled: false,
      autoRedirect: true,
      autoRedirectAfterSeconds: 5,
      data: new Map([['n', ['1', 'true', '']]]),
    }),
  );
  assert.equal(
    interrupts(parsePayload({ autoRedirectAfterSeconds: 5.9 }, lenient)).autoRedirectAfterSeconds,
    5,
  );
});

test('D8 a malformed answer whose block can be read as true blocks with the default text', () => {
  const wrong = { data: { a: 'x' }, message: 'not shown' };
  for (const block of [true, 'true', 'True', ' TRUE ', 'yes', 'on', 1, '1', 'true,', 'x']) {
    blocksByFault(parsePayload({ ...wrong, block }, lenient));
  }
  for (const block of [false, 'false', 'no', 0, null, '', {}, [true]])
    fails(parsePayload({ ...wrong, block }, lenient));
  blocksByFault(parsePayload({ block: 'yes' }, lenient));
  blocksByFault(parsePayload({ Block: true }, lenient));
  blocksByFault(parsePayload([{ block: true }], lenient));
  blocksByFault(parsePayload({ block: true }, strict));
  blocksByFault(parsePayloadText('{"block": true, "data": {"a": "x"}}', lenient));
  blocksByFault(parsePayloadText('{"message": "x", "block": true', lenient));
  blocksByFault(parsePayloadText('{ block: true, message: x\n', lenient));
  fails(parsePayloadText('<html><script>{"block": true', lenient));
});

test('D8 strict-payload asks for an explicit interrupt', () => {
  fails(parsePayload({ message: 'm' }, strict));
  fails(parsePayload({ message: 'm', interrupt: null }, strict));
  assert.equal(interrupts(parsePayload({ message: 'm', interrupt: true }, strict)).message, 'm');
  assert.deepEqual(parsePayload({ interrupt: false }, strict), { kind: 'none' });
});

test('D8 empty bodies, words, lists and pages of HTML are malformed', () => {
  for (const text of [
    '',
    '  \n',
    '\uFEFF',
    '# nothing',
    'boom',
    'true',
    '12',
    '[1]',
    '[]',
    '<html><body>x</body></html>',
    'error: boom',
    '{"message":',
  ]) {
    fails(parsePayloadText(text, lenient));
  }
  for (const value of ['x', 1, true, [1], Symbol('x'), () => 1]) fails(parsePayload(value, lenient));
});

test('INT-06 links keep the order of the source, integer-like labels too, in JSON and Hjson', () => {
  for (const text of [
    '{"links": {"b": "https://b.example", "10": "https://10.example", "2": "https://2.example", "a": "https://a.example"}}',
    'links: {\n b: https://b.example\n 10: https://10.example\n 2: https://2.example\n a: https://a.example\n}',
  ]) {
    assert.deepEqual([...interrupts(parsePayloadText(text, lenient)).links.keys()], ['b', '10', '2', 'a']);
  }
});

test('INT-08 Hjson with comments, bare keys, trailing commas and without root braces parses', () => {
  const text = `
    # a comment
    message: Hello there, all   // quoteless to the end of the line
    block: false /* another */
    links: { "Go": "https://x.example", }
    data: { field1: [ "a", "b", ], }
    autoRedirectAfterSeconds: 5
  `;
  const response = interrupts(parsePayloadText(`\uFEFF{${text}}`, lenient));
  assert.deepEqual(interrupts(parsePayloadText(text, lenient)), response);
  assert.deepEqual(response.data, new Map([['field1', ['a', 'b']]]));
  assert.equal(response.autoRedirectAfterSeconds, 5);
});

test('D8 names of the prototype are names like any other', () => {
  const json =
    '{"message":"m","links":{"__proto__":"https://x.example","constructor":"/c"},"data":{"__proto__":["v"]}}';
  const response = interrupts(parsePayloadText(json, lenient));
  assert.deepEqual(
    [...response.links],
    [
      ['__proto__', 'https://x.example'],
      ['constructor', '/c'],
    ],
  );
  assert.deepEqual([...response.data], [['__proto__', ['v']]]);
  assert.deepEqual(
    [...interrupts(parsePayloadText('message: m\ndata: {__proto__: [v\n]}', lenient)).data],
    [['__proto__', ['v']]],
  );
  fails(parsePayloadText('message: m\nlinks: {__proto__: "/x"}', lenient));
  fails(parsePayloadText('{"__proto__": {"message": "inherited"}}', lenient));
  fails(parsePayloadText('__proto__: {message: inherited\n}', lenient));
  assert.equal(({} as { message?: string }).message, undefined);
});

test('D8 Maps and objects with accessors are read like plain objects', () => {
  class Response {
    readonly #message = 'of a class';
    get message(): string {
      return this.#message;
    }
  }
  assert.equal(interrupts(parsePayload(new Response(), lenient)).message, 'of a class');
  const map = new Map<string, unknown>([
    [
      'links',
      new Map([
        ['2', '/2'],
        ['1', '/1'],
      ]),
    ],
  ]);
  assert.deepEqual([...interrupts(parsePayload(map, lenient)).links.keys()], ['2', '1']);
  fails(
    parsePayload(
      {
        get message() {
          throw new Error('no');
        },
      },
      lenient,
    ),
  );
});

test('D8 a text over the limit and one that is nested too deeply fail', () => {
  const answer = parsePayloadText(`{"message":"${'x'.repeat(100)}"}`, { strict: false, maxLength: 100 });
  assert.ok(answer.kind === 'failed' && answer.fault.code === 'too-large');
  fails(parsePayloadText('['.repeat(300_000), lenient));
  fails(parsePayloadText(`{"data":${'['.repeat(300_000)}${']'.repeat(300_000)}}`, lenient));
});

test('D24 a fault never quotes the payload', () => {
  for (const text of [
    '{"message": "s3cret',
    'message: s3cret\nlinks: { s3cret',
    '{"data":{"s3cret":"s3cret"}}',
    '{"ssoEnabled":"s3cret"}',
  ]) {
    const answer = parsePayloadText(text, lenient);
    assert.ok(answer.kind === 'failed');
    assert.ok(!answer.fault.detail.includes('s3cret'), answer.fault.detail);
  }
});

test('D8 no value makes the parser throw, and a readable block is never lost', () => {
  const field = fc.constantFrom(...PAYLOAD_FIELDS, '__proto__', 'other');
  fc.assert(
    fc.property(
      fc.dictionary(field, fc.anything({ withMap: true, withBigInt: true })),
      fc.boolean(),
      (value, isStrict) => {
        const answer = parsePayload({ ...value, block: true }, { strict: isStrict });
        assert.ok(answer.kind === 'none' || (answer.kind === 'interrupt' && answer.response.block));
        assert.ok(['none', 'interrupt', 'failed'].includes(parsePayload(value, { strict: isStrict }).kind));
      },
    ),
  );
  fc.assert(fc.property(fc.anything(), (value) => void parsePayload(value, lenient)));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void parsePayloadText(text, lenient)),
  );
});
