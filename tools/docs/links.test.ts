// No document leads nowhere: links, settings and dependencies that documents name exist.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CLASSIFIED } from '../../packages/server/src/config/apereo/effects.ts';
import { apereoNames, findApereoName } from '../../packages/server/src/config/apereo/known-names.ts';
import { successorOf } from '../../packages/server/src/config/apereo/superseded.ts';
import { DECLARED } from '../../packages/server/src/config/declared.ts';
import { place } from '../../packages/server/src/config/place.ts';
import { settingOf } from '../../packages/server/src/config/sources/environment-source.ts';
import { anchors, readDocuments, relativeLinks, settingsNamed, variablesNamed } from './documents.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = readDocuments(root);
/** The reference lists names of Apereo CAS too; it is made from the declarations and held to them elsewhere. */
const written = documents.filter(({ path }) => !path.startsWith('docs/reference/'));

function isDead(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#', 2);
  const target =
    file === '' ? from : normalize(join(dirname(from), decodeURIComponent(file))).replaceAll('\\', '/');
  if (target.startsWith('..') || !existsSync(join(root, target))) return true;
  const document = documents.find(({ path }) => path === target);
  return anchor !== undefined && document !== undefined && !anchors(document).has(anchor);
}

/** Settings of Apereo CAS that documents name as examples of what is not here. */
const NOT_OURS = ['cas.authn.mfa'];

function isUnknown(name: string): boolean {
  const plain = name.replace(/\.$/u, '').replace(/\.NAME$/u, '.name');
  if (NOT_OURS.some((known) => plain.startsWith(known))) return false;
  if (name.endsWith('.')) return !Object.keys(DECLARED).some((known) => known.startsWith(name));
  const source = { where: 'a document', line: null };
  const placed = place({ name: plain, value: 'x', source, rank: 0 });
  if (placed.kind === 'placed') return false;
  // A list, a map or a group of settings may be named as a whole.
  return !Object.keys(DECLARED).some((known) => known === plain || known.startsWith(`${plain}.`));
}

/** The one document that is about what is not here. */
const MIGRATION = 'docs/guides/from-apereo-cas.md';

/** A setting of Apereo CAS or of Spring, or the beginning of some. */
function isTheirs(name: string): boolean {
  const plain = name.replace(/\.$/u, '').replaceAll(/\[\d+\]/gu, '[]');
  const known = [...apereoNames()].map((one) => one.name);
  return (
    OTHER_FILES.has(plain) ||
    plain.startsWith('server.tomcat') ||
    CLASSIFIED.includes(plain) ||
    findApereoName(plain) !== null ||
    successorOf(plain) !== null ||
    known.some((one) => one === plain || one.startsWith(`${plain}.`))
  );
}

/** Files that are called like settings. */
const OTHER_FILES: ReadonlySet<string> = new Set(['cas.groovy', 'cas.war']);
/** Variables that are told of because they are no settings (D38). */
const OTHER_VARIABLES: ReadonlySet<string> = new Set(['CAS_OPTS', 'CAS_PORT', 'CAS_SERVICE_HOST']);

test('there are documents, with links and settings in them', () => {
  assert.ok(documents.length > 15);
  assert.ok(documents.flatMap(relativeLinks).length > 50);
  assert.ok(written.flatMap(settingsNamed).length > 50);
});

test('a dead link, a dead anchor and an undeclared setting are noticed', () => {
  assert.ok(isDead('docs/guides/services.md', 'nowhere.md'));
  assert.ok(isDead('docs/guides/services.md', 'operations.md#nowhere'));
  assert.ok(!isDead('docs/guides/services.md', 'operations.md#health'));
  assert.ok(isUnknown('cas.interrupt.json.lokation'));
  assert.ok(isUnknown('cas.interrupt.json.location[0]'));
  assert.ok(!isUnknown('cas.interrupt.json.location'));
  assert.ok(isTheirs('cas.authn.ldap[0].'));
  assert.ok(!isTheirs('cas.authn.lpad[0].'));
});

test('every relative link leads to a file, and to a heading if it names one', () => {
  const dead = documents.flatMap((document) =>
    relativeLinks(document)
      .filter((link) => isDead(document.path, link))
      .map((link) => `${document.path}: ${link}`),
  );
  assert.deepEqual(dead, []);
});

test('every setting that a document names is declared', () => {
  const unknown = written.flatMap((document) => [
    ...settingsNamed(document)
      .filter((name) => isUnknown(name) && !(document.path === MIGRATION && isTheirs(name)))
      .map((name) => `${document.path}: ${name}`),
    ...variablesNamed(document)
      .filter(
        (name) => settingOf(name) === null && !(document.path === MIGRATION && OTHER_VARIABLES.has(name)),
      )
      .map((name) => `${document.path}: ${name}`),
  ]);
  assert.deepEqual(unknown, []);
});

test('docs/dependencies.md names every dependency at its version, and none that is gone', () => {
  const manifests = ['package.json', 'packages/interrupt/package.json', 'packages/server/package.json'];
  const wanted = manifests.flatMap((path) => {
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, object | undefined>;
    const groups = [manifest['dependencies'], manifest['devDependencies'], manifest['optionalDependencies']];
    return groups.flatMap((group) =>
      Object.entries(group ?? {}).map(([name, version]) => `${name} ${version}`),
    );
  });
  const page = documents.find(({ path }) => path === 'docs/dependencies.md')?.text ?? '';
  const rows = [...page.matchAll(/^\| (\S+) \| (\d\S*) \|/gmu)].map(
    ([, name, version]) => `${name} ${version}`,
  );
  assert.deepEqual([...new Set(rows)].toSorted(), [...new Set(wanted)].toSorted());
});
