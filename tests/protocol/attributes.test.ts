// What applications are told about a person (CAS Protocol §2.5.7), and that no name or value breaks the document.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { create } from 'xmlbuilder2';
import { jsonResponse } from '../../packages/server/src/protocols/cas/json-response.ts';
import { loadXmlResponder } from '../../packages/server/src/protocols/cas/xml-response.ts';
import { serviceFile } from '../support/config-folder.ts';
import { NEWS, openHouse } from './support/house.ts';
import type { Person, ValidateOptions } from './support/person.ts';

const RELEASE = 'org.apereo.cas.services';
const PEOPLE = {
  anna: { mail: ['anna@example.org'], memberOf: ['staff', 'library'], empty: [], number: [7], flag: [true] },
};

async function attributes(person: Person, options?: ValidateOptions): Promise<Record<string, unknown[]>> {
  const { ticket = '' } = await person.arrive(NEWS);
  const { body } = await person.validate(ticket, NEWS, options);
  const told = JSON.parse(body) as {
    serviceResponse: { authenticationSuccess: { attributes: Record<string, unknown[]> } };
  };
  return told.serviceResponse.authenticationSuccess.attributes;
}

test('CAS-56 CAS-57 attributes at both addresses; lists in JSON, one element a value in XML', async (t) => {
  const person = (await openHouse(t, { people: PEOPLE })).person();
  await person.enter('anna');
  for (const path of ['/serviceValidate', '/p3/serviceValidate']) {
    const told = await attributes(person, { path });
    assert.deepEqual(told['mail'], ['anna@example.org']);
    assert.deepEqual(told['memberOf'], ['staff', 'library']);
    assert.deepEqual(told['number'], [7]);
    const { ticket = '' } = await person.arrive(NEWS);
    const { body } = await person.validate(ticket, NEWS, { path, format: 'XML' });
    assert.match(body, /<cas:memberOf>staff<\/cas:memberOf>\s*<cas:memberOf>library<\/cas:memberOf>/);
    assert.match(body, /<cas:mail>anna@example.org<\/cas:mail>/);
    assert.doesNotMatch(body, /<cas:empty/);
  }
});

test('CAS-58 CAS-55 CAS-24 the three of the protocol come first and in order, with the types of the schema', async (t) => {
  const house = await openHouse(t, { people: PEOPLE });
  const person = house.person();
  const { ticket = '' } = await person.enter('anna', NEWS);
  const { body } = await person.validate(ticket, NEWS, { format: 'XML' });
  const first = '<cas:authenticationDate>2030-01-07T08:00:00.000Z</cas:authenticationDate>';
  const then =
    '<cas:longTermAuthenticationRequestTokenUsed>false</cas:longTermAuthenticationRequestTokenUsed>';
  const protocol = ['<cas:attributes>', first, then, '<cas:isFromNewLogin>true</cas:isFromNewLogin>'];
  assert.ok(body.replaceAll(/\n */g, '').includes(protocol.join('')), body);
  house.clock.pass(60_000);
  const later = await attributes(person);
  assert.deepEqual(Object.keys(later).slice(0, 3), [
    'authenticationDate',
    'longTermAuthenticationRequestTokenUsed',
    'isFromNewLogin',
  ]);
  assert.deepEqual(later['isFromNewLogin'], [false]);
  assert.deepEqual(later['authenticationDate'], ['2030-01-07T08:00:00.000Z']);
});

test('CAS-62 the attributes of the authentication have the names of the reference', async (t) => {
  const person = (await openHouse(t)).person();
  await person.enter('anna');
  const told = await attributes(person);
  assert.deepEqual(told['authenticationMethod'], ['JsonResourceAuthenticationHandler']);
  assert.deepEqual(told['credentialType'], ['UsernamePasswordCredential']);
  assert.deepEqual(told['clientIpAddress'], ['127.0.0.1']);
  assert.deepEqual(told['userAgent'], ['Test Browser/1.0']);
});

test('CAS-59 CAS-60 CAS-61 names become legal, values are trimmed and escaped, reserved names stay out', async (t) => {
  const house = await openHouse(t, {
    people: {
      anna: {
        'a b': ['1'],
        '1x': ['2'],
        '<x>': ['3'],
        'urn:oid:1.2': ['4'],
        'x&y"': [' & < > " \' '],
        odd: ['a\u0000b\uFFFFc\u{1F600}'],
        user: ['evil'],
        authenticationFailure: ['evil'],
        proxies: ['evil'],
        isFromNewLogin: ['evil'],
        attributes: ['evil'],
      },
    },
  });
  const person = house.person();
  const { ticket = '' } = await person.enter('anna', NEWS);
  const { body } = await person.validate(ticket, NEWS, { format: 'XML' });
  for (const [name, value] of [
    ['a_b', '1'],
    ['_1x', '2'],
    ['_x_', '3'],
    ['urn_oid_1.2', '4'],
    ['odd', 'abc\u{1F600}'],
  ]) {
    assert.ok(body.includes(`<cas:${name}>${value}</cas:${name}>`), name);
  }
  assert.match(body, /<cas:x_y_>&amp; &lt; &gt; (?:"|&quot;) (?:'|&apos;|&#39;)<\/cas:x_y_>/);
  assert.equal(body.includes('evil'), false);
  assert.equal(JSON.stringify(await attributes(person)).includes('evil'), false);
});

test('CAS-62 only what the release policy allows, and the name that the username provider says', async (t) => {
  const policies = {
    'A-1.json': serviceFile(1, 'A', '^http://news\\.test/.*', {
      attributeReleasePolicy: {
        '@class': `${RELEASE}.ReturnAllowedAttributeReleasePolicy`,
        allowedAttributes: ['java.util.ArrayList', ['mail']],
      },
      usernameAttributeProvider: {
        '@class': `${RELEASE}.PrincipalAttributeRegisteredServiceUsernameProvider`,
        usernameAttribute: 'mail',
      },
    }),
    'D-2.json': serviceFile(2, 'D', '^http://deny\\.test/.*', {
      attributeReleasePolicy: { '@class': `${RELEASE}.DenyAllAttributeReleasePolicy` },
    }),
    'N-3.json': serviceFile(3, 'N', '^http://none\\.test/.*', { attributeReleasePolicy: undefined }),
  };
  const person = (await openHouse(t, { people: PEOPLE, services: policies })).person();
  const { ticket } = await person.enter('anna', NEWS);
  assert.equal(await person.redeem(ticket, NEWS), 'anna@example.org');
  const told = await attributes(person);
  assert.deepEqual(told['mail'], ['anna@example.org']);
  assert.equal('memberOf' in told, false);
  assert.ok('authenticationDate' in told);

  const denied = (await person.arrive('http://deny.test/')).ticket ?? '';
  assert.deepEqual(JSON.parse((await person.validate(denied, 'http://deny.test/')).body), {
    serviceResponse: { authenticationSuccess: { user: 'anna', attributes: {} } },
  });
  const bare = (await person.arrive('http://none.test/')).ticket ?? '';
  const { body } = await person.validate(bare, 'http://none.test/');
  assert.match(body, /authenticationDate/);
  assert.equal(body.includes('mail'), false);
});

test('CAS-51 CAS-40 a name that a line or XML cannot hold becomes no other person’s name, in any format', async (t) => {
  const people = {
    zero: { login: ['an\u0000na'] },
    line: { login: ['anna\nno'] },
    next: { login: ['an\u2028na'] },
  };
  const byAttribute = {
    '@class': `${RELEASE}.PrincipalAttributeRegisteredServiceUsernameProvider`,
    usernameAttribute: 'login',
  };
  const services = {
    'A-1.json': serviceFile(1, 'A', '^http://news\\.test/.*', { usernameAttributeProvider: byAttribute }),
  };
  const house = await openHouse(t, { people, services });
  for (const name of Object.keys(people)) {
    const person = house.person();
    await person.enter(name);
    const told = async (path: string, format: string): Promise<string> =>
      (await person.validate((await person.arrive(NEWS)).ticket ?? '', NEWS, { path, format })).body;
    assert.match(await told('/validate', 'XML'), /^yes\n[^\n]*\uFFFD[^\n]*\n$/u, name);
    assert.match(await told('/serviceValidate', 'XML'), /<cas:user>[^<\n]*\uFFFD[^<\n]*<\/cas:user>/u);
    assert.match(await told('/serviceValidate', 'JSON'), /"user":"[^"\\]*\uFFFD/u);
  }
});

test('CAS-50 CAS-55 CAS-60 whatever a directory says, the XML is well-formed, and carries no element of another meaning', async () => {
  const respond = await loadXmlResponder();
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(']]>', '<!--', '&#0;', '</cas:user>', '\uD800', '\u0085'),
    fc.boolean(),
    fc.integer(),
  );
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('__proto__', 'constructor', 'xmlns', '@x', '#text', '!', '?pi', '$', ''),
  );
  const anything = fc.dictionary(name, fc.array(value, { maxLength: 3 }), {
    maxKeys: 5,
    noNullPrototype: false,
  });
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), anything, (user, told) => {
      const xml = respond({ kind: 'success', user, attributes: told });
      const root = create(xml).root().node as unknown as Element;
      assert.equal(root.nodeName, 'cas:serviceResponse');
      const success = root.childNodes[0] as Element;
      const [userElement, list, ...others] = [...success.childNodes] as Element[];
      assert.equal(userElement?.nodeName, 'cas:user');
      assert.equal(list?.nodeName, 'cas:attributes');
      assert.deepEqual(others, []);
      const values = Object.values(told).flat();
      assert.equal([...(list?.childNodes ?? [])].length, values.length);
      for (const element of list?.childNodes ?? [])
        assert.match(element.nodeName, /^cas:[A-Za-z_][A-Za-z0-9._-]*$/);
      assert.deepEqual(Object.keys(jsonResponse({ kind: 'success', user, attributes: told }) as object), [
        'serviceResponse',
      ]);
    }),
  );
});

test('CAS-52 whatever text a failure carries, the XML is well-formed', async () => {
  const respond = await loadXmlResponder();
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (description) => {
      const root = create(respond({ kind: 'failure', code: 'INVALID_TICKET', description })).root()
        .node as unknown as Element;
      assert.equal((root.childNodes[0] as Element).getAttribute('code'), 'INVALID_TICKET');
    }),
  );
});
interface Element {
  readonly nodeName: string;
  readonly childNodes: Iterable<Element> & { readonly [index: number]: unknown };
  getAttribute(name: string): string | null;
}
