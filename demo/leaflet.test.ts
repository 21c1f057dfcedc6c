// What `npm start` prints and who can sign in are the same people.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Hjson from 'hjson';
import { leaflet } from './leaflet.ts';

const PLACES = {
  server: 'http://localhost:8080/cas',
  news: 'http://localhost:8090/news',
  canteen: 'http://localhost:8091/canteen',
  training: 'http://localhost:8092/training',
};
const accounts = new Set(
  Object.keys(Hjson.parse(readFileSync(new URL('people.json', import.meta.url), 'utf8')) as object),
);

function named(text: string): Set<string> {
  const names = [...text.matchAll(/^ {4}(\w+) /gmu)].map(([, name = '']) => name);
  assert.equal(new Set(names).size, names.length, 'somebody is named twice');
  return new Set(names);
}

test('everybody who can sign in is named, once', () => {
  assert.deepEqual(named(leaflet({ ...PLACES, groovyMissing: null })), accounts);
});

test('without Groovy its person is left out, aloud', () => {
  const text = leaflet({ ...PLACES, groovyMissing: 'no java was found: install one' });
  assert.deepEqual(named(text), accounts.difference(new Set(['alumnus'])));
  assert.match(text, /^Left out is alumnus.*: no java was found: install one\.$/m);
});
