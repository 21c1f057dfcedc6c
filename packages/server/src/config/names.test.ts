import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DECLARED, type SettingName } from './declared.ts';
import { distance, flatName, nearest, uniformName } from './names.ts';
import { place } from './place.ts';
import { settingOf } from './sources/environment-source.ts';

const NAMES = Object.keys(DECLARED) as SettingName[];
const single = fc.constantFrom(...NAMES.filter((name) => DECLARED[name].shape === 'single'));

/** One word in one of the spellings that Spring takes for it. */
const spelled = (word: string): fc.Arbitrary<string> => {
  const parts = word.split('-');
  const camel = parts
    .map((part, at) => (at === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1)))
    .join('');
  return fc.constantFrom(word, word.toUpperCase(), camel, parts.join('_'), parts.join('').toUpperCase());
};
const spelling = single.chain((name) =>
  fc.tuple(...name.split('.').map(spelled)).map((words) => [name, words.join('.')] as const),
);

const placed = (name: string): string | null => {
  const found = place({ name, value: 'x', source: { where: 'test', line: 1 }, rank: 0 });
  return found.kind === 'placed' ? found.setting : null;
};

test('W4 any spelling of any setting is that setting', () => {
  fc.assert(fc.property(spelling, ([name, written]) => assert.equal(placed(written), name, written)));
});

test('W4 every setting has its variable of the environment, dashes written or left out', () => {
  for (const name of NAMES) {
    const variable = name.toUpperCase().replaceAll('.', '_');
    assert.equal(settingOf(variable.replaceAll('-', '_')), name);
    assert.equal(settingOf(variable.replaceAll('-', '')), name);
  }
});

test('W4 no two settings are told apart by spelling alone', () => {
  assert.equal(new Set(NAMES.map(uniformName)).size, NAMES.length);
  assert.equal(new Set(NAMES.map(flatName)).size, NAMES.length);
});

test('W4 dots are not dashes: a name with its dots elsewhere is another name', () => {
  assert.equal(placed('cas.interruptjson.location'), null);
  assert.equal(placed('cas.interrupt.json-location'), null);
});

test('W4 members of lists, maps and records have their places', () => {
  const members: Readonly<Record<string, string>> = {
    'cas.unsupported.accept[0]': 'cas.unsupported.accept',
    'cas.interrupt.custom[3].failureMode': 'cas.interrupt.custom',
    'cas.interrupt.rest.headers.X-Api-Key': 'cas.interrupt.rest.headers',
    'cas.interrupt.rest.headers[X-Api-Key]': 'cas.interrupt.rest.headers',
    'cas.authn.attribute-repository.stub.attributes.urn:oid:1.2.3':
      'cas.authn.attribute-repository.stub.attributes',
  };
  for (const [written, name] of Object.entries(members)) assert.equal(placed(written), name, written);
  for (const wrong of [
    'cas.tgc.name[0]',
    'cas.tgc.name.x',
    'cas.unsupported.accept.x',
    'cas.unsupported.accept[0][1]',
    'cas.interrupt.custom[0]',
    'cas.interrupt.custom[0].nothing',
    'cas.interrupt.custom.module',
    'cas.interrupt.rest.headers',
  ]) {
    assert.equal(placed(wrong), null, wrong);
  }
});

test('W4 members in the environment', () => {
  assert.equal(settingOf('CAS_UNSUPPORTED_ACCEPT_0'), 'cas.unsupported.accept[0]');
  assert.equal(settingOf('CAS_INTERRUPT_CUSTOM_1_FAILURE_MODE'), 'cas.interrupt.custom[1].failure-mode');
  assert.equal(settingOf('CAS_INTERRUPT_REST_HEADERS_X_API_KEY'), 'cas.interrupt.rest.headers.x-api-key');
  assert.equal(settingOf('CAS_INTERRUPT_ATTRIBUTENAME'), 'cas.interrupt.attribute-name');
  for (const none of [
    'CAS_PORT',
    'CAS_TGC_NAME_0',
    'CAS_INTERRUPT_RESTHEADERSX',
    'CAS_UNSUPPORTED_ACCEPT_X',
    'CAS_',
  ]) {
    assert.equal(settingOf(none), null, none);
  }
});

test('W4 the distance of two texts is a metric, as far as it is looked at', () => {
  const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      assert.equal(distance(a, b, 9), distance(b, a, 9));
      assert.equal(distance(a, b, 9) === 0, a === b);
      assert.ok(distance(a, c, 18) <= distance(a, b, 9) + distance(b, c, 9));
      assert.equal(distance(a, b, 2), Math.min(distance(a, b, 9), 3));
    }),
  );
});

test('W4 one wrong letter leads to the right name', () => {
  const wrong = single.chain((name) =>
    fc.tuple(fc.constant(name), fc.integer({ min: 4, max: name.length - 1 }), fc.constantFrom('q', 'z')),
  );
  fc.assert(
    fc.property(wrong, ([name, at, letter]) => {
      const mistyped = `${name.slice(0, at)}${letter}${name.slice(at + 1)}`;
      const found = nearest(mistyped, NAMES);
      // Two names may be as near as each other; never is a farther one named.
      assert.ok(
        found !== null && distance(uniformName(mistyped), uniformName(found), 2) <= 2,
        `${mistyped}: ${found}`,
      );
    }),
  );
});
