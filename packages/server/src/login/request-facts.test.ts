import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DoorRequest } from './door.ts';
import { requestFacts } from './request-facts.ts';

const text = fc.string({ unit: 'binary', maxLength: 6_000, size: 'max' });
const headers = fc.dictionary(fc.constantFrom('user-agent', 'accept-language', 'x-other', 'referer'), text);

test('D27 property: whatever a person sends, what inquirers see of it is bounded, and a prefix of it', () => {
  fc.assert(
    fc.property(headers, text, (sent, value) => {
      const request = {
        client: { address: '192.0.2.1', userAgent: sent['user-agent'] ?? null },
        acceptLanguage: sent['accept-language'] ?? null,
        headers: sent,
        query: new URLSearchParams({ value }),
        form: null,
        url: '/cas/login',
        search: '',
        locale: 'en',
      } as unknown as DoorRequest;
      const facts = requestFacts(request);
      for (const [name, seen] of Object.entries(facts.headers)) {
        assert.ok(sent[name]?.startsWith(seen));
        assert.ok(seen.length <= 1024);
      }
      assert.ok((facts.userAgent ?? '').length <= 256);
      assert.ok((facts.acceptLanguage ?? '').length <= 512);
      assert.ok((facts.parameters['value']?.[0] ?? '').length <= 4096);
    }),
    { numRuns: 30 },
  );
});

test('D27 a long list of languages loses whole items', () => {
  const acceptLanguage = Array(80).fill('zh-Hant-TW').join(',');
  const request = {
    client: { address: '', userAgent: null },
    headers: {},
    url: '/',
    acceptLanguage,
  } as unknown as DoorRequest;
  assert.match(requestFacts(request).acceptLanguage ?? '', /^zh-Hant-TW(,zh-Hant-TW){40,}$/);
});
