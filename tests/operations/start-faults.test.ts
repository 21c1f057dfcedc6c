// Debian packages: openssl
// Whatever stops a start is told in words that say what, where and what would help; never with a stack trace, and nothing is
// ready that is not.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { listenFault } from '../../packages/server/src/web/listening.ts';
import type { ConfigFolder } from '../support/config-folder.ts';
import { houseFolder } from './house.ts';

const LAUNCHER = fileURLToPath(new URL('../../packages/server/bin/vestibule.js', import.meta.url));

/** Root may do everything; without these capabilities it is an account like others. */
const AS_ANYBODY =
  process.getuid?.() === 0
    ? ['setpriv', '--inh-caps=-all', '--bounding-set=-dac_override,-dac_read_search,-net_bind_service']
    : [];

/** What `serve` says when it refuses; the same as `check` says of it is another test's. */
function refusal(folder: ConfigFolder, ...parameters: readonly string[]): string {
  const command = [
    process.execPath,
    LAUNCHER,
    'serve',
    '--config',
    folder.path,
    '--server.port=0',
    ...parameters,
  ];
  const [program = '', ...rest] = [...AS_ANYBODY, ...command];
  const { status, stdout, stderr } = spawnSync(program, rest, { encoding: 'utf8', timeout: 60_000 });
  assert.equal(status, 1, stderr);
  assert.equal(stdout, '', 'it is not ready');
  assert.doesNotMatch(stderr, /^\s+at /m);
  return stderr;
}

const openssl = (words: string): void => void execFileSync('openssl', words.split(' '), { stdio: 'pipe' });

test('W3 a file that may not be read: who tried, which mode it has, and the command that helps', (t) => {
  const folder = houseFolder(t);
  const people = join(folder.path, 'people.json');
  chmodSync(people, 0o000);
  const uid = process.getuid?.() ?? 0;
  assert.match(
    refusal(folder),
    new RegExp(
      `people\\.json.*cannot be read \\(EACCES\\): this is user \\S* ?\\(?${uid}\\)?, and ${people} belongs to user ${uid}, group \\d+, with mode 000; run: chmod u\\+r '${people}'`,
    ),
  );
  chmodSync(people, 0o644);
  const services = join(folder.path, 'services');
  chmodSync(services, 0o000);
  const said = refusal(folder);
  chmodSync(services, 0o755);
  assert.match(
    said,
    /directory of service definitions cannot be read \(EACCES\): .*with mode 000; run: chmod/,
  );
});

test('W3 a file of another account asks for its group, not for everybody', (t) => {
  // Only root can give a file away; any other account is shown one of root's.
  const folder = houseFolder(t);
  const people = join(folder.path, 'people.json');
  if (process.getuid?.() === 0) {
    chownSync(people, 4711, 4711);
    chmodSync(people, 0o600);
    assert.match(
      refusal(folder),
      /belongs to user 4711, group 4711, with mode 600; run: chgrp 0 '\S+' && chmod g\+r/,
    );
  } else {
    const shadow = '--cas.authn.json.location=file:/etc/shadow';
    assert.match(
      refusal(folder, shadow),
      /belongs to user 0, group \d+, with mode \d+; run: chgrp \d+ '\/etc\/shadow' && chmod g\+r/,
    );
  }
});

test('W3 a people file that is missing names its setting', (t) => {
  const folder = houseFolder(t, { 'cas.authn.json.location': 'file:nobody.json' });
  assert.match(
    refusal(folder),
    /cas\.authn\.json\.location .*nobody\.json: cannot be read \(ENOENT\): there is no such file/,
  );
});

test('W3 broken YAML and Hjson: the file, the line and the reason', (t) => {
  const yaml = houseFolder(t);
  yaml.write('application.yml', 'cas:\n  authn:\n    json: [\n');
  assert.match(refusal(yaml), /application\.yml.*line 4.*/);
  const hjson = houseFolder(t);
  hjson.write('people.json', '{\n  anna: { password: "Mellon" }\n  bert: { password: "x" \n');
  assert.match(refusal(hjson), /people\.json.*line \d+/);
  assert.ok(!refusal(hjson).includes('Mellon'));
  const service = houseFolder(t);
  service.write(
    'services/News-1.json',
    '{\n  "@class": "org.apereo.cas.services.CasRegisteredService",\n  "id": \n',
  );
  assert.match(refusal(service), /News-1\.json.*line \d+/);
});

interface Keys {
  readonly folder: ConfigFolder;
  readonly path: (name: string) => string;
}

function keyFolder(t: TestContext): Keys {
  const folder = houseFolder(t);
  const path = (name: string): string => join(folder.path, name);
  for (const name of ['one', 'other']) {
    openssl(
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -keyout ${path(`${name}.key`)} -out ${path(`${name}.pem`)}`,
    );
  }
  return { folder, path };
}

test('W3 TLS in PEM: of a certificate and a key the file that is wrong is named, with the reason', (t) => {
  const { folder, path } = keyFolder(t);
  const say = (certificate: string, key: string): string =>
    refusal(
      folder,
      `--server.ssl.certificate=file:${path(certificate)}`,
      `--server.ssl.certificate-private-key=file:${path(key)}`,
    );
  writeFileSync(path('garbage.pem'), 'no certificate');
  openssl(`pkey -in ${path('one.key')} -aes256 -passout pass:Mellon -out ${path('locked.key')}`);
  assert.match(
    say('garbage.pem', 'one.key'),
    /server\.ssl\.certificate .*garbage\.pem holds no certificate in PEM \(.+\)/,
  );
  assert.match(
    say('one.pem', 'garbage.pem'),
    /server\.ssl\.certificate-private-key .*garbage\.pem holds no private key in PEM \(.+\)/,
  );
  assert.match(say('one.pem', 'locked.key'), /locked\.key is encrypted.*openssl pkey -in/);
  assert.match(say('one.pem', 'other.key'), /other\.key is not the key of the certificate in \S+one\.pem/);
  assert.match(
    say('one.pem', 'missing.key'),
    /certificate-private-key .*missing\.key cannot be read \(ENOENT\): there is no such file/,
  );
});

test('W3 TLS in PKCS#12: a wrong password and a file that is none are told apart', (t) => {
  const { folder, path } = keyFolder(t);
  openssl(
    `pkcs12 -export -inkey ${path('one.key')} -in ${path('one.pem')} -passout pass:Mellon -out ${path('store.p12')}`,
  );
  const say = (file: string, password: string): string =>
    refusal(
      folder,
      `--server.ssl.key-store=file:${path(file)}`,
      `--server.ssl.key-store-password=${password}`,
    );
  const wrong = say('store.p12', 'Swordfish');
  assert.match(wrong, /server\.ssl\.key-store-password.*it does not open \S+store\.p12 \(.+\)/);
  assert.ok(!wrong.includes('Swordfish'));
  assert.match(
    say('one.pem', 'Mellon'),
    /server\.ssl\.key-store.*one\.pem cannot be used as a PKCS#12 key store \(.+\)/,
  );
});

test('W3 arguments of other programs are told how they are called here', (t) => {
  const folder = houseFolder(t);
  assert.match(
    refusal(folder, '--port', '8080'),
    /--port \(arguments\): is no setting; write --server\.port=/,
  );
  assert.match(refusal(folder, '--port=8080'), /--port \(arguments\): is no setting; write --server\.port=/);
  assert.match(refusal(folder, '--address=127.0.0.1'), /write --server\.address=/);
});

test('W3 a port that is taken or not allowed, and an address of another machine, are told with what helps', async (t) => {
  const folder = houseFolder(t);
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  t.after(() => taken.close());
  const { port } = taken.address() as AddressInfo;
  assert.match(
    refusal(folder, `--server.port=${port}`),
    new RegExp(`server\\.port .*${port} is taken by another program`),
  );
  // Asked by itself: many a container may listen on every port.
  assert.match(
    listenFault({ name: 'Error', message: '', code: 'EACCES' }, 443, ''),
    /^server\.port: 443 may not be used by this account.*proxy.*CAP_NET_BIND_SERVICE/,
  );
  for (const address of ['192.0.2.1', 'no-such-host.invalid', '::zz']) {
    assert.match(
      refusal(folder, `--server.address=${address}`),
      /server\.address .*is no address of this machine/,
      address,
    );
  }
});
