import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { settingsOf } from './directory.fixture.ts';
import {
  bundle,
  byteSize,
  contextPath,
  cookieAge,
  cookieDomain,
  cookiePath,
  duration,
  limit,
  location,
  oneOf,
  pattern,
  text,
  truth,
  webAddress,
  wholeNumber,
  type ValueType,
} from './value-types.ts';

const good = <T>(type: ValueType<T>, cases: Readonly<Record<string, T>>): void => {
  for (const [written, value] of Object.entries(cases)) {
    assert.deepEqual(type.parse(written), { ok: true, value }, `${type.name}: ${written}`);
  }
};
const bad = (type: ValueType<unknown>, ...cases: readonly string[]): void => {
  for (const written of cases) assert.equal(type.parse(written).ok, false, `${type.name}: ${written}`);
};

test('W4 a duration is ISO-8601 or bare seconds; other units are taken too', () => {
  good(duration, {
    PT10S: 10_000,
    pt10s: 10_000,
    'PT0.5S': 500,
    P14D: 1_209_600_000,
    P1DT2H3M4S: 93_784_000,
    PT90M: 5_400_000,
    '28800': 28_800_000,
    ' 10 ': 10_000,
    '250ms': 250,
    '5m': 300_000,
  });
  bad(
    duration,
    '',
    'P',
    'PT',
    'P1DT',
    'T1S',
    '-1',
    'PT-1S',
    '-PT1S',
    'PT1',
    '1.5',
    '10 s',
    'ten',
    '0',
    'PT0S',
    'P1M',
    '9'.repeat(30),
  );
});

test('W4 what is printed as a duration is read as the same duration', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 45 }), (milliseconds) => {
      assert.deepEqual(duration.parse(duration.print(milliseconds)), { ok: true, value: milliseconds });
    }),
  );
});

test('W4 bare seconds and their ISO form are the same duration', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seconds) => {
      assert.deepEqual(duration.parse(`${seconds}`), duration.parse(`PT${seconds}S`));
    }),
  );
});

test('W4 sizes are bytes, KiB or MiB', () => {
  good(byteSize, { '256KiB': 262_144, '192MiB': 201_326_592, '1024': 1024, '64 mb': 67_108_864, '10B': 10 });
  bad(byteSize, '', '0', '-1', '1.5MiB', '10GiBs', 'MiB', '9'.repeat(20));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 40 }), (bytes) => {
      assert.deepEqual(byteSize.parse(byteSize.print(bytes)), { ok: true, value: bytes });
    }),
  );
});

test('W4 truth values are read as Spring reads them', () => {
  good(truth, {
    true: true,
    TRUE: true,
    on: true,
    yes: true,
    '1': true,
    false: false,
    Off: false,
    no: false,
    '0': false,
  });
  bad(truth, '', 'y', 'enabled', 'tru');
});

test('W4 numbers keep to their range', () => {
  good(wholeNumber(0, 65_535), { '0': 0, ' 8080 ': 8080, '+1': 1 });
  bad(wholeNumber(0, 65_535), '', '-1', '65536', '1.0', '1e3', '0x10');
  good(limit, { '-1': -1, '5': 5 });
  bad(limit, '0', '-2', 'off');
});

test('W4 a choice may be written in any case, with dashes or underscores', () => {
  good(oneOf('AFTER_AUTHENTICATION', 'AFTER_SSO'), {
    AFTER_SSO: 'AFTER_SSO',
    'after-sso': 'AFTER_SSO',
    After_Authentication: 'AFTER_AUTHENTICATION',
  });
  bad(oneOf('A', 'B'), '', 'C', 'A,B');
});

test('W4 a location is a file of this machine', () => {
  good(location, {
    'file:/a/b.json': 'file:/a/b.json',
    'a/b.json': 'a/b.json',
    'file:///a': 'file:///a',
    '': '',
  });
  bad(location, 'classpath:/a.json', 'https://example.org/a.json', 'file://host/a.json');
  good(bundle, {
    'classpath:messages': 'classpath:messages',
    'file:/etc/cas/messages': 'file:/etc/cas/messages',
    'classpath:/custom_messages': 'classpath:custom_messages',
  });
  bad(bundle, 'classpath:', 'classpath:a/b', 'https://example.org/messages');
});

test('D10 an address is http or https and brings no password along', () => {
  good(webAddress, {
    'https://a.example/x?y=1': 'https://a.example/x?y=1',
    'http://localhost:8080': 'http://localhost:8080',
    '': '',
  });
  bad(
    webAddress,
    'ftp://a.example',
    'a.example',
    '/path',
    'https://u:p@a.example',
    'https://u@a.example',
    'javascript:alert(1)',
  );
});

test('D15 cookies: age, path and domain are what an attribute can hold', () => {
  good(cookieAge, { '-1': -1, '3600': 3600, P14D: 1_209_600 });
  bad(cookieAge, '0', '-2', '', 'PT0.1S');
  good(cookiePath, { '': '', '/': '/', '/cas': '/cas' });
  bad(cookiePath, 'cas', '/a;b', '/a b', '/ä');
  good(cookieDomain, { '': '', 'example.org': 'example.org', '.example.org': '.example.org' });
  bad(cookieDomain, 'a b', 'example.org; Secure', 'https://example.org');
});

test('W1 a context path is empty or begins with a slash', () => {
  good(contextPath, { '': '', '/': '', '/cas': '/cas', '/a/b/': '/a/b' });
  bad(contextPath, 'cas', '/a b', '/a?b', '//x');
});

test('W4 no text makes a type throw', () => {
  const types: readonly ValueType<unknown>[] = [
    text,
    location,
    bundle,
    pattern,
    truth,
    wholeNumber(0),
    limit,
    oneOf('A'),
    duration,
    cookieAge,
    byteSize,
    webAddress,
    contextPath,
    cookiePath,
    cookieDomain,
  ];
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.string({ unit: 'binary' }), (type, written) => {
      const parsed = type.parse(written);
      if (!parsed.ok)
        assert.ok(!(written.length > 12 && parsed.expected.includes(written)), 'says what it expected only');
    }),
  );
});

test('D38 durations and sizes are read in every form that Spring takes', () => {
  good(duration, {
    '5S': 5000,
    '500MS': 500,
    '+5s': 5000,
    '2000us': 2,
    '1500000ns': 2,
    pt5s: 5000,
    'PT0.000500001S': 1,
    P1DT2H: 93_600_000,
  });
  good(byteSize, {
    '10MB': 10_485_760,
    '1GB': 1_073_741_824,
    '1GiB': 1_073_741_824,
    '512k': 524_288,
    '2G': 2_147_483_648,
  });
});

test('D38 a list is read from commas, indexes, and both forms of YAML', () => {
  const order = ['json', 'rest'];
  for (const files of [
    { 'cas.properties': 'cas.interrupt.core.order=json, rest' },
    { 'cas.properties': 'cas.interrupt.core.order[0]=json\ncas.interrupt.core.order[1]=rest' },
    { 'cas.yml': 'cas.interrupt.core.order: json,rest' },
    { 'cas.yml': 'cas: {interrupt: {core: {order: [json, rest]}}}' },
    { 'cas.yml': 'cas:\n  interrupt:\n    core:\n      order:\n        - json\n        - rest' },
  ]) {
    assert.deepEqual(
      settingsOf({ files }).settings['cas.interrupt.core.order'],
      order,
      JSON.stringify(files),
    );
  }
  const environment = { CAS_INTERRUPT_CORE_ORDER_0: 'json', CAS_INTERRUPT_CORE_ORDER_1: 'rest' };
  assert.deepEqual(settingsOf({ environment }).settings['cas.interrupt.core.order'], order);
});
