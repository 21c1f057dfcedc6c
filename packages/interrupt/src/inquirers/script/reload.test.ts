// Scripts that change while the server runs (D11, D12).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, messageOf, scriptHouse } from './testing/script-house.ts';

const saying = (message: string): string => `export default () => ({ message: '${message}' });`;

test('D12 a changed script counts', async (context) => {
  const house = scriptHouse(context);
  house.write('s.ts', saying('one'));
  const inquirer = await house.open('s.ts');
  assert.equal(messageOf(await ask(inquirer, 'casuser')), 'one');
  house.write('s.ts', saying('two'));
  await inquirer.refresh();
  assert.equal(messageOf(await ask(inquirer, 'casuser')), 'two');
});

test('D12 a watched script counts without anybody asking for it, and so does a file that it imports', async (context) => {
  const house = scriptHouse(context);
  house.write('text.ts', `export const text: string = 'one';`);
  house.write('s.ts', `import { text } from './text.ts'; export default () => ({ message: text });`);
  const inquirer = await house.open('s.ts', { watch: true });
  const until = async (message: string): Promise<void> => {
    for (let looks = 0; messageOf(await ask(inquirer, 'casuser')) !== message; looks += 1) {
      assert.ok(looks < 500, 'it did not count within ten seconds');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  house.write('text.ts', `export const text: string = 'two';`);
  await until('two');
  house.write('s.ts', saying('three'));
  await until('three');
});

const BROKEN: [what: string, text: string, detail: RegExp][] = [
  ['does not parse', 'export default () => {', /SyntaxError/],
  ['is not erasable TypeScript', 'enum A { B } export default () => null;', /enum/],
  ['throws while it loads', `throw new Error('no database');`, /Error: no database \(s\.ts:1:\d+\)/],
  ['imports what is not there', `import './missing.ts'; export default () => null;`, /missing\.ts/],
  ['has no default export', 'export const script = () => null;', /default export is not a function/],
  ['ends its process', 'process.exit(4);', /exit code 4/],
  ['never comes to an end', 'for (;;);', /does not load within 5000 ms/],
];

for (const [what, text, detail] of BROKEN) {
  test(`D12 an edit that ${what} leaves the last good version in force and shows in health`, async (context) => {
    const house = scriptHouse(context);
    house.write(
      's.ts',
      `import { good } from './good.ts';
       export default ({ id }: { id: string }) => { if (id === 'loops') for (;;); return { message: good }; };`,
    );
    house.write('good.ts', `export const good: string = 'good';`);
    const inquirer = await house.open('s.ts', { timeout: 300, startTimeout: 5000 });
    assert.equal(inquirer.health().status, 'up');
    house.write('s.ts', text);
    house.remove('good.ts');
    await inquirer.refresh();
    assert.equal(inquirer.health().status, 'degraded');
    assert.match(inquirer.health().detail, detail);
    assert.match((await house.logged('error', /rejected/)).message, /last good version stays in force/);
    assert.equal(messageOf(await ask(inquirer, 'casuser')), 'good');
    // Also after its process had to be started again, when the files hold something else already.
    assert.equal((await ask(inquirer, 'loops')).kind, 'failed');
    for (;;) {
      const answer = await ask(inquirer, 'casuser');
      if (answer.kind === 'failed') continue;
      assert.equal(messageOf(answer), 'good');
      break;
    }
    house.write('s.ts', saying('better'));
    await inquirer.refresh();
    assert.equal(inquirer.health().status, 'up');
    assert.equal(messageOf(await ask(inquirer, 'casuser')), 'better');
  });
}

test('D11 a script that is missing at start fails every inquiry until it is there', async (context) => {
  const house = scriptHouse(context);
  const inquirer = await house.open('s.ts');
  assert.equal(inquirer.health().status, 'down');
  const answer = await ask(inquirer, 'casuser');
  assert.equal(answer.kind, 'failed');
  assert.equal(answer.fault.code, 'unavailable');
  assert.match(answer.fault.detail, /s\.ts: the file does not exist/);
  house.write('s.ts', saying('here'));
  await inquirer.refresh();
  assert.equal(inquirer.health().status, 'up');
  assert.equal(messageOf(await ask(inquirer, 'casuser')), 'here');
});

test('D11 a script that is broken at start fails every inquiry until what it imports is good', async (context) => {
  const house = scriptHouse(context);
  house.write('s.ts', `import { good } from './good.ts'; export default () => ({ message: good });`);
  house.write('good.ts', `export const bad = 1;`);
  const inquirer = await house.open('s.ts');
  assert.equal((await ask(inquirer, 'casuser')).kind, 'failed');
  assert.equal(inquirer.health().status, 'down');
  house.write('good.ts', `export const good = 'good';`);
  await inquirer.refresh();
  assert.equal(messageOf(await ask(inquirer, 'casuser')), 'good');
});

test('D12 what is in flight while a script changes is answered by the version that was asked', async (context) => {
  const house = scriptHouse(context);
  house.write(
    's.ts',
    `export default () => new Promise((resolve) => setTimeout(() => resolve({ message: 'old' }), 600));`,
  );
  const inquirer = await house.open('s.ts', { timeout: 10_000 });
  const pending = ask(inquirer, 'casuser');
  house.write('s.ts', saying('new'));
  await inquirer.refresh();
  assert.equal(messageOf(await ask(inquirer, 'casuser')), 'new');
  assert.equal(messageOf(await pending), 'old');
});
