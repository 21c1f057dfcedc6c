// Texts of the house in the files where Apereo CAS looks for them without being told (W2, D19).
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { loadSettings } from '../../packages/server/src/config/load.ts';
import { makeConfigFolder, serviceFile } from '../support/config-folder.ts';
import { NEWS, openHouse, type House } from './support/house.ts';

const TEXTS = {
  'custom_messages.properties': '\uFEFFinterrupt.code=Hello from the house\n',
  'custom_messages_de.properties': '\uFEFFinterrupt.code=Gruß vom Haus\n',
  'common_messages.properties': 'interrupt.code=never shown\ninterrupt.common=For all languages\n',
};
const BASE_NAMES = 'cas.message-bundle.base-names';

async function shown(house: House, code: string, language: string): Promise<string> {
  house.bulletin.post('anna', { messageCode: code });
  const person = house.person();
  await person.arrive(NEWS, { locale: language });
  return (await person.signIn('anna')).body;
}

function warningsOf(t: TestContext, baseNames: string | null, files: Readonly<Record<string, string>>) {
  const folder = makeConfigFolder(baseNames === null ? {} : { [BASE_NAMES]: baseNames }, files);
  t.after(() => folder.remove());
  const loaded = loadSettings({ directory: folder.path, arguments: [], environment: {} });
  assert.ok(loaded.ok);
  return {
    names: loaded.settings[BASE_NAMES].map((name) => name.replace(folder.path, 'DIR')),
    warnings: loaded.warnings.map((line) => line.replaceAll(folder.path, 'DIR')),
  };
}

for (const baseNames of [null, 'classpath:custom_messages,classpath:messages', 'file:custom_messages']) {
  test(`W2 custom_messages of the configuration, base-names ${baseNames ?? 'not set'}`, async (t) => {
    const settings = baseNames === null ? {} : { [BASE_NAMES]: baseNames };
    const house = await openHouse(t, { settings, files: TEXTS });
    assert.match(await shown(house, 'interrupt.code', 'en'), /Hello from the house/);
    assert.match(await shown(house, 'interrupt.code', 'de'), /Gruß vom Haus/);
    assert.match(await shown(house, 'interrupt.common', 'de'), /For all languages/);
  });
}

test('W2 a bundle of the class path that is not there is no fault; others than custom_messages are told', (t) => {
  assert.deepEqual(warningsOf(t, null, {}), { names: ['classpath:messages'], warnings: [] });
  const both = 'classpath:custom_messages,classpath:messages';
  assert.deepEqual(warningsOf(t, both, {}), { names: ['classpath:messages'], warnings: [] });
  const { names, warnings } = warningsOf(t, 'classpath:house,classpath:messages', {});
  assert.deepEqual(names, ['classpath:messages']);
  assert.deepEqual(warnings, [
    'cas.message-bundle.base-names: classpath:house is not there: its place is DIR/house.properties',
  ]);
  const there = warningsOf(t, 'classpath:house,classpath:messages', { 'house_de.properties': 'a=b\n' });
  assert.deepEqual(there, { names: ['DIR/house', 'classpath:messages'], warnings: [] });
});

test('W2 custom_messages that base-names leaves out is told, with what would name it', (t) => {
  const { names, warnings } = warningsOf(t, 'classpath:messages', TEXTS);
  assert.deepEqual(names, ['classpath:messages', 'DIR/common_messages']);
  assert.equal(warnings.length, 1);
  assert.match(
    warnings[0] ?? '',
    /^DIR\/custom_messages\.properties is not read: .*add file:DIR\/custom_messages$/,
  );
});

test('D11 a byte order mark before accounts, interrupt file and service file takes nothing away', async (t) => {
  const marked = (value: object): string => `\uFEFF${JSON.stringify(value)}`;
  const house = await openHouse(t, {
    settings: { 'cas.interrupt.json.location': 'file:notices.json' },
    services: {},
    files: {
      'people.json': marked({ anna: { password: 'Mellon' } }),
      'notices.json': marked({ anna: { message: 'Read this first.' } }),
      'services/News-1.json': marked(serviceFile(1, 'News', '^http://news\\.test/.*')),
    },
  });
  assert.match((await house.person().enter('anna', NEWS)).body, /Read this first\./);
});
