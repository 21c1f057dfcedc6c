// The example of packages/interrupt/README.md does what it is shown for.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const example = fileURLToPath(new URL('../../packages/interrupt/examples/http.ts', import.meta.url));
const server = spawn(process.execPath, [example], { stdio: ['ignore', 'pipe', 'inherit'] });
let address = '';

before(async () => {
  const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
  address = line.slice(0, line.indexOf('?'));
});

after(async () => {
  server.kill('SIGTERM');
  const [code] = (await once(server, 'exit')) as [number | null];
  assert.equal(code, 0);
});

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly cookie: string | null;
}

async function ask(user: string, form?: Readonly<Record<string, string>>, cookie = ''): Promise<Answer> {
  const response = await fetch(`${address}?user=${user}`, {
    ...(form !== undefined && { method: 'POST', body: new URLSearchParams(form) }),
    headers: { cookie },
    redirect: 'manual',
  });
  const set = response.headers.get('set-cookie')?.split(';')[0] ?? null;
  return { status: response.status, body: await response.text(), cookie: set };
}

const transactionOf = ({ body }: Answer): string =>
  /name="transaction" value="([^"]+)"/u.exec(body)?.[1] ?? '';

test('nobody in the file: in at once', async () => {
  assert.match((await ask('somebody')).body, /Welcome, somebody/);
});

test('a notice is shown, proceeded, and not shown again', async () => {
  const shown = await ask('casuser');
  assert.match(shown.body, /One moment.*<b>Monday<\/b>/s);
  const entered = await ask('casuser', { transaction: transactionOf(shown) });
  assert.match(entered.body, /Welcome, casuser/);
  assert.match((await ask('casuser', undefined, entered.cookie ?? '')).body, /Welcome, casuser/);
});

test('a block does not let anybody in, nor somebody else on its transaction', async () => {
  const shown = await ask('blocked');
  assert.equal((await ask('blocked', { transaction: transactionOf(shown) })).status, 403);
  const again = await ask('blocked');
  assert.equal((await ask('casuser', { transaction: transactionOf(again) })).status, 403);
});
