// The cookies of one whole login as a browser is told to keep them, whatever a jar would make of them.
import assert from 'node:assert/strict';
import { Cookie } from 'tough-cookie';
import { createClient } from '../../support/http-client.ts';
import { NEWS, type House } from './house.ts';

/** Signs in, asks to be warned, passes the interrupt page; what was set last, by name. */
export async function bakedCookies(
  { base }: House,
  fields: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<string, Cookie>> {
  const baked = new Map<string, Cookie>();
  const client = createClient(base, async (input, init) => {
    const response = await fetch(input, init);
    const headers = new Headers(response.headers);
    headers.delete('set-cookie');
    for (const line of response.headers.getSetCookie()) {
      const cookie = Cookie.parse(line);
      assert.ok(cookie, line);
      baked.set(cookie.key, cookie);
      // The jar gets it for this host: a cookie of another domain, or over plain http, would be lost.
      headers.append('set-cookie', `${cookie.key}=${cookie.value}; Path=/`);
    }
    const body = await response.text();
    return new Response(body === '' ? null : body, { status: response.status, headers });
  });
  const page = await client.login('anna', { service: NEWS, fields: { warn: 'true', ...fields } });
  assert.ok((await client.proceed(page)).ticket);
  return baked;
}
