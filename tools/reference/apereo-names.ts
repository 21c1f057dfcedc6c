// Writes the list of Apereo's setting names from a table of theirs (name, type, default; tab-separated):
// `node tools/reference/apereo-names.ts <table>`. Wanted only when the list is to follow another version.
import { readFile, writeFile } from 'node:fs/promises';
import { encodeNames, type ApereoName } from '../../packages/server/src/config/apereo/known-names.ts';
import { isProtected } from '../../packages/server/src/config/apereo/protected.ts';
import { DECLARED } from '../../packages/server/src/config/declared.ts';

const [table] = process.argv.slice(2);
if (table === undefined) throw new Error('name the table: node tools/reference/apereo-names.ts <table>');

const names = (await readFile(table, 'utf8'))
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line): ApereoName => {
    const [name = '', type = '', value = ''] = line.split('\t');
    const shape = /^Map\b/u.test(type) ? 'map' : /^(?:List|Set)\b|\[\]$/u.test(type) ? 'list' : 'single';
    return {
      name,
      shape,
      default: value !== '' && (isProtected(name) || Object.hasOwn(DECLARED, name)) ? value : null,
    };
  });
await writeFile(
  new URL('../../packages/server/src/config/apereo/names.txt', import.meta.url),
  encodeNames(names),
);
