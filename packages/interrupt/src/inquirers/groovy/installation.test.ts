// Where Java and Groovy are looked for, in which order, and what is said when there is none.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findGroovy, type FoundInstallation, type LookingFor } from './installation.ts';

const root = mkdtempSync(join(tmpdir(), 'vestibule-installation-'));
after(() => rmSync(root, { recursive: true }));

function file(path: string, mode = 0o644): string {
  const whole = join(root, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, '');
  chmodSync(whole, mode);
  return whole;
}

const java = file('jre/bin/java', 0o755);
const PATH = join(root, 'jre/bin');
const systemJar = file('share/java/groovy-all.jar');

function find(looking: Partial<LookingFor>): FoundInstallation {
  return findGroovy({ env: { PATH }, systemJar, ...looking });
}

function jars(found: FoundInstallation): readonly string[] {
  return found.ok
    ? found.installation.jars.map((jar) => jar.slice(root.length + 1))
    : assert.fail(found.detail);
}

test('D12 without Java the fault names what to install', () => {
  const found = find({ env: { PATH: join(root, 'empty') } });
  assert.deepEqual([found.ok, found.ok ? '' : found.code], [false, 'no-java']);
  assert.match(found.ok ? '' : found.detail, /install a Java runtime.*default-jre-headless.*JAVA_HOME/);
});

test('JAVA_HOME comes before the path', () => {
  const other = file('other/bin/java', 0o755);
  const found = find({ env: { PATH, JAVA_HOME: join(root, 'other') } });
  assert.equal(found.ok && found.installation.java, other);
  const gone = find({ env: { PATH, JAVA_HOME: join(root, 'gone') } });
  assert.equal(gone.ok && gone.installation.java, java);
});

test('D12 the setting comes first: files and directories, and nothing else is looked at', () => {
  const core = file('setting/groovy-4.0.26.jar');
  file('setting/groovy-json-4.0.26.jar');
  const driver = file('drivers/jdbc.jar');
  assert.deepEqual(jars(find({ jars: [join(root, 'setting'), driver] })), [
    'setting/groovy-4.0.26.jar',
    'setting/groovy-json-4.0.26.jar',
    'drivers/jdbc.jar',
  ]);
  assert.deepEqual(jars(find({ jars: [core] })), ['setting/groovy-4.0.26.jar']);
  for (const wrong of [[driver], [join(root, 'nowhere.jar')]]) {
    const found = find({ jars: wrong });
    assert.equal(found.ok ? '' : found.code, 'no-groovy');
  }
});

test('GROOVY_HOME comes before the path, and a wrong one is told', () => {
  file('home/lib/groovy-2.4.21.jar');
  file('home/lib/readme.txt');
  symlinkSync(join(root, 'nowhere'), join(root, 'home/lib/ant.jar'));
  assert.deepEqual(jars(find({ env: { PATH, GROOVY_HOME: join(root, 'home') } })), [
    'home/lib/groovy-2.4.21.jar',
  ]);
  const wrong = find({ env: { PATH, GROOVY_HOME: join(root, 'jre') } });
  assert.match(wrong.ok ? '' : wrong.detail, /GROOVY_HOME is .*holds no groovy/);
});

test('groovy on the path leads to its home, through links', () => {
  const program = file('sdk/bin/groovy', 0o755);
  file('sdk/lib/groovy-4.0.1.jar');
  mkdirSync(join(root, 'bin'));
  symlinkSync(program, join(root, 'bin/groovy'));
  assert.deepEqual(jars(find({ env: { PATH: `${PATH}:${join(root, 'bin')}` } })), [
    'sdk/lib/groovy-4.0.1.jar',
  ]);
});

test('then the jar of the system', () => {
  assert.deepEqual(jars(find({})), ['share/java/groovy-all.jar']);
});
