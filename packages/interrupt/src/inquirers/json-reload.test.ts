import assert from 'node:assert/strict';
import { mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask, CASUSER, eventually, house, messageOf } from './json-file/house.fixture.ts';

test('INT-11 a rewritten file counts: otheruser is interrupted and casuser is not', async (context) => {
  const at = house(context);
  at.write(CASUSER);
  const inquirer = await at.open({ watch: true });
  assert.equal(ask(inquirer, 'casuser').kind, 'interrupt');
  at.write({ otheruser: { message: 'Other' } });
  await eventually(() => ask(inquirer, 'otheruser').kind === 'interrupt');
  assert.deepEqual(ask(inquirer, 'casuser'), { kind: 'none' });
});

test('INT-11 a file replaced by a rename, as editors do, counts, and so does the one after it', async (context) => {
  const at = house(context);
  at.write(CASUSER);
  const inquirer = await at.open({ watch: true });
  for (const id of ['first', 'second']) {
    writeFileSync(join(at.directory, '.swap'), JSON.stringify({ [id]: { message: id } }));
    renameSync(join(at.directory, '.swap'), at.path);
    await eventually(() => ask(inquirer, id).kind === 'interrupt');
  }
  assert.deepEqual(ask(inquirer, 'first'), { kind: 'none' });
});

test('INT-11 a swapped link, as in a Kubernetes volume, counts', async (context) => {
  const at = house(context);
  for (const version of ['v1', 'v2']) {
    mkdirSync(join(at.directory, `..${version}`));
    writeFileSync(
      join(at.directory, `..${version}`, 'interrupt.json'),
      JSON.stringify({ [version]: { message: version } }),
    );
  }
  symlinkSync('..v1', join(at.directory, '..data'));
  symlinkSync(join('..data', 'interrupt.json'), at.path);
  const inquirer = await at.open({ watch: true });
  assert.equal(messageOf(ask(inquirer, 'v1')), 'v1');
  symlinkSync('..v2', join(at.directory, '..data_tmp'));
  renameSync(join(at.directory, '..data_tmp'), join(at.directory, '..data'));
  await eventually(() => ask(inquirer, 'v2').kind === 'interrupt');
});

test('INT-12 fifty concurrent inquiries for a blocked person are all blocked and read the file once', async (context) => {
  const at = house(context);
  at.write({ casuser: { block: true } });
  const inquirer = await at.open();
  unlinkSync(at.path);
  const answers = await Promise.all(Array.from({ length: 50 }, async () => ask(inquirer, 'casuser')));
  assert.ok(answers.every((answer) => answer.kind === 'interrupt' && answer.response.block));
  assert.equal(at.lines.length, 1);
});

test('INT-13 a file that breaks, shrinks to nothing or goes away leaves the last good contents in force', async (context) => {
  const at = house(context);
  at.write(CASUSER);
  const inquirer = await at.open();
  for (const content of [
    '{"casuser": {"message": "Hel',
    '',
    '   \n',
    '# being written',
    '[]',
    '"text"',
    '{"a":1,}}',
    Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1'),
  ]) {
    writeFileSync(at.path, content, 'latin1');
    await inquirer.refresh();
    assert.equal(messageOf(ask(inquirer, 'casuser')), 'Hello', content);
    assert.equal(inquirer.health().status, 'degraded', content);
  }
  unlinkSync(at.path);
  await inquirer.refresh();
  assert.equal(messageOf(ask(inquirer, 'casuser')), 'Hello');
  assert.equal(inquirer.health().status, 'degraded');
  at.write('{}');
  await inquirer.refresh();
  assert.deepEqual(ask(inquirer, 'casuser'), { kind: 'none' });
  assert.equal(inquirer.health().status, 'up');
  assert.ok(at.lines.some(({ level }) => level === 'error'));
});

test('INT-14 a missing file fails every inquiry and counts as soon as it is good (D11)', async (context) => {
  const at = house(context);
  const inquirer = await at.open({ watch: true });
  const answer = ask(inquirer, 'casuser');
  assert.ok(answer.kind === 'failed' && answer.fault.code === 'unavailable');
  assert.equal(inquirer.health().status, 'down');
  at.write(CASUSER);
  await eventually(() => ask(inquirer, 'casuser').kind === 'interrupt');
});

test('INT-14 a file that is broken at start fails every inquiry, its directory may be missing too (D11)', async (context) => {
  const at = house(context);
  at.write('{"casuser":');
  const inquirer = await at.open();
  assert.equal(ask(inquirer, 'casuser').kind, 'failed');
  assert.equal(ask(inquirer, 'anybody').kind, 'failed');
  const location = join(at.directory, 'later', 'interrupt.json');
  const other = await at.open({ location, watch: true });
  assert.equal(ask(other, 'casuser').kind, 'failed');
  mkdirSync(join(at.directory, 'later'));
  writeFileSync(location, JSON.stringify(CASUSER));
  await eventually(() => ask(other, 'casuser').kind === 'interrupt');
});

test('D11 a large file is read in a thread, JSON and Hjson, and breaks like a small one', async (context) => {
  const at = house(context);
  const people = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, n) => [`user${n}`, { message: `Message ${n}` }]),
  );
  at.write(people);
  const inquirer = await at.open();
  for (const n of [0, 1, 9_999, 19_999]) assert.equal(messageOf(ask(inquirer, `user${n}`)), `Message ${n}`);
  assert.deepEqual(ask(inquirer, 'user20000'), { kind: 'none' });
  at.write(`${JSON.stringify(people).slice(0, -1)},"broken":`);
  await inquirer.refresh();
  assert.equal(messageOf(ask(inquirer, 'user5')), 'Message 5');
  assert.equal(inquirer.health().status, 'degraded');
  at.write(
    `# Hjson\n${Object.keys(people)
      .map((id) => `${id}: {message: "H ${id}"}`)
      .join('\n')}`,
  );
  await inquirer.refresh();
  assert.equal(messageOf(ask(inquirer, 'user19999')), 'H user19999');
  assert.equal(inquirer.health().status, 'up');
});

test('D11 closing while a large file is read ends the reading', async (context) => {
  const at = house(context);
  at.write(CASUSER);
  const inquirer = await at.open();
  at.write(
    Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`user${n}`, { message: `Message ${n}` }])),
  );
  const refreshed = inquirer.refresh();
  await inquirer.close();
  await refreshed;
  assert.equal(messageOf(ask(inquirer, 'casuser')), 'Hello');
});
