// Ids of fields and link buttons (D18).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SafeUrl } from '@vestibule/interrupt';
import fc from 'fast-check';
import { interruptIds } from './element-ids.ts';

const label = fc.oneof(
  fc.constantFrom(
    'Submit',
    'reset',
    'Action',
    'LENGTH',
    'link',
    'on click',
    'proceed',
    'fm1',
    'a',
    'A',
    ' a ',
    'x-value',
    '',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);

test('D18 whatever the names, ids are unique, without spaces, and no member of a form', () => {
  fc.assert(
    fc.property(fc.array(label), fc.array(label), (names, labels) => {
      const ids = interruptIds(
        names.map((name) => ({ name, values: [] })),
        labels.map((each) => ({ label: each, url: 'https://a.example/' as SafeUrl })),
      );
      assert.equal(ids.fields.length, names.length);
      assert.equal(ids.links.length, labels.length);
      const given = [...ids.fields.flatMap(({ name, value }) => [name, value]), ...ids.links].filter(
        (id) => id !== null,
      );
      assert.equal(new Set(given).size, given.length);
      for (const id of given) assert.match(id, /^\S+$/);
      for (const id of ids.links)
        assert.ok(id === null || !['submit', 'reset', 'action', 'length', 'link'].includes(id));
    }),
  );
});

test('D18 a label that is taken or would hide a form member gets no id', () => {
  const links = ['Submit', 'Proceed', 'Email', 'Mail', 'mail'].map((each) => ({
    label: each,
    url: 'https://a.example/' as SafeUrl,
  }));
  const ids = interruptIds([{ name: 'email', values: [] }], links);
  assert.deepEqual(ids.links, [null, null, null, 'mail', null]);
  assert.deepEqual(ids.fields, [{ name: 'email', value: 'email-value' }]);
});
