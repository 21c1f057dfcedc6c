import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkInterruptFile } from './check.ts';
import { fileLocation } from './location.ts';
import { openTable } from './people-table.ts';
import { readPeople } from './read-people.ts';

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text));
const blanks = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 2 });

test('D11 the table answers exactly what JSON.parse of the whole file would', () => {
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 5 }),
    fc.constantFrom('__proto__', 'constructor', '2', '10', 'a"b', 'c\\d'),
  );
  const value = fc.jsonValue({ maxDepth: 2 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(name, value), { maxLength: 30 }),
      blanks,
      fc.array(name, { maxLength: 5 }),
      (members, blank, others) => {
        const text = `${blank}{${members.map(([key, item]) => `${blank}${JSON.stringify(key)}${blank}:${blank}${JSON.stringify(item)}${blank}`).join(',')}}${blank}`;
        const read = readPeople(bytes(text), false);
        assert.ok(read.ok);
        const table = openTable(read.buffers);
        const whole = new Map(Object.entries(JSON.parse(text) as Record<string, unknown>));
        assert.equal(table.people, whole.size);
        assert.equal(read.notes.repeated, members.length - whole.size);
        assert.deepEqual(new Set(table.ids()), new Set(whole.keys()));
        for (const id of [...whole.keys(), ...others]) {
          const entry = table.entry(id);
          assert.deepEqual(entry === null ? undefined : (JSON.parse(entry) as unknown), whole.get(id));
        }
      },
    ),
  );
});

test('D11 bytes that are no JSON object are never taken for one', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '"a"',
    '{"a":1}',
    '"b":',
    '1',
    'tru',
    'true',
    ' ',
    '\\',
    '\n',
    '"a":{"block":true}',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      let whole: unknown;
      try {
        whole = JSON.parse(text);
      } catch {
        // Hjson may still read it; it must not throw.
        void readPeople(bytes(text), false);
        return;
      }
      const isObject = typeof whole === 'object' && whole !== null && !Array.isArray(whole);
      const read = readPeople(bytes(text), false);
      assert.equal(read.ok, isObject, text);
    }),
    { numRuns: 3000 },
  );
});

test('D11 many similar names are told apart', () => {
  const members = Array.from({ length: 5_000 }, (_, n) => `"u${n}":${n}`);
  const read = readPeople(bytes(`{${members.join(',')}}`), false);
  assert.ok(read.ok);
  const table = openTable(read.buffers);
  for (let n = 0; n < 5_000; n += 1) assert.equal(table.entry(`u${n}`), String(n));
  assert.equal(table.entry('u5000'), null);
});

test('INT-09 a file with a byte order mark is read; one in another encoding is not', () => {
  const read = readPeople(bytes('\uFEFF{"a":null}'), false);
  assert.ok(read.ok);
  assert.equal(openTable(read.buffers).entry('a'), 'null');
  const hjson = readPeople(bytes('\uFEFFa: null\n'), false);
  assert.ok(hjson.ok);
  assert.equal(openTable(hjson.buffers).entry('a'), 'null');
  assert.deepEqual(readPeople(new Uint8Array(Buffer.from('\uFEFF{"a":null}', 'utf16le')), false), {
    ok: false,
    detail: 'the file is not UTF-8',
  });
});

test('D11 a check lists the people of a file, or says what is wrong with it', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-check-'));
  const path = join(directory, 'a b.json');
  writeFileSync(path, '{"x":{"message":"m"},"2":{},"x":{"block":true}}');
  const check = checkInterruptFile(`file://${directory}/a%20b.json`, false);
  assert.ok(check.ok);
  assert.equal(check.path, path);
  assert.deepEqual(check.ids, ['x', '2']);
  assert.deepEqual(check.notes, {
    malformed: 1,
    malformedIds: ['2'],
    misspelt: 0,
    misspeltIds: [],
    repeated: 1,
    repeatedIds: ['x'],
    alike: 0,
    alikeIds: [],
    unreachable: 0,
  });
  assert.equal(check.entry('x'), '{"block":true}');
  assert.equal(check.entry('nobody'), null);
  assert.deepEqual(checkInterruptFile(join(directory, 'none'), false), {
    ok: false,
    detail: 'the file cannot be read (ENOENT): there is no such file',
    retry: true,
  });
  assert.equal(checkInterruptFile(directory, false).ok, false);
  assert.equal(checkInterruptFile('classpath:x', false).ok, false);
  rmSync(directory, { recursive: true });
});

test('D11 locations are files, absolute or relative', () => {
  const path = (location: string): unknown => {
    const found = fileLocation(location, '/base');
    return found.ok ? found.path : found.detail.slice(0, 5);
  };
  assert.equal(path('file:/etc/cas/i.json'), '/etc/cas/i.json');
  assert.equal(path('file:///etc/cas/i.json'), '/etc/cas/i.json');
  assert.equal(path('FILE:/x y.json'), '/x y.json');
  assert.equal(path('file:i.json'), '/base/i.json');
  assert.equal(path(' demo/i.json '), '/base/demo/i.json');
  for (const other of ['http://x/i.json', 'classpath:i.json', 'jar:file:/x', 'file://host/x', '', 'a\0b'])
    assert.match(String(path(other)), /^(a loc|the l)/);
});
