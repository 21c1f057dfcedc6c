import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { DECLARED } from './declared.ts';
import type { Setting } from './setting.ts';

/** Judged by the loader itself; no room needs to look at them. */
const LOADER = [
  'cas.interrupt.cookie.geo-locate-client-session',
  'cas.tgc.geo-locate-client-session',
  'cas.ticket.st.number-of-uses',
  'cas.unsupported.accept',
  'server.ssl.key-store-type',
];

/** Text of every room but this one. */
function rooms(): string {
  const source = fileURLToPath(new URL('..', import.meta.url));
  return globSync('**/*.ts', { cwd: source, exclude: (path) => path === 'config' })
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => readFileSync(`${source}/${path}`, 'utf8'))
    .join('\n');
}

/** Named whole, or by its end after a `${prefix}`. */
function isRead(name: string, text: string, ends: ReadonlySet<string>): boolean {
  if (text.includes(`'${name}'`)) return true;
  const parts = name.split('.');
  return parts.some((_, at) => at > 0 && ends.has(parts.slice(at).join('.')));
}

test('W5 a setting that is declared is read by a room, or says that it has no effect: none is lost in silence', () => {
  const text = rooms();
  const ends = new Set(
    [...text.matchAll(/`[a-z0-9.-]*\$\{\w+\}\.([a-z0-9.-]+)`/gu)].map(([, end = '']) => end),
  );
  const unread = Object.entries<Setting>(DECLARED)
    .filter(([name, { withoutEffect }]) => withoutEffect === undefined && !isRead(name, text, ends))
    .map(([name]) => name)
    .filter((name) => !LOADER.includes(name));
  assert.deepEqual(unread, []);
});
