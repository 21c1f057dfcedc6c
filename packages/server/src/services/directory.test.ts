import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { silentLogger, type Logger } from '@vestibule/interrupt';
import { loadServiceRegistry, type ServiceRegistryOptions } from './directory.ts';

const root = await mkdtemp(join(tmpdir(), 'services-'));
after(() => rm(root, { recursive: true }));

const define = (id: number, serviceId: string, more: object = {}): string =>
  JSON.stringify({
    '@class': 'org.apereo.cas.services.CasRegisteredService',
    serviceId,
    name: `s${id}`,
    id,
    ...more,
  });

async function directoryOf(files: Readonly<Record<string, string>>): Promise<string> {
  const directory = await mkdtemp(join(root, 'd-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(directory, name, '..'), { recursive: true });
    await writeFile(join(directory, name), text);
  }
  return directory;
}

async function load(directory: string | null, options: Partial<ServiceRegistryOptions> = {}) {
  return loadServiceRegistry({ directory, stock: false, watch: false, logger: silentLogger, ...options });
}

async function open(directory: string | null, options: Partial<ServiceRegistryOptions> = {}) {
  const loaded = await load(directory, options);
  assert.ok(loaded.ok, loaded.ok ? '' : loaded.faults.join('\n'));
  return loaded;
}

/** A promise and what keeps it. */
function expectation() {
  return Promise.withResolvers<undefined>();
}

test('files are found at every depth, by their ending, links included', async () => {
  const elsewhere = await directoryOf({ 's5-5.json': define(5, 'https://linked') });
  const directory = await directoryOf({
    's1-1.json': define(1, 'https://one'),
    'a/b/s2-2.json': define(2, 'https://two'),
    '.hidden/s3-3.json': define(3, 'https://hidden'),
    '.s4-4.json.swp': '{',
    'README.md': 'x',
    's6-6.json.bak': '{',
  });
  await symlink(elsewhere, join(directory, 'linked'));
  await symlink(directory, join(directory, 'round'));
  const { registry, notices } = await open(directory);
  assert.deepEqual(
    registry.all().map(({ id }) => id),
    [1, 2, 5],
  );
  assert.deepEqual(notices, []);
  assert.equal(registry.find('https://two')?.source, join(directory, 'a/b/s2-2.json'));
});

test('CAS-39 the first match in evaluation order wins, whole addresses only', async () => {
  const directory = await directoryOf({
    's1-1.json': define(1, '^https://.*', { evaluationOrder: 100 }),
    's2-2.json': define(2, '^https://app\\.example\\.org/.*', { evaluationOrder: 1 }),
  });
  const { registry } = await open(directory);
  assert.equal(registry.find('https://app.example.org/x')?.id, 2);
  assert.equal(registry.find('https://app.example.org.evil.example/x')?.id, 1);
  assert.equal(registry.find('http://app.example.org/x'), null);
  assert.equal(registry.find('http://app.example.org/x'), null, 'remembered');
});

test('CAS-36 ;jsessionid plays no part in the look-up', async () => {
  const { registry } = await open(
    await directoryOf({ 's1-1.json': define(1, 'https://app\\.example\\.org/x') }),
  );
  assert.equal(registry.find('https://app.example.org/x;jsessionid=ABC')?.id, 1);
});

test('an address that is refused, or is too long, belongs to no service', async () => {
  const { registry } = await open(await directoryOf({ 's1-1.json': define(1, '.*') }));
  assert.equal(registry.find('https://app.example.org/')?.id, 1);
  for (const address of ['javascript:alert(1)', 'https://a@b/', '/x', `https://a/${'x'.repeat(4096)}`]) {
    assert.equal(registry.find(address), null);
  }
});

test('W5 a service that refuses is found all the same and never falls to the next wildcard', async () => {
  const directory = await directoryOf({
    's1-1.json': define(1, '^https://app\\..*', {
      '@class': 'org.apereo.cas.services.OidcRegisteredService',
    }),
    's2-2.json': define(2, '^https://.*', { evaluationOrder: 9 }),
  });
  const { registry, warnings } = await open(directory);
  assert.match(registry.find('https://app.example.org/')?.refusal ?? '', /OidcRegisteredService/);
  assert.match(warnings.join('\n'), /s1-1\.json: matches and refuses everybody/);
});

test('D11 at start every fault of every file is said at once, and nothing starts', async () => {
  const directory = await directoryOf({
    's1-1.json': '{',
    's2-2.json': define(2, '('),
    's3-3.json': define(3, 'https://a', { accessStrategy: { enabled: 'x' } }),
    's4-4.json': define(4, 'https://a'),
    's4b-4.json': define(4, 'https://b'),
  });
  const loaded = await load(directory);
  assert.ok(!loaded.ok);
  assert.equal(loaded.faults.length, 4);
  for (const part of [
    's1-1.json: ',
    's2-2.json: serviceId: ',
    's3-3.json: accessStrategy.enabled: ',
    'each has the id 4',
  ]) {
    assert.ok(
      loaded.faults.some((fault) => fault.includes(part)),
      part,
    );
  }
});

test('D11 a directory that is not there stops the start', async () => {
  const loaded = await load(join(root, 'nowhere'));
  assert.ok(!loaded.ok);
  assert.match(
    loaded.faults[0] ?? '',
    /nowhere: the directory of service definitions cannot be read \(ENOENT\)/,
  );
});

test('W2 the stock service without a directory, with a warning; nothing at all means no service', async () => {
  const stock = await open(null, { stock: true });
  assert.match(stock.warnings.join('\n'), /any site may ask who a person is/);
  assert.equal(stock.registry.find('https://anywhere.example/')?.serviceId, '^(https|imaps)://.*');
  assert.ok(stock.registry.find('imaps://mail.example.org'));
  assert.equal(stock.registry.find('http://anywhere.example/'), null);
  const nothing = await open(null);
  assert.deepEqual([nothing.registry.all(), nothing.registry.find('https://anywhere.example/')], [[], null]);
  const both = await open(await directoryOf({}), { stock: true });
  assert.equal(both.registry.find('https://anywhere.example/'), null);
  assert.match(both.warnings.join('\n'), /no service files/);
});

test('D11 a reload that finds a fault keeps the last good definition, logs it once and shows it', async () => {
  const errors: string[] = [];
  const logger: Logger = { ...silentLogger, error: (_fields, message) => errors.push(message) };
  let changes = 0;
  const directory = await directoryOf({
    's1-1.json': define(1, 'https://one'),
    's2-2.json': define(2, 'https://.*', { evaluationOrder: 9 }),
  });
  const { registry } = await open(directory, { logger, onChange: () => (changes += 1) });
  assert.equal(registry.find('https://one')?.id, 1);

  await writeFile(join(directory, 's1-1.json'), '{ "broken": ');
  await registry.reload();
  await registry.reload();
  assert.equal(registry.find('https://one')?.id, 1);
  assert.equal(registry.faults().length, 1);
  assert.equal(errors.length, 1);

  await writeFile(join(directory, 's1-1.json'), define(1, 'https://moved'));
  await registry.reload();
  assert.deepEqual(registry.faults(), []);
  assert.equal(registry.find('https://moved')?.id, 1);
  assert.equal(registry.find('https://one')?.id, 2, 'what was remembered is forgotten');

  await rm(join(directory, 's1-1.json'));
  await registry.reload();
  assert.equal(registry.find('https://moved')?.id, 2);
  assert.equal(changes, 3);
});

test('D11 a directory that goes away keeps every definition', async () => {
  const directory = await directoryOf({ 's1-1.json': define(1, 'https://one') });
  const { registry } = await open(directory);
  await rename(directory, `${directory}-gone`);
  await registry.reload();
  assert.equal(registry.find('https://one')?.id, 1);
  assert.match(registry.faults()[0] ?? '', /cannot be read/);
  await rename(`${directory}-gone`, directory);
  await registry.reload();
  assert.deepEqual(registry.faults(), []);
});

test('D11 a watched directory counts as soon as it changes: new, edited and deleted files', async () => {
  const directory = await directoryOf({ 's1-1.json': define(1, 'https://one') });
  let changed = expectation();
  const { registry } = await open(directory, { watch: true, onChange: () => changed.resolve(undefined) });
  const awaiting = async (change: () => Promise<void>): Promise<void> => {
    changed = expectation();
    await change();
    await changed.promise;
  };
  try {
    await awaiting(() => writeFile(join(directory, 's2-2.json'), define(2, 'https://two')));
    assert.equal(registry.find('https://two')?.id, 2);
    await awaiting(() => writeFile(join(directory, 's2-2.json'), define(2, 'https://second')));
    assert.equal(registry.find('https://second')?.id, 2);
    await awaiting(() => rm(join(directory, 's2-2.json')));
    assert.equal(registry.find('https://second'), null);
  } finally {
    await registry.close();
  }
});

test('after it was closed the registry still answers and reads nothing more', async () => {
  const directory = await directoryOf({ 's1-1.json': define(1, 'https://one') });
  const { registry } = await open(directory);
  await registry.close();
  await rm(join(directory, 's1-1.json'));
  await registry.reload();
  assert.equal(registry.find('https://one')?.id, 1);
});

/** Puts a link in the place of another at once, as deployments do. */
async function swapLink(target: string, path: string): Promise<void> {
  await symlink(target, `${path}-new`);
  await rename(`${path}-new`, path);
}

for (const [where, arrange] of [
  ['the link beside the files that Kubernetes swaps', 'volume'],
  ['the link to the directory', 'directory'],
  ['a link further up', 'above'],
] as const) {
  test(`D11 definitions that are swapped by way of ${where} count`, async () => {
    const base = await directoryOf({
      '..one/services/s1-1.json': define(1, 'https://one'),
      '..two/services/s1-1.json': define(1, 'https://two'),
      '..three/services/s1-1.json': define(1, 'https://three', { accessStrategy: { enabled: false } }),
    });
    let swap = (version: string): Promise<void> => swapLink(`..${version}`, join(base, '..data'));
    let directory = join(base, '..data', 'services');
    if (arrange === 'directory') {
      directory = join(base, 'services');
      swap = (version) => swapLink(`..${version}/services`, directory);
    }
    await swap('one');
    if (arrange === 'volume') {
      directory = base;
      await symlink('..data/services/s1-1.json', join(base, 's1-1.json'));
    }
    let changed = expectation();
    const { registry } = await open(directory, { watch: true, onChange: () => changed.resolve(undefined) });
    after(() => registry.close());
    const now = (): string | undefined => registry.all()[0]?.serviceId;
    assert.equal(now(), 'https://one');
    // The first may be caught by the watcher's start, the second is caught by nothing but its eyes.
    for (const version of ['two', 'three']) {
      changed = expectation();
      await swap(version);
      await changed.promise;
      assert.equal(now(), `https://${version}`);
    }
    assert.equal(registry.find('https://three/')?.access.enabled, false);
    await registry.close();
  });
}

test('D11 a definition that is a link to nothing stops the start: its addresses would fall to a wildcard', async () => {
  const directory = await directoryOf({ 'wildcard-9.json': define(9, 'https://.*') });
  await symlink(join(directory, 'gone', 'pay-1.json'), join(directory, 'pay-1.json'));
  const loaded = await load(directory);
  assert.ok(!loaded.ok);
  assert.match(loaded.faults.join(), /pay-1\.json.*link to one that does not exist/);
});
