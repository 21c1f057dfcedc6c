// `check` refuses what a start refuses, in the same words, and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { bothWays, type Variant } from './support/both-ways.ts';

const SERVICES = { 'cas.service-registry.json.location': 'file:services' };
const HEALTH = 'cas.monitor.endpoints.endpoint.health';

/** Each stops the start; the pattern is part of the reason. */
const REFUSED: Readonly<Record<string, Variant & { readonly said: RegExp }>> = {
  'a pattern where addresses are wanted': {
    settings: { 'cas.server.trusted-proxies': '10\\..*' },
    said: /cas\.server\.trusted-proxies \(DIR\/application\.properties, line \d+\): "10[^"]*" is no address or network; write/,
  },
  'a network that is none': {
    settings: { 'cas.server.trusted-proxies': '10.0.0.0/40' },
    said: /"10\.0\.0\.0\/40" is no address or network/,
  },
  'a proxy by its host name': {
    settings: { 'cas.server.trusted-proxies': 'proxy.example.org' },
    said: /"proxy\.example\.org" is no address or network/,
  },
  'an address that is none': {
    settings: { 'server.address': '300.1.1.1' },
    said: /^server\.address \(DIR\/application\.properties, line \d+\): 300\.1\.1\.1 is no address of this machine/,
  },
  'an address of another machine': {
    settings: { 'server.address': '192.0.2.1' },
    said: /^server\.address .*192\.0\.2\.1 is no address of this machine/,
  },
  'operator accounts, which do not exist': {
    settings: { [`${HEALTH}.access`]: 'AUTHENTICATED' },
    said: /health\.access .*'AUTHENTICATED' is not supported/,
  },
  'health for a pattern of addresses': {
    settings: { [`${HEALTH}.access`]: 'IP_ADDRESS', [`${HEALTH}.required-ip-addresses`]: '10\\..*' },
    said: /required-ip-addresses .*is neither an address nor a network/,
  },
  'health for nobody in particular': {
    settings: { [`${HEALTH}.access`]: 'IP_ADDRESS' },
    said: /required-ip-addresses: access IP_ADDRESS needs at least one address/,
  },
  'templates that are not there': {
    settings: { 'cas.view.template-prefixes': 'file:/does/not/exist' },
    said: /^cas\.view\.template-prefixes \(DIR\/application\.properties, line \d+\): \/does\/not\/exist cannot be read \(ENOENT\): there is no such file; name the directory/,
  },
  'a template that does not compile': {
    settings: { 'cas.view.template-prefixes': 'file:templates' },
    files: { 'templates/login.eta': '<h1><% if ( %></h1>' },
    said: /^cas\.view\.template-prefixes .*DIR\/templates\/login\.eta/,
  },
  'a data directory that is a file': {
    settings: { 'cas.server.data-directory': 'file:data.txt' },
    files: { 'data.txt': 'x' },
    said: /data\.txt is not a directory/,
  },
  'keys that are broken': { files: { 'data/keys.json': 'x' }, said: /./ },
  'a certificate without its key': {
    settings: { 'server.ssl.certificate': 'file:cert.pem' },
    said: /belongs together with server\.ssl\.certificate-private-key/,
  },
  'accounts that are missing': {
    settings: { 'cas.authn.json.location': 'file:people.json' },
    said: /cas\.authn\.json\.location .*people\.json/,
  },
  'service files that are missing': { settings: SERVICES, said: /services: the directory of service/ },
  'a service file that is broken': {
    settings: SERVICES,
    files: { 'services/App-1.json': '{\n  "id": 1,\n  "serviceId": (\n' },
    said: /DIR\/services\/App-1\.json/,
  },
  'two service files of one id': {
    settings: SERVICES,
    files: {
      'services/App-1.json': serviceFile(1, 'App', '^https://app/'),
      'services/Other-1.json': serviceFile(1, 'Other', '^https://other/'),
    },
    said: /^id \(DIR\/services\/Other-1\.json, line \d+\): each has the id 1/,
  },
  'a pattern of the settings': {
    settings: { 'cas.tgc.allowed-ip-addresses-pattern': '(' },
    said: /^cas\.tgc\.allowed-ip-addresses-pattern \(DIR/,
  },
  'an inquirer that is not there': {
    settings: { 'cas.interrupt.custom[0].module': 'file:own.ts' },
    said: /^cas\.interrupt\.custom\[0\]\.module/,
  },
  'an order that names nobody': {
    settings: { 'cas.interrupt.core.order': 'nobody' },
    said: /^cas\.interrupt\.core\.order/,
  },
  'one key of two': {
    settings: { 'cas.interrupt.cookie.crypto.signing.key': 'x'.repeat(86) },
    said: /belongs together with cas\.interrupt\.cookie\.crypto\.encryption\.key/,
  },
  'a script that does not compile': {
    settings: { 'cas.interrupt.script.location': 'file:script.ts' },
    files: { 'script.ts': 'export default function (' },
    said: /^cas\.interrupt\.script\.location .*SyntaxError/,
  },
  'several at once': {
    settings: { 'server.address': '300.1.1.1', 'cas.server.trusted-proxies': 'x', ...SERVICES },
    said: /server\.address/,
  },
};

for (const [what, { said, ...variant }] of Object.entries(REFUSED)) {
  test(`W4 check refuses what a start refuses: ${what}`, async (t) => {
    const { exit, checked, refused } = await bothWays(t, variant);
    assert.equal(exit, 1);
    assert.ok(refused.length > 0, 'the server would have started');
    assert.deepEqual(checked.faults.toSorted(), refused.toSorted());
    assert.match(refused.join('\n'), said);
  });
}

/** The server starts with each of these, and says so; the pattern is part of what it says. */
const TOLD: Readonly<Record<string, Variant & { readonly said: RegExp }>> = {
  'a message bundle that is missing': {
    settings: { 'cas.message-bundle.base-names': 'file:texts/own' },
    said: /^cas\.message-bundle\.base-names \(DIR\/application\.properties, line \d+\): DIR\/texts\/own/m,
  },
  'a text that is no ICU message': {
    settings: { 'cas.message-bundle.base-names': 'file:own' },
    files: { 'own.properties': 'x=y\nscreen.welcome.header=Sign in, {0\n' },
    said: /DIR\/own\.properties, line 2: screen\.welcome\.header: cannot be shown as written/,
  },
  'a text with a place that nothing is given for': {
    settings: { 'cas.message-bundle.base-names': 'file:own' },
    files: { 'own_de.properties': 'screen.welcome.header=Willkommen, {0}\n' },
    said: /line 1: screen\.welcome\.header: has \{0\}, which nothing is given for/,
  },
  'a key that is nearly ours, and one that stands there twice': {
    settings: { 'cas.message-bundle.base-names': 'file:own' },
    files: { 'own.properties': 'screen.welcom.header=Hello\nhouse.rules=a\nhouse.rules=b\n' },
    said: /nearest is screen\.welcome\.header[^]*house\.rules: stands there twice/,
  },
  'a language that is incomplete': {
    settings: { 'cas.message-bundle.base-names': 'file:own' },
    files: { 'own_fr.properties': 'screen.welcome.header=Bienvenue\n' },
    said: /fr: \d+ texts are missing, too many for the language to be offered/,
  },
  'a template with a misspelt name': {
    settings: { 'cas.view.template-prefixes': 'file:templates' },
    files: { 'templates/logn.eta': '<h1>Hello</h1>' },
    said: /DIR\/templates\/logn\.eta: no page is called logn, so it is never shown; the nearest is login/,
  },
  'a template with a text that no bundle has': {
    settings: { 'cas.view.template-prefixes': 'file:templates' },
    files: { 'templates/login.eta': "<h1>x</h1>\n<p><%= it.t('house.greeting') %></p>" },
    said: /DIR\/templates\/login\.eta, line 2: no message bundle has the text house\.greeting/,
  },
  'a member of a policy that is misspelt': {
    settings: SERVICES,
    files: {
      'services/App-1.json': serviceFile(1, 'App', '^https://app/', {
        webflowInterruptPolicy: { enbled: 'false' },
      }),
    },
    said: /webflowInterruptPolicy\.enbled \(DIR\/services\/App-1\.json, line \d+\): is no member that is known; the nearest is enabled/,
  },
  'a member of a service file that stands there twice': {
    settings: SERVICES,
    files: {
      'services/App-1.json':
        '{\n "id": 1,\n "name": "App",\n "serviceId": "^https://app/",\n "contacts": [{"name": "A"}, {"name": "B"}],\n "serviceId": "^https://.*"\n}',
    },
    said: /^serviceId \(DIR\/services\/App-1\.json, line 6\): stands there twice; the last one counts/m,
  },
  'files beside service files that are not read': {
    settings: SERVICES,
    files: {
      'services/App-1.json': serviceFile(1, 'App', '^https://app/'),
      'services/Old-2.json.bak': serviceFile(2, 'Old', '^https://old/'),
      'services/New-3.yml': 'id: 3\n',
    },
    said: /New-3\.yml is not read: service files are JSON[^]*Old-2\.json\.bak is not read: it is taken for a copy/,
  },
  'a definition that refuses everybody': {
    settings: SERVICES,
    files: {
      'services/App-1.json': serviceFile(1, 'App', '^https://app/', {
        accessStrategy: { '@class': 'org.apereo.cas.services.RemoteEndpointServiceAccessStrategy' },
      }),
    },
    said: /DIR\/services\/App-1\.json: matches and refuses everybody: accessStrategy is not supported/,
  },
  'a person who stands in the file twice': {
    settings: { 'cas.authn.json.location': 'file:people.json' },
    files: { 'people.json': '{\n  "anna": { "password": "a" },\n  "anna": { "password": "b" }\n}' },
    said: /^anna \(DIR\/people\.json, line 3\): stands in the file more than once/m,
  },
  'an interrupt file that cannot be read': {
    settings: { 'cas.interrupt.json.location': 'file:interrupts.json' },
    files: { 'interrupts.json': '{ "anna": ' },
    said: /cas\.interrupt\.json\.location: DIR\/interrupts\.json/,
  },
  'a text code of an entry that no bundle has': {
    settings: { 'cas.interrupt.json.location': 'file:interrupts.json' },
    files: { 'interrupts.json': '{\n  "anna": { "messageCode": "house.notice" }\n}' },
    said: /^anna \(DIR\/interrupts\.json, line 2\): no message bundle has the text of messageCode house\.notice/m,
  },
  'a script that does not compile, with a failure mode that says what follows': {
    settings: {
      'cas.interrupt.script.location': 'file:script.ts',
      'cas.interrupt.script.failure-mode': 'CLOSED',
    },
    files: { 'script.ts': 'export default function (' },
    said: /cas\.interrupt\.script\.location .*every inquiry of it fails/,
  },
};

for (const [what, { said, ...variant }] of Object.entries(TOLD)) {
  test(`W4 check warns of what a start only tells: ${what}`, async (t) => {
    const { exit, strict, checked, refused } = await bothWays(t, variant);
    assert.deepEqual([exit, strict, checked.faults, refused], [0, 2, [], []]);
    assert.match(checked.warnings.join('\n'), said);
  });
}
