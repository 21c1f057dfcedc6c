// What the core does not need, it does not load: a library that only some configurations or requests want costs
// start-up time and memory of everybody else.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { serviceFile } from '../support/config-folder.ts';
import { createClient } from '../support/http-client.ts';
import { startServer } from '../support/server.ts';

const NEWS = 'http://localhost:9/news/';

/** Loaded by the first request or the setting that needs them. */
const AT_NEED = [
  'unified',
  'rehype-parse',
  'rehype-sanitize',
  'rehype-stringify',
  'remark-parse',
  'remark-rehype',
  'xmlbuilder2',
  'fast-xml-parser',
  'undici',
  'cockatiel',
  'jose',
  'yaml',
  'prom-client',
  '@node-rs/bcrypt',
  '@node-rs/argon2',
  'pg',
  'kysely',
  'ldapts',
  'redis',
  '@redis/client',
  // fastify's compilers for JSON schemas, which no route has.
  'ajv',
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
];

test('a server that shows its login form has loaded nothing that only some need', async (t) => {
  const scratch = mkdtempSync(join(tmpdir(), 'vestibule-packages-'));
  t.after(() => rmSync(scratch, { recursive: true }));
  const list = join(scratch, 'loaded');
  const loaded = (): ReadonlySet<string> =>
    new Set(existsSync(list) ? readFileSync(list, 'utf8').split('\n') : []);
  const recorder = new URL('../support/record-packages.js', import.meta.url).href;
  const server = await startServer({
    settings: {
      'cas.authn.accept.users': 'noticed::Mellon',
      'cas.service-registry.json.location': 'file:services',
      'cas.interrupt.json.location': 'file:interrupts.json',
    },
    files: {
      'interrupts.json': { noticed: { message: 'Read <b>this</b>.' } },
      'services/News-1.json': serviceFile(1, 'News', `^${NEWS}.*`),
    },
    env: {
      NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${recorder}`,
      PACKAGES_LOADED: list,
    },
  });
  t.after(() => server.dispose());
  const client = createClient(server.url);

  assert.equal((await client.loginForm(NEWS)).status, 200);
  assert.ok(loaded().has('fastify'), 'the recorder sees what is loaded');
  assert.deepEqual(
    AT_NEED.filter((name) => loaded().has(name)),
    [],
  );

  // The first message with markup brings the sanitiser, the first answer in XML its library, and each nothing else.
  await client.login('noticed', { service: NEWS });
  await client.get(`/serviceValidate?service=${encodeURIComponent(NEWS)}&ticket=ST-1`);
  assert.deepEqual(
    AT_NEED.filter((name) => loaded().has(name)),
    ['unified', 'rehype-parse', 'rehype-sanitize', 'rehype-stringify', 'xmlbuilder2'],
  );
});
