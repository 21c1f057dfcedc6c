import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { check, describeFindings } from './check.ts';
import type { Finding } from './check/finding.ts';
import { configuration, definition, properties, vestibule } from './command-line.fixture.ts';

/** A configuration of which nothing is to be said. */
const SOUND = {
  'cas.properties': [
    'cas.server.name=https://sso.example.org',
    'cas.authn.json.location=file:people.json',
    'cas.authn.json.password-encoder.type=SSHA',
    'cas.service-registry.json.location=file:services',
    'cas.interrupt.json.location=file:interrupts.json',
    'cas.interrupt.tracking.type=STORE',
  ],
  'people.json': { anna: { password: '{SSHA}VCUxmi8TBnWp19P1DJKs+xO6wcIhl4ZwiNHBWA==' } },
  'interrupts.json': { anna: { message: 'Read this.', links: { More: 'https://www.example.org/more' } } },
  'services/Wiki-1.json': definition(1, 'Wiki', '^https://wiki\\.example\\.org/.*'),
} as const;

interface Changed {
  /** Further lines of settings, in the place of those of the same name. */
  readonly settings?: readonly string[];
  readonly files?: Readonly<Record<string, unknown>>;
}

/** What check says of the sound configuration when something in it is changed; the directory is written `DIR`. */
async function findings(t: TestContext, { settings = [], files = {} }: Changed): Promise<readonly Finding[]> {
  // What stands twice in one file would be told.
  const names = settings.map((line) => `${line.split('=', 1)[0]}=`);
  const kept = SOUND['cas.properties'].filter((line) => !names.some((name) => line.startsWith(name)));
  const directory = configuration(t, {
    ...SOUND,
    'cas.properties': properties(...kept, ...settings),
    ...files,
  });
  const found = await check({ directory, arguments: [] });
  const told = JSON.stringify(found).replaceAll(directory, 'DIR');
  return JSON.parse(told) as readonly Finding[];
}

const lines = (found: readonly Finding[]): readonly string[] => describeFindings(found).slice(0, -1);

test('of a sound configuration nothing is said, and nothing is written', (t) => {
  const directory = configuration(t, { ...SOUND, 'cas.properties': properties(...SOUND['cas.properties']) });
  const before = readdirSync(directory, { recursive: true });
  assert.deepEqual(vestibule(['check', '--config', directory]), {
    code: 0,
    stdout: '0 faults, 0 warnings, 0 notices\n',
    stderr: '',
  });
  assert.deepEqual(readdirSync(directory, { recursive: true }), before);
});

test('W4 every fault of every file is told at once, with file and line', async (t) => {
  const found = await findings(t, {
    settings: ['cas.interrupt.core.trigger-mode=BEFORE', 'cas.interrupt.script.location=file:none.ts'],
    files: {
      'people.json':
        '{\n  anna: { password: "{SSHA}VCUxmi8TBnWp19P1DJKs+xO6wcIhl4ZwiNHBWA==" }\n  bert: {\n    status: LOST\n    password: plain\n  }\n}',
      'interrupts.json':
        '{\n  "anna": { "data": { "a": "b" } },\n  "bert": { "block": true,\n            "links": [] }\n}',
      'services/Wiki-1.json': '{\n  "id": 1,\n  "name": "Wiki",\n  "serviceId": "^https://wiki(?<=a+)"\n}',
      'services/Mail-2.json': '{\n  "id": 2,\n  "name": "Mail"\n  "serviceId": ]\n}',
      'services/Shop-3.json': definition(3, 'Shop', '^https://shop/.*'),
      'services/Till-3.json': definition(3, 'Till', '^https://till/.*'),
    },
  });
  assert.deepEqual(lines(found), [
    'fault: cas.interrupt.core.trigger-mode (DIR/cas.properties, line 7): expected one of AFTER_AUTHENTICATION, AFTER_SSO, not "BEFORE"',
    "fault: DIR/services/Mail-2.json, line 4: Found a punctuator character ']' when expecting a quoteless string (check your syntax)",
    'fault: serviceId (DIR/services/Wiki-1.json, line 4): a look-behind may repeat single characters a bounded number of times only, at position 18 of the pattern',
    'fault: id (DIR/services/Till-3.json, line 5): each has the id 3; the other is DIR/services/Shop-3.json',
    "warning: bert (DIR/people.json, line 3): 'password' is not encoded as SSHA, which the password encoder expects; this person cannot sign in",
    'warning: anna (DIR/interrupts.json, line 2): cannot be read: a value of data is not a list',
    'warning: bert (DIR/interrupts.json, line 3): cannot be read, and blocks this person: links is not an object',
    'warning: cas.interrupt.script.location (DIR/cas.properties, line 8): DIR/none.ts: the script is rejected: every inquiry of it fails: the file does not exist',
  ]);
  for (const { file, line, text } of found) {
    assert.ok(text.includes(file ?? 'location'), text);
    if (line !== undefined) assert.ok(text.includes(`${file}, line ${line}`), text);
  }
});

test('as JSON each finding names its level, its text, its file and its line', (t) => {
  const directory = configuration(t, {
    ...SOUND,
    'cas.properties': properties(...SOUND['cas.properties']),
    'interrupts.json': '{\n  "anna": { "data": { "a": "b" } }\n}',
  });
  const { code, stdout } = vestibule(['check', '--config', directory, '--json']);
  assert.equal(code, 0);
  const file = `${directory}/interrupts.json`;
  assert.deepEqual(JSON.parse(stdout), [
    {
      level: 'warning',
      text: `anna (${file}, line 2): cannot be read: a value of data is not a list`,
      file,
      line: 2,
    },
  ]);
});

test('warnings alone do not fail it, unless it is to be strict', (t) => {
  const directory = configuration(t, { 'cas.properties': '' });
  const asked = ['check', '--config', directory, '--cas.tgc.secure=false'];
  const { code, stdout } = vestibule(asked);
  assert.equal(code, 0);
  assert.equal(vestibule([...asked, '--strict']).code, 2);
  assert.match(stdout, /^warning: cas\.tgc\.secure=false/m);
  assert.match(stdout, /\n0 faults, \d+ warnings, 0 notices\n$/);
});

const COOKIE_TRACKING = 'cas.interrupt.tracking.type=COOKIE';
const UNWISE: readonly (Changed & { readonly what: string; readonly said: readonly RegExp[] })[] = [
  {
    what: 'D15 keys that are generated',
    settings: [COOKIE_TRACKING],
    said: [/^cas\.interrupt\.cookie\.crypto: without keys each data directory makes its own/],
  },
  {
    what: 'D15 crypto that is off',
    settings: [COOKIE_TRACKING, 'cas.interrupt.cookie.crypto.enabled=false'],
    said: [/^cas\.interrupt\.cookie\.crypto\.enabled=false: anybody can write/],
  },
  {
    what: 'D20 links over plain http, and links that cannot be shown',
    files: {
      'interrupts.json': { anna: { links: { A: 'http://www.example.org/', B: 'javascript:alert(1)' } } },
    },
    said: [/links over plain http in the entries of: anna$/, /are left out of the page.*: anna$/],
  },
  {
    what: 'D10 an endpoint over plain http',
    settings: [
      'cas.interrupt.rest.url=http://notices.example.org/',
      'cas.interrupt.rest.basic-auth-username=cas',
      'cas.interrupt.rest.basic-auth-password=secret',
    ],
    said: [
      /^cas\.interrupt\.rest\.url \(DIR\/cas\.properties, line 7\): plain http: who signs in, and the password, can be read/,
    ],
  },
  {
    what: 'D13 a pattern of a service that matches every site',
    files: { 'services/All-9.json': definition(9, 'All', '^https?://.*') },
    said: [/All-9\.json: the pattern of "All" matches every site/],
  },
  {
    what: 'W2 the stock service',
    settings: ['cas.service-registry.json.location=', 'cas.service-registry.core.init-from-json=true'],
    said: [/matches every site/, /the stock service .* is in force/],
  },
  {
    what: 'D13 patterns of settings that match everything',
    settings: [
      'cas.interrupt.regex.attribute-name=.*',
      'cas.interrupt.regex.attribute-value=.+',
      'cas.tgc.allowed-ip-addresses-pattern=.*',
    ],
    said: [
      /^cas\.interrupt\.regex\.attribute-name \(.*\): the pattern matches everything/,
      /^cas\.interrupt\.regex\.attribute-value \(.*\): the pattern matches everything/,
      /^cas\.tgc\.allowed-ip-addresses-pattern \(.*\): the pattern matches everything/,
    ],
  },
  {
    what: 'D13 any value of one attribute is no such pattern',
    settings: ['cas.interrupt.regex.attribute-name=onHold', 'cas.interrupt.regex.attribute-value=.+'],
    said: [],
  },
  {
    what: 'W2 cookies that plain http cannot hold',
    settings: ['cas.server.name=http://sso.example.org'],
    said: [/^plain http: browsers on other machines do not keep Secure cookies/],
  },
  {
    what: 'W2 cookies that travel in the clear',
    settings: ['cas.tgc.secure=false'],
    said: [/^cas\.tgc\.secure=false: the session can be read on the way/],
  },
  {
    what: 'D11 names in the interrupt file that no account has',
    files: { 'interrupts.json': { anna: { message: 'x' }, Anna: { message: 'x' }, bert: { message: 'x' } } },
    said: [/interrupts\.json: nobody among the accounts is called "Anna", "bert"$/],
  },
  {
    what: 'D11 a name that another source of people has is no stranger',
    settings: [
      'cas.authn.accept.users=bert::{SSHA}VCUxmi8TBnWp19P1DJKs+xO6wcIhl4ZwiNHBWA==',
      'cas.authn.accept.password-encoder.type=SSHA',
    ],
    files: { 'interrupts.json': { bert: { message: 'x' } } },
    said: [],
  },
  {
    what: 'D11 more than five such names are counted',
    files: { 'interrupts.json': Object.fromEntries('bcdefgh'.split('').map((id) => [id, { message: 'x' }])) },
    said: [/is called "b", "c", "d", "e", "f" and 2 more$/],
  },
  {
    what: 'W6 passwords that stand in the file as they are',
    settings: ['cas.authn.json.password-encoder.type=NONE'],
    said: [/^cas\.authn\.json\.password-encoder\.type \(.*\): passwords stand in the file as they are/],
  },
  {
    what: 'W3 nobody who can sign in, and no application',
    settings: ['cas.authn.json.location=', 'cas.service-registry.json.location='],
    said: [/^nobody can sign in/, /^no application is known/],
  },
  {
    what: 'W5 what Apereo knows and has no effect here',
    settings: ['cas.theme.default-theme-name=example', 'management.endpoints.web.exposure.include=health'],
    said: [
      /^cas\.theme\.default-theme-name \(DIR\/cas\.properties, line 7\): has no effect here$/,
      /^management\..* \(DIR\/cas\.properties, line 8\): has no effect here$/,
    ],
  },
  {
    what: 'W5 a service that matches and refuses',
    files: {
      'services/Cloud-4.json': {
        ...definition(4, 'Cloud', '^https://cloud/.*'),
        '@class': 'org.apereo.cas.services.OidcRegisteredService',
      },
    },
    said: [
      /Cloud-4\.json: matches and refuses everybody: a service of this kind is not supported \(OidcRegisteredService\)$/,
    ],
  },
];

for (const { what, said, ...changed } of UNWISE) {
  test(`${what}: ${said.length === 0 ? 'nothing is said' : 'said, and no fault'}`, async (t) => {
    const found = await findings(t, changed);
    assert.deepEqual(
      found.filter(({ level }) => level === 'fault'),
      [],
    );
    assert.equal(found.length, said.length, lines(found).join('\n'));
    for (const [index, pattern] of said.entries()) assert.match(found[index]?.text ?? '', pattern);
  });
}

test('D28 interrupt entries for spellings of one name are told', async (t) => {
  const found = await findings(t, {
    settings: ['cas.authn.json.location=', 'cas.authn.accept.users=anna::Mellon'],
    files: { 'interrupts.json': '{"anna":{"message":"a"},"Anna":{"block":true,"message":"b"}}' },
  });
  assert.match(
    lines(found).join('\n'),
    /in case only, or have white space around them: "Anna"; an entry is for/,
  );
});

test('W4 no secret is repeated', async (t) => {
  const found = await findings(t, {
    settings: [
      COOKIE_TRACKING,
      'cas.interrupt.cookie.crypto.encryption.key=topsecret',
      'cas.interrupt.cookie.crypto.signing.key=topsecret',
      'cas.authn.accept.users=bert:topsecret',
    ],
    files: { 'people.json': '{ anna: { password: topsecret, status: topsecret' },
  });
  assert.ok(found.some(({ level }) => level === 'fault'));
  assert.doesNotMatch(JSON.stringify(found), /topsecret/);
});

test('W6 an account of the settings whose password holds "::" is told: Apereo CAS takes less of it', async (t) => {
  const settings = [
    'cas.authn.accept.users=bob::a::b',
    'cas.authn.accept.password-encoder.type=SSHA',
    'cas.authn.accept.enabled=true',
  ];
  const said = lines(await findings(t, { settings }));
  assert.ok(
    said.some((line) => /the password of 'bob' holds "::" and counts whole/.test(line)),
    said.join('\n'),
  );
  assert.ok(!said.some((line) => line.includes('a::b')));
});

test('W5 cas.unsupported.accept cannot take a wrong value of a setting that is read here', async (t) => {
  const settings = [
    'cas.tgc.same-site-policy=Sometimes',
    'cas.unsupported.accept[0]=cas.tgc.same-site-policy',
  ];
  const said = lines(await findings(t, { settings }));
  const line = said.find((one) => one.includes('cas.unsupported.accept')) ?? '';
  assert.match(
    line,
    /"cas\.tgc\.same-site-policy" has no effect: .* is a setting of this server, and a value/,
  );
  assert.ok(said.some((one) => /^fault: cas\.tgc\.same-site-policy .*expected one of/.test(one)));
});
