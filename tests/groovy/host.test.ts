// Debian packages: default-jdk-headless, groovy
// How the JVM of Groovy is found and started on this machine. Needs the packages `groovy` and `default-jre-headless`.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import {
  createGroovyHost,
  type GroovyHostCreation,
  type GroovyHostOptions,
} from '../../packages/interrupt/src/inquirers/groovy/host.ts';
import { createGroovyInquirer } from '../../packages/interrupt/src/inquirers/groovy/inquirer.ts';
import { silentLogger, systemClock, systemRandom } from '../../packages/interrupt/src/ports.ts';
import { DEBIAN_JARS } from './room.ts';

const directory = mkdtempSync(join(tmpdir(), 'vestibule-groovy-'));
after(() => rmSync(directory, { recursive: true }));

const ports = { logger: silentLogger, clock: systemClock };
const start = async (options: Partial<GroovyHostOptions>): Promise<GroovyHostCreation> =>
  createGroovyHost({
    maxMemory: 64 * 1024 * 1024,
    random: systemRandom,
    env: process.env,
    ...ports,
    ...options,
  });

const FACTS = {
  principal: 'casuser',
  principalAttributes: [],
  authenticationAttributes: [],
  authenticatedAt: 0,
  service: null,
  registeredService: null,
};

test('D12 Groovy is found without any setting, and says which one it is', async () => {
  const created = await start({ env: { ...process.env, GROOVY_HOME: undefined } });
  if (!created.ok) assert.fail(created.detail);
  assert.match(created.host.health().detail, /^Groovy \d.* on Java \d.*restarted 0 times$/);
  await created.host.close();
});

test('D12 a Java runtime without a compiler will do', async () => {
  const created = await start({
    jars: DEBIAN_JARS,
    env: { ...process.env, JDK_JAVA_OPTIONS: '--limit-modules=java.se,jdk.unsupported' },
  });
  if (!created.ok) assert.fail(created.detail);
  const { host } = created;
  const loaded = await host.load({
    name: 'a.groovy',
    text: 'javax.tools.ToolProvider.systemJavaCompiler == null',
    mustTakeArguments: false,
  });
  if (!loaded.ok) assert.fail(loaded.detail);
  assert.deepEqual(await host.decide(loaded.script, FACTS, 20_000), { ok: true, value: true });
  await host.close();
});

test('D12 a JVM that cannot start stops start-up with its own words', async () => {
  const jar = join(directory, 'groovy-0.jar');
  writeFileSync(jar, '');
  const noGroovy = await start({ jars: [jar] });
  assert.equal(noGroovy.ok ? '' : noGroovy.code, 'start-failed');
  assert.match(noGroovy.ok ? '' : noGroovy.detail, /groovy\.ui\.GroovyMain/);
  const noMemory = await start({ jars: DEBIAN_JARS, maxMemory: 1024 });
  assert.match(noMemory.ok ? '' : noMemory.detail, /heap/i);
  const noDirectory = await start({ jars: DEBIAN_JARS, workDirectory: join(directory, 'nowhere') });
  assert.match(noDirectory.ok ? '' : noDirectory.detail, /no directory for class files can be made: ENOENT/);
});

test('D12 without Java start-up stops and says what to install', async () => {
  const created = await start({ env: {} });
  assert.deepEqual([created.ok, created.ok ? '' : created.code], [false, 'no-java']);
});

test('a location that is no file is refused', async () => {
  const created = await start({ jars: DEBIAN_JARS });
  if (!created.ok) assert.fail(created.detail);
  const { host } = created;
  const options = { host, strict: false, timeout: 1000, watch: false, ...ports };
  const made = await createGroovyInquirer({ ...options, location: 'classpath:interrupt.groovy' });
  assert.match(made.ok ? 'made' : made.detail, /^cas\.interrupt\.groovy\.location: .*classpath:/);
  await host.close();
  const late = await host.load({ name: 'a.groovy', text: '', mustTakeArguments: false });
  assert.equal(late.ok, false);
});

test('D37 -Dname=value reaches System.getProperty and no command line, nor does the log quote the environment', async () => {
  const lines: string[] = [];
  const warn = (fields: object): void => void lines.push(JSON.stringify(fields));
  const created = await start({
    jars: DEBIAN_JARS,
    logger: { ...silentLogger, warn },
    systemProperties: new Map([
      ['house.secret', 'of the house "ä"'],
      ['user.timezone', 'Europe/Vienna'],
    ]),
    env: { ...process.env, JAVA_TOOL_OPTIONS: '-Dhouse.tool=of-the-tool' },
  });
  if (!created.ok) assert.fail(created.detail);
  const { host } = created;
  const text = `[System.getProperty('house.secret'), System.getProperty('house.tool'), TimeZone.default.ID] ==
    ['of the house "ä"', 'of-the-tool', 'Europe/Vienna'] && !new File('/proc/self/cmdline').text.contains('house')`;
  const loaded = await host.load({ name: 'a.groovy', text, mustTakeArguments: false });
  if (!loaded.ok) assert.fail(loaded.detail);
  assert.deepEqual(await host.decide(loaded.script, FACTS, 20_000), { ok: true, value: true });
  await host.close();
  assert.deepEqual(lines, []);
});

test('D33 the JVM leaves nothing in the shared temporary directory', async () => {
  const shared = mkdtempSync(join(directory, 'shared-'));
  const workDirectory = mkdtempSync(join(directory, 'own-'));
  const created = await start({ jars: DEBIAN_JARS, workDirectory, env: { ...process.env, TMPDIR: shared } });
  if (!created.ok) assert.fail(created.detail);
  const { host } = created;
  const text = `new File(System.getProperty('java.io.tmpdir')).canonicalPath.startsWith('${workDirectory}') &&
    File.createTempFile('temporary', 'b').canonicalPath.startsWith('${workDirectory}') &&
    !new File('/tmp/hsperfdata_' + System.getProperty('user.name') + '/' + java.lang.management.ManagementFactory.runtimeMXBean.name.split('@')[0]).exists()`;
  const loaded = await host.load({ name: 'a.groovy', text, mustTakeArguments: false });
  if (!loaded.ok) assert.fail(loaded.detail);
  assert.deepEqual(await host.decide(loaded.script, FACTS, 20_000), { ok: true, value: true });
  await host.close();
  assert.deepEqual([readdirSync(shared), readdirSync(workDirectory)], [[], []]);
});

test('D12 a JVM is restarted although somebody tidied its class files away', async () => {
  const workDirectory = join(directory, 'work');
  mkdirSync(workDirectory);
  const created = await start({ jars: DEBIAN_JARS, workDirectory });
  if (!created.ok) assert.fail(created.detail);
  const { host } = created;
  const text = "if (username == 'ends') Runtime.runtime.halt(1)\nreturn true";
  const loaded = await host.load({ name: 'a.groovy', text, mustTakeArguments: false });
  if (!loaded.ok) assert.fail(loaded.detail);
  const decide = async (principal: string): Promise<boolean> =>
    // Twice the start of a JVM, the second with the host to compile.
    (await host.decide(loaded.script, { ...FACTS, principal }, 200_000)).ok;
  for (const tidied of [false, true, false]) {
    if (tidied)
      for (const name of readdirSync(workDirectory)) rmSync(join(workDirectory, name), { recursive: true });
    assert.deepEqual([await decide('ends'), await decide('casuser')], [false, true]);
  }
  await host.close();
  assert.deepEqual(readdirSync(workDirectory), []);
});

test('D37 a JVM that had no time to start names the setting that gives it more', async () => {
  const late = await start({ jars: DEBIAN_JARS, startTimeout: 1 });
  assert.match(late.ok ? '' : late.detail, /not ready within 1 ms \(cas\.interrupt\.groovy\.start-timeout\)/);
});
