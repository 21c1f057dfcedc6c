// The attributes of the three cookies that settings shape, as they stand in `Set-Cookie` (D15, W2, CAS-22).
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Cookie } from 'tough-cookie';
import type { Settings } from '../support/config-folder.ts';
import { bakedCookies } from './support/baked-cookies.ts';
import { NEWS, openHouse } from './support/house.ts';
import { refusal } from './support/start-up.ts';

const NOTICE = { message: 'Read this.' };
const COOKIES = [
  ['cas.interrupt.cookie', 'CASINTERRUPT'],
  ['cas.tgc', 'TGC'],
  ['cas.warning-cookie', 'CASPRIVACY'],
] as const;

async function baked(t: TestContext, name: string, settings: Settings = {}): Promise<Cookie> {
  const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
  const cookie = (await bakedCookies(house)).get(name);
  assert.ok(cookie, `${name} was not set`);
  return cookie;
}

for (const [prefix, name] of COOKIES) {
  test(`D15 ${prefix}: as nothing is configured: context path, this host, Secure, HttpOnly, Lax, browser session`, async (t) => {
    const { path, domain, secure, httpOnly, sameSite, maxAge, expires } = await baked(t, name);
    assert.deepEqual(
      { path, domain, secure, httpOnly, sameSite, maxAge, expires },
      {
        path: '/cas',
        domain: null,
        secure: true,
        httpOnly: true,
        sameSite: 'lax',
        maxAge: null,
        expires: 'Infinity',
      },
    );
  });

  test(`D15 ${prefix}: .name, .path and .domain, and logout expires the cookie under the same`, async (t) => {
    const settings = {
      [`${prefix}.name`]: 'OTHER',
      [`${prefix}.path`]: '/',
      [`${prefix}.domain`]: '.example.org',
    };
    const cookie = await baked(t, 'OTHER', settings);
    assert.equal(cookie.path, '/');
    assert.equal(cookie.domain, 'example.org');
    const house = await openHouse(t, {
      settings: { ...settings, [`${prefix}.domain`]: '' },
      notices: { anna: NOTICE },
    });
    const person = house.person();
    await person.arrive(NEWS);
    await person.signIn('anna', { warn: 'true' });
    await person.proceed();
    assert.ok(await person.cookie('OTHER'));
    // The session, the acknowledgement and the wish to be warned: without any of them the next page is another one.
    assert.match((await person.arrive(NEWS)).body, /You asked to be warned/);
    const { setCookies } = await person.logout();
    assert.ok(
      setCookies.some((line) => /^OTHER=;.*Max-Age=0;.*Path=\/;/.test(line)),
      setCookies.join('\n'),
    );
    assert.equal(await person.cookie('OTHER'), undefined);
  });

  test(`D15 ${prefix}.auto-configure-cookie-path=false means the root, unless a path is configured`, async (t) => {
    const off = { [`${prefix}.auto-configure-cookie-path`]: false };
    assert.equal((await baked(t, name, off)).path, '/');
    assert.equal((await baked(t, name, { ...off, [`${prefix}.path`]: '/cas' })).path, '/cas');
    assert.equal((await baked(t, name, { 'server.servlet.context-path': '/sso' })).path, '/sso');
  });

  test(`D15 ${prefix}.secure=false and .http-only=false take the flags away`, async (t) => {
    const cookie = await baked(t, name, { [`${prefix}.secure`]: false, [`${prefix}.http-only`]: false });
    assert.deepEqual([cookie.secure, cookie.httpOnly], [false, false]);
  });

  test(`D15 ${prefix}.same-site-policy: each word, off for none, None without Secure stops start-up`, async (t) => {
    const setting = `${prefix}.same-site-policy`;
    for (const policy of ['Lax', 'strict', 'NONE'])
      assert.equal((await baked(t, name, { [setting]: policy })).sameSite, policy.toLowerCase());
    for (const policy of ['off', ' OFF '])
      assert.equal((await baked(t, name, { [setting]: policy })).sameSite, undefined);
    assert.match(await refusal(t, { [setting]: 'None', [`${prefix}.secure`]: false }), /SameSite=None/);
    assert.match(await refusal(t, { [setting]: 'Sometimes' }), /same-site-policy/);
  });

  test(`D15 ${prefix}.max-age in seconds or as a duration`, async (t) => {
    assert.equal((await baked(t, name, { [`${prefix}.max-age`]: 3600 })).maxAge, 3600);
    assert.equal((await baked(t, name, { [`${prefix}.max-age`]: 'P2D' })).maxAge, 172_800);
    assert.match(await refusal(t, { [`${prefix}.max-age`]: 'soon' }), /max-age/);
  });
}

test('D15 INT-84 a cookie of a domain is expired under that domain, or it would stay', async (t) => {
  const settings = Object.fromEntries(COOKIES.map(([prefix]) => [`${prefix}.domain`, 'example.org']));
  const { base } = await openHouse(t, { settings });
  const cookie = COOKIES.map(([, name]) => `${name}=x`).join('; ');
  const expired = (await fetch(`${base}/logout`, { headers: { cookie } })).headers.getSetCookie();
  for (const [, name] of COOKIES)
    assert.ok(
      expired.some((line) => line.startsWith(`${name}=;`) && /Max-Age=0;.*Domain=example\.org/.test(line)),
      `${name} in ${expired.join('\n')}`,
    );
});

test('D15 no two cookies may have one name, and none that of ours', async (t) => {
  assert.match(await refusal(t, { 'cas.interrupt.cookie.name': 'TGC' }), /another cookie/);
  assert.match(await refusal(t, { 'cas.interrupt.cookie.name': 'CASLOGIN' }), /cookie of ours/);
  assert.match(await refusal(t, { 'cas.interrupt.cookie.name': 'a b' }), /cookie name/);
});

test('D4 the browser id goes where the session’s cookie goes, and stays HttpOnly, Lax and a session’s', async (t) => {
  const { path, httpOnly, sameSite, maxAge } = await baked(t, 'CASLOGIN', {
    'cas.tgc.path': '/',
    'cas.tgc.http-only': false,
    'cas.tgc.same-site-policy': 'None',
    'cas.tgc.max-age': 60,
  });
  assert.deepEqual(
    { path, httpOnly, sameSite, maxAge },
    { path: '/', httpOnly: true, sameSite: 'lax', maxAge: null },
  );
});

test('cas.tgc.remember-me-max-age is the age of a remembered session’s cookie alone', async (t) => {
  const settings = { 'cas.ticket.tgt.remember-me.enabled': true, 'cas.tgc.remember-me-max-age': 'P3D' };
  const house = await openHouse(t, { settings, notices: { anna: NOTICE } });
  assert.equal((await bakedCookies(house)).get('TGC')?.maxAge, null);
  // The notice is another browser's acknowledgement only; here it is shown again.
  const remembered = await bakedCookies(house, { rememberMe: 'true' });
  assert.equal(remembered.get('TGC')?.maxAge, 259_200);
  assert.equal(remembered.get('CASINTERRUPT')?.maxAge, null);
});
