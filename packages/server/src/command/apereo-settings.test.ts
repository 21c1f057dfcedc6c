// What the command line says of settings that come from Apereo CAS, of whatever version.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { configuration, definition, properties, vestibule } from './command-line.fixture.ts';

/** `vestibule check` of a sound configuration with further lines; the directory is written `DIR`. */
function checked(
  t: TestContext,
  ...lines: readonly string[]
): { readonly code: number | null; readonly said: string } {
  const directory = configuration(t, {
    'cas.properties': properties(
      'cas.server.name=https://sso.example.org',
      'cas.authn.accept.users=casuser::Mellon',
      'cas.service-registry.json.location=file:services',
      ...lines,
    ),
    'services/Wiki-1.json': definition(1, 'Wiki', '^https://wiki\\.example\\.org/.*'),
  });
  const { code, stdout } = vestibule(['check', '--config', directory]);
  return { code, said: stdout.replaceAll(directory, 'DIR') };
}

const OF_OTHER_VERSIONS = [
  'cas.tgc.comment=x',
  'cas.tgc.timeoutInSeconds=28800',
  'cas.server.tomcat.http.enabled=false',
  'cas.webflow.alwaysPauseRedirect=false',
  'cas.ticket.security.cipherEnabled=true',
  'cas.ticket.proxy.timeToKillInSeconds=10',
  'cas.serviceRegistry.repeatInterval=120000',
  'cas.serviceRegistry.managementType=DEFAULT',
  'cas.authn.attributeRepository.defaultAttributesToRelease=cn,mail',
  'cas.authn.attributeRepository.merger=REPLACE',
  'cas.logout.redirectUrl[0]=https://www.example.org',
  'cas.multitenancy.core.enabled=true',
  'cas.authn.ldap[0].useSsl=false',
  'cas.somethingNew.enabled=true',
];

test('D38 check: each name of another version passes once it is accepted', (t) => {
  const accepted = OF_OTHER_VERSIONS.map(
    (line, at) => `cas.unsupported.accept[${at}]=${line.split('=')[0] ?? ''}`,
  );
  const { code, said } = checked(t, ...OF_OTHER_VERSIONS, ...accepted);
  assert.equal(code, 0, said);
});

test('D38 check: a name of another version is told with the versions that had it', (t) => {
  const { code, said } = checked(
    t,
    'cas.serviceRegistry.repeatInterval=120000',
    'cas.authn.ldap[0].useSsl=false',
  );
  assert.equal(code, 1);
  assert.match(
    said,
    /^notice: cas\.serviceRegistry\.repeatInterval .* \(a name of Apereo CAS 5\.0 to 5\.2\)$/mu,
  );
  assert.match(
    said,
    /^fault: cas\.authn\.ldap\[0\]\.useSsl .*: Apereo CAS 5\.0 to 6\.2 knows it and it is not supported here; without it people of that directory could not sign in\. /mu,
  );
});

test('D38 check: an accepted beginning covers every line below it, also written with .*', (t) => {
  const lines = [
    'cas.authn.ldap[0].type=AUTHENTICATED',
    'cas.authn.ldap[0].ldapUrl=ldap://x',
    'cas.authn.ldap[0].useSsl=false',
    'cas.authn.ldap[0].nobodyKnows=1',
  ];
  for (const accept of ['cas.authn.ldap', 'cas.authn.ldap.*', 'CAS.authn.LDAP[0]'])
    assert.equal(checked(t, ...lines, `cas.unsupported.accept[0]=${accept}`).code, 0, accept);
});

test('D38 check: an acceptance that meets nothing is told', (t) => {
  const { code, said } = checked(
    t,
    'cas.unsupported.accept=cas.authn.ldap,cas.audit',
    'cas.audit.engine.app-code=X',
  );
  assert.equal(code, 0);
  assert.match(said, /^warning: cas\.unsupported\.accept: "cas\.authn\.ldap" meets nothing/mu);
  assert.doesNotMatch(said, /"cas\.audit"/u);
});

test('D38 check: a misspelt setting of ours is a fault although its family is accepted', (t) => {
  const { code, said } = checked(
    t,
    'cas.authn.throttle.failure.treshold=3',
    'cas.unsupported.accept[0]=cas.authn',
  );
  assert.equal(code, 1);
  assert.match(said, /treshold .*nearest is cas\.authn\.throttle\.failure\.threshold/u);
});

test('D38 check: what keeps people out stops the start, what tunes the throttle does not', (t) => {
  const { said } = checked(
    t,
    'server.ssl.client-auth=need',
    'cas.server.tomcat.remote-addr.allowed-client-ip-address-regex=10\\\\..+',
    'cas.authn.throttle.core.username-parameter=username',
    'cas.authn.throttle.core.app-code=CAS',
    'cas.authn.throttle.schedule.repeat-interval=PT20S',
  );
  const faults = said.split('\n').filter((line) => line.startsWith('fault'));
  assert.deepEqual(
    faults.map((line) => line.replace(/^fault: (\S+) .*; (without it [^.]*)\..*$/u, '$1: $2')),
    [
      'server.ssl.client-auth: without it client certificates would no longer be asked for',
      'cas.server.tomcat.remote-addr.allowed-client-ip-address-regex: without it addresses that are kept out would be let in',
    ],
  );
});

test('D38 explain: a block of a profile’s file holds, and a profile that is not active is told', (t) => {
  const directory = configuration(t, {
    'cas.properties': properties(
      'cas.authn.accept.users=casuser::Mellon',
      'cas.service-registry.json.location=file:services',
      'spring.profiles.active=${STAGE:prod}',
    ),
    'cas-prod.properties': properties(
      'cas.interrupt.json.location=file:${cas.standalone.configurationDirectory}/interrupt.json',
    ),
    'cas-test.yml': 'cas:\n  interrupt:\n    json:\n      location: file:none.json\n',
    'interrupt.json': { casuser: { message: 'Held.', block: true } },
    'services/Wiki-1.json': definition(1, 'Wiki', '^https://wiki\\.example\\.org/.*'),
  });
  const { stdout, code } = vestibule([
    'explain',
    '--config',
    directory,
    '--user',
    'casuser',
    '--service',
    'https://wiki.example.org/',
  ]);
  assert.equal(code, 0);
  assert.match(stdout, /block/iu);
  const { stdout: said } = vestibule(['check', '--config', directory]);
  assert.match(
    said,
    /^notice: .*cas-test\.yml: looks like settings and is not read: the profile test is not active/mu,
  );
});
