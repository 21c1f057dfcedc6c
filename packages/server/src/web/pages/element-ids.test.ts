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

test('D18 D36 whatever the names, ids are unique, a name has its own, and a link none of a form’s members', () => {
  fc.assert(
    fc.property(fc.array(label), fc.array(label), (names, labels) => {
      const ids = interruptIds(
        names.map((name) => ({ name, values: [] })),
        labels.map((each) => ({ label: each, url: 'https://a.example/' as SafeUrl })),
      );
      assert.equal(ids.fields.length, names.length);
      assert.equal(ids.links.length, labels.length);
      const plain = ids.fields.flatMap(({ plainName, plainValue }) => [plainName, plainValue]);
      const own = ids.fields.flatMap(({ name, value }) => [name, value]);
      const given = [...own, ...plain, ...ids.links].filter((id) => id !== null);
      assert.equal(new Set(given).size, given.length);
      for (const id of [...plain, ...ids.links]) assert.match(id ?? 'none', /^\S+$/);
      for (const [position, { name }] of ids.fields.entries())
        assert.ok(name === null || name === names[position]);
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
  assert.deepEqual(ids.fields, [{ name: 'email', value: 'email-value', plainName: null, plainValue: null }]);
});

test('D36 a link has the id of a control that is not on the page', () => {
  const links = ['Proceed', 'Cancel', 'Logout', 'Stay'].map((each) => ({
    label: each,
    url: 'https://a.example/' as SafeUrl,
  }));
  const on = (blocked: boolean, logout: boolean, redirect: boolean): readonly (string | null)[] =>
    interruptIds([], links, { blocked, logout, redirect }).links;
  assert.deepEqual(on(false, false, false), [null, 'cancel', 'logout', 'stay']);
  assert.deepEqual(on(false, false, true), [null, 'cancel', 'logout', null]);
  assert.deepEqual(on(true, false, false), ['proceed', null, 'logout', 'stay']);
  assert.deepEqual(on(true, true, false), ['proceed', null, null, 'stay']);
});

test('D36 a name with a space has its id as in the reference, and one that a selector can hold', () => {
  const [named, taken] = interruptIds(
    [
      { name: 'Full name', values: [] },
      { name: 'Fullname', values: [] },
    ],
    [],
  ).fields;
  assert.deepEqual(named, {
    name: 'Full name',
    value: 'Full name-value',
    plainName: null,
    plainValue: null,
  });
  assert.equal(taken?.name, 'Fullname');
  const [alone] = interruptIds([{ name: 'Full name', values: [] }], []).fields;
  assert.deepEqual([alone?.plainName, alone?.plainValue], ['Fullname', 'Fullname-value']);
});
