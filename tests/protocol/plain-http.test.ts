// Plain http from another machine cannot hold Secure cookies: the login form says so, and so does the log, once (W2).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Settings } from '../support/config-folder.ts';
import { NEWS, openHouse, type House } from './support/house.ts';

const PROXY: Settings = { 'cas.server.trusted-proxies[0]': '127.0.0.1' };
const warnings = (house: House): number => house.logged().split('"event":"cookies-not-held"').length - 1;
/** As a browser elsewhere asks for the form; only its name for this server tells that it is elsewhere. */
const form = async (house: House, headers: Record<string, string>): Promise<boolean> => {
  const person = house.person({ headers });
  return (await person.arrive(NEWS)).page().text('nonsecure') !== undefined;
};

test('W2 over plain http from another machine the form and one log line say that nobody stays signed in', async (t) => {
  const house = await openHouse(t, { settings: PROXY });
  const elsewhere = { 'x-forwarded-host': 'sso.example.org' };
  assert.equal(await form(house, {}), false);
  assert.equal(await form(house, { 'x-forwarded-host': 'localhost:8080' }), false);
  assert.equal(await form(house, { ...elsewhere, 'x-forwarded-proto': 'https' }), false);
  assert.equal(warnings(house), 0);
  for (let visit = 0; visit < 3; visit += 1) assert.equal(await form(house, elsewhere), true);
  assert.equal(warnings(house), 1);
  assert.equal(house.logged().includes('sso.example.org'), false, 'the name came from the request');
});

test('W2 with cas.tgc.secure=false browsers keep the cookies, and nothing is said', async (t) => {
  const house = await openHouse(t, { settings: { ...PROXY, 'cas.tgc.secure': false } });
  assert.equal(await form(house, { 'x-forwarded-host': 'sso.example.org' }), false);
  assert.equal(warnings(house), 0);
});
