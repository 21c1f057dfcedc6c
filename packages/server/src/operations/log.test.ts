import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { createLog, pathOf, REDACTED_FIELDS, type LogLevel } from './log.ts';

function logged(
  level: LogLevel,
  write: (log: ReturnType<typeof createLog>) => void,
): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog(level, { write: (line) => lines.push(line) }));
  return lines.map((line) => {
    assert.match(line, /^[^\n]+\n$/);
    return JSON.parse(line) as Record<string, unknown>;
  });
}

test('a line is JSON with level, time, message and fields', () => {
  const [line] = logged('info', (log) => log.warn({ event: 'tried', location: 'users.json' }, 'read again'));
  assert.equal(line?.['level'], 'warn');
  assert.equal(line?.['msg'], 'read again');
  assert.equal(line?.['location'], 'users.json');
  assert.equal(new Date(String(line?.['time'])).toISOString(), line?.['time']);
});

test('every line has an event, one from a module that names none too', () => {
  const [named, nameless] = logged('info', (log) => {
    log.info({ event: 'tried' }, 'x');
    // As JavaScript that knows no types calls it.
    log.info({} as { event: string }, 'x');
  });
  assert.deepEqual([named?.['event'], nameless?.['event']], ['tried', 'module']);
});

test('the level decides what is written', () => {
  const all = (log: ReturnType<typeof createLog>) => {
    log.debug({ event: 'tried' }, 'debug');
    log.info({ event: 'tried' }, 'info');
    log.warn({ event: 'tried' }, 'warn');
    log.error({ event: 'tried' }, 'error');
  };
  const messages = (level: LogLevel) => logged(level, all).map((line) => line['msg']);
  assert.deepEqual(messages('debug'), ['debug', 'info', 'warn', 'error']);
  assert.deepEqual(messages('warn'), ['warn', 'error']);
  assert.deepEqual(messages('silent'), []);
});

test('D24 fields that carry secrets are redacted, on top and one level below', () => {
  for (const field of REDACTED_FIELDS) {
    const secret = { [field]: 'Mellon' };
    const [line] = logged('info', (log) =>
      log.info({ event: 'tried', ...secret, request: secret, kept: 'yes' }, 'x'),
    );
    assert.doesNotMatch(JSON.stringify(line), /Mellon/);
    assert.equal(line?.['kept'], 'yes');
  }
});

test('an error is written with its message and stack', () => {
  const [line] = logged('info', (log) =>
    log.error({ event: 'tried', cause: new TypeError('went wrong') }, 'x'),
  );
  const cause = line?.['cause'];
  assert.match(JSON.stringify(cause), /"type":"TypeError","message":"went wrong","stack":/);
});

test('D24 a path is logged without its query', () => {
  assert.equal(pathOf('/cas/serviceValidate?ticket=ST-1&service=x'), '/cas/serviceValidate');
  assert.equal(pathOf('/cas/login#x?y'), '/cas/login');
  assert.equal(pathOf('/cas/login'), '/cas/login');
  assert.equal(pathOf(''), '');
});

test('W3 the log goes to standard error and is whole when the process dies at once', () => {
  const script = `
    const { createLog, standardError } = await import(${JSON.stringify(import.meta.resolve('./log.ts'))});
    const log = createLog('info', standardError());
    log.info({ event: 'tried' }, 'last words');
    process.kill(process.pid, 'SIGKILL');
  `;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  assert.equal(run.stdout, '');
  assert.match(run.stderr, /"msg":"last words"\}\n$/);
});
