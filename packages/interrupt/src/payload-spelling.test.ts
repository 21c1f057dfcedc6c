import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { InquirerAnswer } from './inquirer.ts';
import { parsePayload, parsePayloadText, payloadOddities } from './payload.ts';
import type { InterruptResponse } from './response.ts';

const lenient = { strict: false };
const parse = (value: unknown): InquirerAnswer => parsePayload(value, lenient);
const read = (text: string): InquirerAnswer => parsePayloadText(text, lenient);

/** The payload of an answer that blocks and whose fault says how it was read. */
function blocksOddly(answer: InquirerAnswer, hint = ''): InterruptResponse {
  assert.ok(answer.kind === 'interrupt' && answer.response.block, `${hint} ${JSON.stringify(answer)}`);
  assert.equal(answer.fault?.code, 'malformed', hint);
  return answer.response;
}

const blocksPlainly = (answer: InquirerAnswer, hint = ''): void => {
  assert.ok(answer.kind === 'interrupt' && answer.response.block, `${hint} ${JSON.stringify(answer)}`);
  assert.equal(answer.fault, undefined, hint);
};

function doesNotBlock(answer: InquirerAnswer, hint = ''): void {
  assert.ok(answer.kind !== 'interrupt' || !answer.response.block, `${hint} ${JSON.stringify(answer)}`);
}

const SAYS_NO = [
  false,
  'false',
  'False',
  ' FALSE ',
  0,
  -0,
  '0',
  '',
  ' ',
  null,
  'null',
  'no',
  'No',
  'off',
  0n,
];

test('D28 block blocks with any value that is no word for no, and keeps its own text', () => {
  for (const value of ['enabled', 'ja', 'x', 'true!', 'y', '2', 0.5, NaN, 'nope', 'false!', 1n]) {
    const response = blocksOddly(parse({ message: 'Account closed', block: value }), String(value));
    assert.equal(response.message, 'Account closed');
  }
  for (const value of [true, 'true', 'TRUE', 1, 7]) blocksPlainly(parse({ block: value }), String(value));
  for (const value of SAYS_NO) {
    const answer = parse({ message: 'm', block: value });
    assert.ok(answer.kind === 'interrupt' && !answer.response.block, JSON.stringify(answer));
  }
});

test('D28 block is one name whatever its case, white space, _ and -', () => {
  for (const name of [
    'Block',
    'BLOCK',
    ' block',
    'block ',
    'b_l_o_c_k',
    'block-',
    '_block',
    'blo ck',
    'bLOCK',
  ])
    for (const value of [true, 'true', 'enabled', 1])
      blocksOddly(parse({ message: 'm', [name]: value }), name);
  for (const value of SAYS_NO) doesNotBlock(parse({ message: 'm', Block: value }));
  blocksOddly(parse({ block: false, Block: true }));
  blocksOddly(parse(new Map<string, unknown>([['Block', true]])));
});

const UNSEEN = [
  '\u200B',
  '\u00AD',
  '\u00A0',
  '\u2060',
  '\uFE0F',
  '\u034F',
  '\u3164',
  '\u2800',
  '\u2011',
  '\u0000',
];

test('D28 what nobody sees in a name counts as little as white space, and full-width letters are letters', () => {
  for (const name of [
    ...UNSEEN.flatMap((sign) => [`blo${sign}ck`, `${sign}block`, `block${sign}${sign}`]),
    '\u{FF42}\u{FF4C}\u{FF4F}\u{FF43}\u{FF4B}',
    '\u{1D5EF}lock',
    'bloc\u212A',
  ]) {
    const hint = JSON.stringify(name);
    for (const value of [true, 'enabled', 1]) {
      blocksOddly(parse({ message: 'm', [name]: value }), hint);
      blocksOddly(read(JSON.stringify({ message: 'm', [name]: value })), hint);
    }
    for (const value of SAYS_NO) doesNotBlock(parse({ message: 'm', [name]: value }), hint);
    assert.deepEqual(payloadOddities({ message: 'm', [name]: false }), [{ name, meant: 'block' }], hint);
  }
  blocksOddly(read('{"message":"m","blo\u200Bck":true'), 'a text that no parser takes');
  blocksOddly(read('{\n message: Account closed, blo\u00ADck: true\n}'), 'a text that runs on');
});

test('D28 letters of other scripts that look like those of block are told, and block with true', () => {
  for (const name of [
    'bl\u043E\u0441k',
    'bl\u03BFc\u03BA',
    'B\u216C\u041E\u0421K',
    '\u0412LOCK',
    'bl\u043Ecked',
    'is_Bl\u0585\u0441ked',
  ]) {
    const hint = JSON.stringify(name);
    for (const value of [true, 'yes', 1]) blocksOddly(parse({ message: 'm', [name]: value }), hint);
    for (const value of [...SAYS_NO, 'since May', {}, [true]])
      doesNotBlock(parse({ message: 'm', [name]: value }), hint);
    assert.deepEqual(payloadOddities({ message: 'm', [name]: false }), [{ name, meant: 'block' }], hint);
  }
  const meant = payloadOddities({ 'm\u0435ss\u0430ge': 'm', 'l\u0456n\u043As': {} }).map(
    ({ meant: known }) => known,
  );
  assert.deepEqual(meant, ['message', 'links']);
  for (const name of [
    '\u0437\u0430\u043C\u043E\u043A',
    '\u0431\u043B\u043E\u043A',
    '\u03BB\u03CC\u03B3\u03BF\u03C2',
  ])
    doesNotBlock(parse({ message: 'm', [name]: true }), name);
});

test('D28 the names on the list block when their value reads as true, and only then', () => {
  for (const name of [
    'blocked',
    'blocking',
    'isBlocked',
    'is_blocked',
    'blok',
    'bock',
    'bloc',
    'blcok',
    'BLOCKED',
  ]) {
    for (const value of [true, 'true', 'yes', 'on', 1, '1', 'Y'])
      blocksOddly(parse({ message: 'm', [name]: value }), `${name} ${value}`);
    for (const value of [...SAYS_NO, 'enabled', 'since May', {}, [], [true], ['true'], { a: true }])
      doesNotBlock(parse({ message: 'm', [name]: value }), name);
  }
  for (const name of ['unblock', 'blocker', 'lock', 'blocklist', 'notBlocked'])
    doesNotBlock(parse({ message: 'm', [name]: true }), name);
});

test('D28 a list or an object never blocks: it is a wrong type', () => {
  for (const value of [[true], ['true'], [], {}, { value: true }, new Map([['block', true]]), () => true]) {
    const answer = parse({ message: 'm', block: value });
    assert.ok(answer.kind !== 'interrupt', JSON.stringify(answer));
  }
});

test('D28 only the top of a payload is looked at', () => {
  const nested = { links: { Block: 'https://x.example' }, data: { blocked: ['true'], Block: ['yes'] } };
  doesNotBlock(parse({ message: 'm', ...nested }));
  doesNotBlock(parse({ message: 'block: true', other: { block: true } }));
});

test('D28 an interrupt that reads false wins over a block in any spelling', () => {
  for (const interrupt of [false, 'false', 'FALSE', 0]) {
    assert.deepEqual(parse({ interrupt, block: true }), { kind: 'none' });
    assert.deepEqual(parse({ interrupt, Block: 'enabled', blocked: true, data: 'wrong' }), { kind: 'none' });
  }
  blocksOddly(parse({ interrupt: 'no', block: true }));
});

test('D28 the accessors of an object count as its members', () => {
  class Answer {
    readonly message = 'm';
    get isBlocked(): boolean {
      return true;
    }
  }
  blocksOddly(parse(new Answer()));
});

test('D28 an unquoted Hjson text that runs on into a block blocks, with the text before it', () => {
  for (const run of [
    ', block: true',
    ', block: true,',
    '; Block: yes',
    ', "block": true',
    ', blocked: true, ssoEnabled: false',
    ', block = on',
  ]) {
    const response = blocksOddly(read(`{\n  message: Account closed${run}\n}`), run);
    assert.equal(response.message, 'Account closed', run);
    blocksOddly(read(`message: Account closed${run}`), run);
  }
  blocksOddly(read('{ message: Account closed, block: true }'));
  for (const text of [
    '{"message": "Account closed, block: true"}',
    '{\n message: "Account closed, block: true"\n}',
    '{\n message: Say block: true\n}',
    '{\n message: m, block: false\n}',
    'data: {\n a: [b\n, block: true\n]}',
  ])
    doesNotBlock(read(text), text);
});

test('D28 comments, trailing commas, a byte order mark and quotes of any kind hide no block', () => {
  for (const text of [
    '\uFEFF{"message":"m","block":true}',
    '{"message":"m","block":true,}',
    '{"message":"m", /* why */ "block":true} // closed',
    "{'message':'m','block':'true'}",
    '# closed\nmessage: m\nblock: true',
    '{"message":"m","block":True\n}',
  ])
    blocksPlainly(read(text), text);
  for (const text of [
    '{"message":"m","Block":true,}',
    'BLOCK : enabled',
    '{"block":"enabled"',
    '{message: m, blok: yes}',
  ])
    blocksOddly(read(text), text);
});

test('D28 of two members of one name the one that blocks counts, in JSON and Hjson', () => {
  for (const text of [
    '{"block":true,"message":"m","block":false}',
    '{"bl\\u006fck":true,"message":"m","block":null}',
    'block: true\nmessage: m\nblock: false',
    '{ "block": true, block: false, message: m\n}',
  ])
    blocksPlainly(read(text), text);
  const links = read('{"links":{"a":"/1"},"links":{"b":"/2"}}');
  assert.ok(links.kind === 'interrupt');
  assert.deepEqual([...links.response.links], [['b', '/2']]);
});

test('D28 members near a known name are named, others are not', () => {
  const meant = (value: object): readonly string[] =>
    payloadOddities(value).map(({ name, meant: known }) => `${name}>${known}`);
  assert.deepEqual(
    meant({ mesage: 'm', Links: {}, autoRedirectAfterSecond: 3, blok: false, sso_enabled: true }),
    [
      'mesage>message',
      'Links>links',
      'autoRedirectAfterSecond>autoRedirectAfterSeconds',
      'blok>block',
      'sso_enabled>ssoEnabled',
    ],
  );
  assert.deepEqual(meant({ message: 'm', title: 'T', office: 'Library', since: '2030', note: 'x' }), []);
});

test('D28 no spelling of block with a value that reads as true lets anybody pass', () => {
  const noise = fc.constantFrom('', ' ', '_', '-', '\t', ...UNSEEN);
  const name = fc
    .tuple(noise, noise, noise, fc.infiniteStream(fc.boolean()))
    .map(([a, b, c, capitals]) =>
      [...`${a}b${b}loc${c}k`]
        .map((letter) => (capitals.next().value === true ? letter.toUpperCase() : letter))
        .join(''),
    );
  const value = fc.constantFrom<unknown>(true, 'true', 'yes', 1, 'enabled', 'closed');
  const rest = fc.dictionary(
    fc.constantFrom('message', 'links', 'data', 'ssoEnabled'),
    fc.jsonValue({ maxDepth: 1 }),
  );
  fc.assert(
    fc.property(name, value, rest, fc.boolean(), (spelling, said, others, strict) => {
      const payload = { ...others, [spelling]: said };
      for (const answer of [
        parsePayload(payload, { strict }),
        parsePayloadText(JSON.stringify(payload), { strict }),
      ])
        assert.ok(answer.kind === 'interrupt' && answer.response.block, JSON.stringify(payload));
    }),
  );
});
