// Writes the list of the setting names of Apereo CAS 7.0.0 from a table of its metadata (name, type, default;
// tab-separated): `node tools/reference/apereo-names.ts <table> [<table of the model>]`. Defaults that the metadata does
// not tell are taken from the second, which `tools/reference/apereo-model.ts` prints for the release's commit.
import { readFile, writeFile } from 'node:fs/promises';
import { DECLARED } from '../../packages/server/src/config/declared.ts';
import { encodeNames, type ApereoName } from '../../packages/server/src/config/apereo/known-names.ts';

const [table, model] = process.argv.slice(2);
if (table === undefined)
  throw new Error('name the table: node tools/reference/apereo-names.ts <table> [<model>]');

const rows = async (path: string): Promise<readonly (readonly string[])[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));

const usual = new Map(
  model === undefined ? [] : (await rows(model)).map(([name = '', , value = '']) => [name, value]),
);
const names = (await rows(table)).map(([name = '', type = '', value = '']): ApereoName => {
  const shape = /^Map\b/u.test(type) ? 'map' : /^(?:List|Set)\b|\[\]$/u.test(type) ? 'list' : 'single';
  const own = Object.hasOwn(DECLARED, name);
  const written = value === '' && shape === 'single' && !own ? (usual.get(name) ?? '') : value;
  return { name, shape, default: written === '' ? null : written, versions: null };
});
await writeFile(
  new URL('../../packages/server/src/config/apereo/names.txt', import.meta.url),
  encodeNames(names),
);
