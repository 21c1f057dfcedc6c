import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DECLARED, type SettingName } from './declared.ts';
import { faultsOf as faultsOfConfiguration } from './directory.fixture.ts';

/** The messages for these arguments. */
const faultsOf = (...args: readonly string[]): readonly string[] =>
  faultsOfConfiguration({ arguments: args });

function refused(args: readonly string[], expected: RegExp): void {
  const faults = faultsOf(...args);
  assert.equal(faults.length, 1, faults.join('\n'));
  assert.match(faults[0] ?? '', expected);
}

test('W4 the defaults go together', () => assert.deepEqual(faultsOf(), []));

test('INT-15 only one of regex name and value stops start-up (W4)', () => {
  refused(
    ['--cas.interrupt.regex.attribute-name=memberOf'],
    /attribute-name .*attribute-value, which is missing/u,
  );
  refused(
    ['--cas.interrupt.regex.attributeValue=staff'],
    /attributeValue|attribute-value .*attribute-name, which is missing/u,
  );
  assert.deepEqual(
    faultsOf('--cas.interrupt.attribute-name=memberOf', '--cas.interrupt.regex.attribute-value=staff'),
    [],
  );
});

test('INT-98 crypto switched off with keys configured is refused (D15)', () => {
  refused(
    ['--cas.interrupt.cookie.crypto.enabled=false', '--cas.interrupt.cookie.crypto.signing.key=abcdefgh'],
    /crypto\.enabled .*INT-98/u,
  );
  assert.deepEqual(faultsOf('--cas.interrupt.cookie.crypto.enabled=false'), []);
});

test('INT-25 basic authentication takes a name and a password', () => {
  refused(
    ['--cas.interrupt.rest.basic-auth-username=u'],
    /belongs together with cas\.interrupt\.rest\.basic-auth-password/u,
  );
});

test('D15 SameSite=None without Secure is refused for every cookie', () => {
  for (const cookie of ['cas.tgc', 'cas.interrupt.cookie', 'cas.warning-cookie']) {
    refused(
      [`--${cookie}.same-site-policy=None`, `--${cookie}.secure=false`],
      /SameSite=None that is not Secure/u,
    );
    assert.deepEqual(faultsOf(`--${cookie}.same-site-policy=None`), []);
  }
});

test('D15 geo-location of clients is refused with the reason, false is accepted', () => {
  for (const cookie of ['cas.tgc', 'cas.interrupt.cookie']) {
    refused([`--${cookie}.geo-locate-client-session=true`], /clients are not located here/u);
    assert.deepEqual(faultsOf(`--${cookie}.geo-locate-client-session=false`), []);
  }
});

test('D15 one key without the other, two cookies of one name, a name that is none', () => {
  refused(['--cas.interrupt.cookie.crypto.encryption.key=abcdefgh'], /give both or neither/u);
  refused(['--cas.interrupt.cookie.name=TGC'], /the name of another cookie too \(cas\.tgc\.name\)/u);
  refused(['--cas.tgc.name=CASLOGIN'], /a cookie of ours/u);
  refused(['--cas.tgc.name=a b'], /a cookie name is/u);
  refused(['--cas.tgc.name='], /a cookie name is/u);
});

test('D14 a tracking module and STORE exclude each other; a custom inquirer needs a module', () => {
  refused(
    ['--cas.interrupt.tracking.type=STORE', '--cas.interrupt.tracking.module=x.ts'],
    /replaces both kinds/u,
  );
  refused(['--cas.interrupt.custom[0].name=board'], /custom\[0\]\.module is missing/u);
});

test('D10 a connection may not take longer than the whole inquiry; the address is http or https', () => {
  refused(['--cas.interrupt.rest.timeout=PT1S', '--cas.interrupt.rest.connect-timeout=PT2S'], /longer than/u);
  refused(['--cas.interrupt.rest.url=notices.example.org/x'], /http:\/\/ or https:\/\//u);
});

test('W3 a certificate needs its key; a key store is PKCS#12', () => {
  refused(['--server.ssl.certificate=c.pem'], /certificate-private-key, which is missing/u);
  refused(['--server.ssl.key-store-type=JKS'], /keytool/u);
});

test('W4 a setting that is faulty by itself makes no second fault with others', () => {
  refused(['--cas.tgc.same-site-policy=None', '--cas.tgc.secure=perhaps'], /expected true or false/u);
});

test('W4 every default is one that its own type reads', () => {
  for (const name of Object.keys(DECLARED) as SettingName[]) {
    const setting = DECLARED[name];
    if (setting.shape !== 'single') continue;
    const type: { parse(text: string): unknown; print(value: unknown): string } = setting.type;
    assert.deepEqual(type.parse(type.print(setting.default)), { ok: true, value: setting.default }, name);
  }
});
