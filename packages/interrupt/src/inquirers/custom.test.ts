// Inquirers of an operator's own: what is loaded, what is refused, and how their answers are read (D8, D12).
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ask } from '../ask.ts';
import type { InquirerAnswer } from '../inquirer.ts';
import { silentLogger, type Logger } from '../ports.ts';
import { interruptResponse } from '../response.ts';
import { testInquiry } from '../testing/test-inquiry.ts';
import { customInquirer, loadCustomInquirer, type CustomInquirer } from './custom.ts';

function moduleOf(context: TestContext, text: string, name = 'own.ts'): string {
  const directory = mkdtempSync(join(tmpdir(), 'vestibule-custom-'));
  context.after(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, name), text);
  return join(directory, name);
}

const put = async (own: CustomInquirer, strict = false): Promise<InquirerAnswer> =>
  customInquirer(own, { name: 'own', strict }).inquire(testInquiry(), new AbortController().signal);

/** As a module that no compiler saw would answer. */
const answering = (answer: unknown): Promise<InquirerAnswer> =>
  put({ inquire: () => answer } as CustomInquirer);

test('D12 an object and a factory are loaded, by path and by file:', async (context) => {
  const lines: string[] = [];
  const logger: Logger = { ...silentLogger, info: (_, message) => void lines.push(message) };
  const object = moduleOf(
    context,
    `export default { inquire: () => ({ message: 'from an object' }) };`,
    'notice.mjs',
  );
  const factory = moduleOf(
    context,
    `export default async ({ name, logger }: { name: string; logger: { info(fields: object, text: string): void } }) => {
       logger.info({}, 'made ' + name);
       class Own { #text = 'from a class'; async inquire() { return { message: this.#text }; } }
       return new Own();
     };`,
  );
  const messages: (string | null)[] = [];
  for (const [module, name] of [
    [object, undefined],
    [`file:${factory}`, undefined],
    [pathToFileURL(factory).href, 'second'],
  ] as const) {
    const loaded = await loadCustomInquirer({ module, logger, ...(name === undefined ? {} : { name }) });
    assert.ok(loaded.ok, JSON.stringify(loaded));
    assert.equal(loaded.inquirer.kind, 'custom');
    assert.equal(loaded.inquirer.timeout, 5_000);
    const answer = await loaded.inquirer.inquire(testInquiry(), new AbortController().signal);
    assert.equal(answer.kind, 'interrupt');
    messages.push(loaded.inquirer.name, answer.response.message);
  }
  assert.deepEqual(messages, ['notice', 'from an object', 'own', 'from a class', 'second', 'from a class']);
  assert.deepEqual(lines, ['made own', 'made second']);
});

const REFUSED: [what: string, text: string, detail: RegExp][] = [
  ['has no default export', 'export const inquire = () => null;', /own\.ts has no default export/],
  ['exports a text', `export default 'inquire';`, /has no default export that is an object/],
  [
    'makes nothing',
    'export default () => undefined;',
    /has no default export that is an object or a function/,
  ],
  [
    'has no inquire',
    'export default { ask: () => null };',
    /makes no inquirer: it has no function "inquire"/,
  ],
  ['throws', `throw new Error('no key');`, /own\.ts cannot be loaded: Error: no key/],
  ['does not parse', 'export default {', /own\.ts cannot be loaded: SyntaxError/],
  [
    'has a factory that fails',
    `export default () => { throw new TypeError('no key'); };`,
    /factory that fails: TypeError: no key/,
  ],
  [
    'imports what is not installed',
    `import 'not-installed-anywhere'; export default {};`,
    /cannot be loaded: Error: .*not-installed-anywhere/,
  ],
];

for (const [what, text, detail] of REFUSED) {
  test(`D12 a module that ${what} is refused with the reason`, async (context) => {
    const loaded = await loadCustomInquirer({ module: moduleOf(context, text), logger: silentLogger });
    assert.equal(loaded.ok, false);
    assert.match(loaded.detail, detail);
  });
}

test('D12 a location that names no file is refused', async () => {
  for (const module of ['', 'https://example.org/own.js', 'classpath:own.js', '/nowhere/own.ts']) {
    assert.equal((await loadCustomInquirer({ module, logger: silentLogger })).ok, false, module);
  }
});

test('D8 whatever a custom inquirer answers is read like any other payload', async () => {
  assert.deepEqual(await answering(null), { kind: 'none' });
  assert.deepEqual(await answering(undefined), { kind: 'none' });
  assert.deepEqual(await answering(Promise.resolve({ interrupt: false })), { kind: 'none' });
  const stop = { kind: 'interrupt', response: interruptResponse({ message: 'Stop', block: true }) };
  assert.deepEqual(await answering({ message: 'Stop', block: 'true' }), stop);
  for (const wrong of [{}, [], 'text', 7, true, { links: ['a'] }, { kind: 'maybe' }]) {
    const answer = await answering(wrong);
    assert.equal(answer.kind, 'failed', JSON.stringify(wrong));
    assert.equal(answer.fault.code, 'malformed');
  }
  const blocks = await answering({ block: true, data: 'x' });
  assert.equal(blocks.kind, 'interrupt');
  assert.deepEqual([blocks.response.block, blocks.fault?.code], [true, 'malformed']);
  assert.equal((await put({ inquire: () => ({ message: 'm' }) }, true)).kind, 'failed');
});

test('D8 an answer in the engine’s own shape is checked all the same', async () => {
  assert.deepEqual(await answering({ kind: 'none' }), { kind: 'none' });
  const response = interruptResponse({ message: 'm', links: new Map([['A', 'https://a.example/']]) });
  assert.deepEqual(await answering({ kind: 'interrupt', response }), { kind: 'interrupt', response });
  const fault = { code: 'unavailable', detail: 'stale' };
  assert.deepEqual(await answering({ kind: 'interrupt', response, fault }), {
    kind: 'interrupt',
    response,
    fault,
  });
  assert.deepEqual(await answering({ kind: 'failed', fault }), { kind: 'failed', fault });
  assert.deepEqual(await answering({ kind: 'failed', fault: 'x' }), {
    kind: 'failed',
    fault: { code: 'unavailable', detail: 'the inquirer gives no reason' },
  });
  assert.equal((await answering({ kind: 'interrupt' })).kind, 'failed');
  assert.equal((await answering({ kind: 'interrupt', response: { data: 'x' } })).kind, 'failed');
});

test('D9 a custom inquirer that throws or does not answer in time fails as its mode says', async () => {
  const ports = { clock: { now: () => 0 }, lastKnown: null };
  const failing = (own: CustomInquirer, timeout = 5_000) =>
    ask(
      { inquirer: customInquirer(own, { name: 'own', timeout }), failureMode: { mode: 'CLOSED' } },
      testInquiry(),
      ports,
    );
  const thrown = await failing({ inquire: () => Promise.reject(new Error('no luck')) });
  assert.equal(thrown.outcome, 'failed-closed');
  assert.match(thrown.fault?.detail ?? '', /Error: no luck/);
  const aborted = Promise.withResolvers<void>();
  const late = await failing(
    {
      inquire(_, signal) {
        signal.addEventListener('abort', () => aborted.resolve());
        return new Promise(() => undefined);
      },
    },
    20,
  );
  assert.equal(late.fault?.code, 'timeout');
  await aborted.promise;
});

test('D9 health and close reach the module, and a broken health is no defect', async () => {
  let closed = 0;
  const healthy = (health?: () => unknown) =>
    customInquirer(
      {
        inquire: () => null,
        close: () => void (closed += 1),
        ...(health ? { health } : {}),
      } as CustomInquirer,
      {
        name: 'own',
      },
    );
  assert.deepEqual(healthy(() => ({ status: 'down', detail: 'd' })).health?.(), {
    status: 'down',
    detail: 'd',
  });
  assert.equal(healthy().health?.().status, 'up');
  for (const broken of [() => null, () => ({ status: 'fine' }), () => assert.fail()]) {
    assert.equal(healthy(broken).health?.().status, 'degraded');
  }
  await healthy().close?.();
  assert.equal(closed, 1);
});
