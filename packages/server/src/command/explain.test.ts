import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { configuration, definition, properties, vestibule, type Ended } from './command-line.fixture.ts';

const WIKI = 'https://wiki.example.org/page';
const MAIL = 'https://mail.example.org/';
const VAULT = 'https://vault.example.org/';

const policy = (members: object): object => ({
  webflowInterruptPolicy: {
    '@class': 'org.apereo.cas.services.DefaultRegisteredServiceWebflowInterruptPolicy',
    ...members,
  },
});

/** A house with two strategies, three applications and a few people. */
function house(t: TestContext): string {
  return configuration(t, {
    'cas.properties': properties(
      'cas.authn.json.location=file:people.json',
      'cas.service-registry.json.location=file:services',
      'cas.interrupt.json.location=file:interrupts.json',
      'cas.interrupt.regex.attribute-name=memberOf',
      'cas.interrupt.regex.attribute-value=guest.*',
      'cas.authn.attribute-repository.stub.attributes.house=red',
    ),
    'people.json': {
      anna: { password: 'x', attributes: { memberOf: ['staff', 'vault'] } },
      gast: { password: 'x', attributes: { memberOf: ['guests'] } },
    },
    'interrupts.json': {
      anna: { message: 'Read this.', ssoEnabled: false },
      bert: { message: 'Stop.', block: true, links: { Desk: 'https://desk.example.org/' } },
      broken: { data: 'x' },
    },
    'services/Wiki-1.json': definition(1, 'Wiki', '^https://wiki\\.example\\.org/.*'),
    'services/Mail-2.json': definition(
      2,
      'Mail',
      '^https://mail\\.example\\.org/.*',
      policy({ enabled: false }),
    ),
    'services/Vault-3.json': definition(3, 'Vault', '^https://vault\\.example\\.org/.*', {
      ...policy({ forceExecution: 'TRUE' }),
      accessStrategy: {
        '@class': 'org.apereo.cas.services.DefaultRegisteredServiceAccessStrategy',
        requiredAttributes: { '@class': 'java.util.HashMap', memberOf: ['java.util.HashSet', ['vault']] },
      },
    }),
  });
}

const explain = (t: TestContext, ...parameters: readonly string[]): Ended =>
  vestibule(['explain', '--config', house(t), ...parameters]);

/** The lines that were printed, without the times. */
function told(t: TestContext, ...parameters: readonly string[]): readonly string[] {
  const directory = house(t);
  const { code, stdout, stderr } = vestibule(['explain', '--config', directory, ...parameters]);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  return stdout
    .trimEnd()
    .replaceAll(directory, 'DIR')
    .replaceAll(/\d+\.\d ms/g, 'N ms')
    .split('\n');
}

test('D23 a person whom the file of accounts knows is explained with the attributes it tells', (t) => {
  assert.deepEqual(told(t, '--user', 'anna', '--service', WIKI), [
    'Person       anna (username=anna; house=red; memberOf=staff, vault)',
    `Application  ${WIKI}, by the definition "Wiki"`,
    'Policy       inquirers are asked',
    ' 1. json: an interrupt, N ms ("Read this."; DIR/interrupts.json, line 2; unless it was acknowledged before; no single sign-on session)',
    ' 2. regex: no interrupt, N ms',
    'Decision     the person sees the page of json',
  ]);
});

test('D23 attributes can be given instead; stub attributes are always attached', (t) => {
  assert.deepEqual(
    told(t, '--user', 'carl', '--attribute', 'memberOf=guests=2', '--attribute', 'memberOf=x'),
    [
      'Person       carl (username=carl; house=red; memberOf=guests=2, x); no account of that name is configured, so nobody can sign in as this person',
      'Application  none',
      'Policy       inquirers are asked',
      ' 1. json: no interrupt, N ms',
      ' 2. regex: an interrupt, N ms ("Authentication flow is interrupted"; unless it was acknowledged before)',
      'Decision     the person sees the page of regex',
    ],
  );
});

test('D23 a block, a failure and a policy are told as such', (t) => {
  assert.deepEqual(told(t, '--user', 'bert', '--service', WIKI).slice(3), [
    ' 1. json: a block, N ms ("Stop."; DIR/interrupts.json, line 6)',
    ' 2. regex: no interrupt, N ms',
    'Decision     the person is blocked by json',
  ]);
  const broken = told(t, '--user', 'broken');
  assert.match(
    broken.at(3) ?? '',
    /^ 1\. json: failed and is passed over \(failure mode OPEN\), N ms \(malformed: .*; DIR\/interrupts\.json, line \d+\)$/,
  );
  assert.equal(broken.at(-1), 'Decision     the person goes on, marked interruptInquiryFailed=json');
  const exempt = told(t, '--user', 'bert', '--service', MAIL);
  assert.equal(exempt[2], 'Policy       nobody is interrupted here (enabled)');
  assert.equal(exempt.at(-1), 'Decision     the person goes on');
  const forced = told(t, '--user', 'anna', '--service', VAULT);
  assert.equal(forced[2], 'Policy       inquirers are asked; acknowledgements are ignored');
  assert.match(forced[3] ?? '', /whether it was acknowledged before or not/);
});

test('D23 settings on the command line count, as for the server', (t) => {
  assert.equal(
    told(t, '--user', 'broken', '--cas.interrupt.json.failure-mode=CLOSED').at(-1),
    'Decision     nobody goes on until json can be asked, marked interruptInquiryFailed=json',
  );
  assert.match(told(t, '--user', 'gast', '--cas.interrupt.core.order=regex').at(3) ?? '', /^ 1\. regex/);
});

test('D23 as JSON: person, application, plan, policy, answers as payloads, decision', (t) => {
  const { code, stdout } = explain(t, '--user', 'bert', '--service', WIKI, '--json');
  assert.equal(code, 0);
  const { inquirers, ...rest } = JSON.parse(stdout) as {
    readonly inquirers: readonly {
      readonly milliseconds: number;
      readonly response: object | null;
      readonly writtenIn: { readonly where: string; readonly line: number | null } | null;
    }[];
  };
  assert.deepEqual(rest, {
    principal: { id: 'bert', attributes: { username: ['bert'], house: ['red'] } },
    service: WIKI,
    registeredService: 'Wiki',
    plan: [
      { name: 'json', kind: 'json', order: 1, failureMode: 'OPEN' },
      { name: 'regex', kind: 'regex', order: 2, failureMode: 'OPEN' },
    ],
    account: false,
    tracking: 'cookie',
    marked: [],
    policy: { kind: 'ask', failed: null },
    forced: false,
    decision: { kind: 'ask', by: 'json', block: true },
  });
  assert.deepEqual(inquirers[0]?.response, {
    message: 'Stop.',
    messageCode: null,
    links: { Desk: 'https://desk.example.org/' },
    block: true,
    ssoEnabled: true,
    autoRedirect: false,
    autoRedirectAfterSeconds: -1,
    data: {},
  });
  assert.match(inquirers[0]?.writtenIn?.where ?? '', /interrupts\.json$/);
  assert.equal(inquirers[0]?.writtenIn?.line, 6);
  assert.equal(inquirers[1]?.response, null);
  assert.equal(typeof inquirers[0]?.milliseconds, 'number');
});

test('D23 where nobody gets as far as the gate, it says why and fails', (t) => {
  const refused: readonly (readonly [service: string, why: RegExp])[] = [
    ['https://elsewhere.example.org/', /no definition matches it/],
    [VAULT, /the accessStrategy of "Vault" does not let this person in/],
    ['javascript:alert(1)', /--service: /],
  ];
  for (const [service, why] of refused) {
    const { code, stdout, stderr } = explain(t, '--user', 'gast', '--service', service);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(stderr, why);
  }
});

test('D23 a person must be named, and an attribute have a name', (t) => {
  assert.match(explain(t).stderr, /required option '--user <id>'/);
  for (const attribute of ['staff', '=staff']) {
    const { code, stderr } = explain(t, '--user', 'anna', '--attribute', attribute);
    assert.equal(code, 1);
    assert.match(stderr, /--attribute: expected name=value/);
  }
});
