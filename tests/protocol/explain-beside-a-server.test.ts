// `vestibule explain` says what the server does, because it looks at what the server keeps; beside it, and changing nothing.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { explainCommand } from '../../packages/server/src/command/explain.ts';
import { NEWS, openHouse, type House } from './support/house.ts';

const openStoreHouse = (t: TestContext, more: Readonly<Record<string, string>> = {}): Promise<House> =>
  openHouse(t, {
    settings: {
      'cas.interrupt.json.location': 'file:interrupts.json',
      'cas.interrupt.tracking.type': 'STORE',
      ...more,
    },
    files: { 'interrupts.json': { anna: { message: 'Read this.' } } },
  });

async function explained(house: House, user: string): Promise<string> {
  const directory = house.folder.path;
  const asked = { directory, arguments: [], user, attributes: [], service: NEWS, json: false };
  const { ok, lines } = await explainCommand(asked);
  assert.ok(ok, lines.join('\n'));
  return lines.join('\n').replaceAll(directory, 'DIR');
}

test('D23 explain sees acknowledgements in the store of a running server, and of one that stopped', async (t) => {
  const house = await openStoreHouse(t);
  const person = house.person();
  await person.enter('anna', NEWS);
  const before = await explained(house, 'anna');
  assert.match(before, /"Read this\."; DIR\/interrupts\.json, line 2; not acknowledged so far/);
  assert.match(before, /Decision {5}the person sees the page of json$/);
  await person.proceed();
  const data = join(house.folder.path, 'data');
  const [files, rows] = [readdirSync(data), house.rows()];
  const after = await explained(house, 'anna');
  assert.match(after, /acknowledged before/);
  assert.match(after, /Decision {5}the person goes on$/);
  assert.deepEqual(
    [readdirSync(data), house.rows()],
    [files, rows],
    'nothing is made and nothing is written',
  );
});

test('D23 explain says the last known answer where the server would use it, and whom no account has', async (t) => {
  const house = await openStoreHouse(t, { 'cas.interrupt.json.failure-mode': 'LAST_KNOWN' });
  await house.person().enter('anna', NEWS);
  house.folder.write('interrupts.json', '{ broken');
  assert.match(await explained(house, 'anna'), /json: an interrupt, .*the last known answer/);
  const stranger = await explained(house, 'nobody');
  assert.match(stranger, /nobody; no account of that name is configured/);
  assert.match(stranger, /Decision {5}the person goes on, marked interruptInquiryFailed=json$/);
});
