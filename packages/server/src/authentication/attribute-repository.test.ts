import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributesOf, stubAttributes, withStubAttributes } from './attribute-repository.ts';

test('a stub attribute has one value, or several with commas between them', () => {
  const stub = stubAttributes({ uid: 'u', memberOf: 'staff, admin ,', none: '', blank: ' , ' });
  assert.deepEqual({ ...stub }, { uid: ['u'], memberOf: ['staff', 'admin'] });
});

test('every principal gets the stub attributes; what its own source says wins', () => {
  const own = attributesOf([['mail', ['own@example.org']]]);
  const stub = stubAttributes({ mail: 'stub@example.org', memberOf: 'staff' });
  const principal = withStubAttributes({ id: 'casuser', attributes: own }, stub);
  assert.equal(principal.id, 'casuser');
  assert.deepEqual(
    { ...principal.attributes },
    { username: ['casuser'], mail: ['own@example.org'], memberOf: ['staff'] },
  );
});

test('D36 a stub repository adds the name as username, and nothing where there is no stub', () => {
  const nobody = { id: 'casuser', attributes: attributesOf([]) };
  assert.deepEqual({ ...withStubAttributes(nobody, stubAttributes({})).attributes }, {});
  const own = { id: 'casuser', attributes: attributesOf([['username', ['own']]]) };
  const named = withStubAttributes(own, stubAttributes({ mail: 'm' }));
  assert.deepEqual({ ...named.attributes }, { username: ['own'], mail: ['m'] });
});

test('attributes have no prototype and cannot be changed', () => {
  const attributes = attributesOf([['__proto__', ['x']]]);
  assert.equal(Object.getPrototypeOf(attributes), null);
  assert.deepEqual(attributes['__proto__'], ['x']);
  assert.equal(attributes['constructor'], undefined);
  assert.ok(Object.isFrozen(attributes) && Object.isFrozen(attributes['__proto__']));
});
