// The guide names every class that a script can import and that does something (D37).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';

const groovy = new URL('../../packages/interrupt/src/inquirers/groovy/', import.meta.url);

test('D37 the guide of Groovy lists the classes of the reference that exist', () => {
  const guide = readFileSync(new URL('../../docs/guides/interrupt-groovy.md', import.meta.url), 'utf8');
  const sources = ['host', 'reference'].flatMap((folder) =>
    readdirSync(new URL(`./${folder}/`, groovy), { recursive: true, encoding: 'utf8' }),
  );
  const classes = sources
    .filter((name) => name.endsWith('.groovy') && !name.startsWith('vestibule') && name !== 'Main.groovy')
    .map((name) => basename(name, '.groovy').replace('$', '.'));
  assert.ok(classes.length > 30);
  assert.deepEqual(
    classes.filter((name) => !guide.includes(`\`${name}\``)),
    [],
  );
});
