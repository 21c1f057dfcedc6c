// The templates as files: no inline script or style (D20), and no text that English does not have.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { getProperties } from 'properties-file';
import { OWN_TEMPLATES } from './template-files.ts';
import { exampleViews } from './testing/example-views.ts';
import { frameIn, ourPages } from './testing/our-pages.ts';
import { parsePage } from './testing/parsed-page.ts';
import { LOGIN_ERROR_KEYS, LOGIN_NOTICE_KEYS, REFUSAL_KEYS } from './views.ts';

const templates = readdirSync(OWN_TEMPLATES).map((file) => readFileSync(join(OWN_TEMPLATES, file), 'utf8'));
const english = getProperties(
  readFileSync(fileURLToPath(new URL('../messages/messages.properties', import.meta.url)), 'utf8'),
);

test('D20 no page holds an inline script, style or handler, and every script is our own', () => {
  for (const [name, view] of exampleViews(frameIn('de'))) {
    const page = parsePage(ourPages.render(view));
    assert.deepEqual(page.byTag('style'), [], name);
    for (const script of page.byTag('script')) {
      assert.equal(script.text, '', name);
      assert.match(script.attribute('src') ?? '', /^\/cas\/assets\//, name);
    }
    for (const element of page.all) {
      assert.ok(
        !element.attributeNames.some((attribute) => attribute === 'style' || attribute.startsWith('on')),
        name,
      );
    }
  }
});

test('every key that a template or table names is in the English bundle, and every key there is used', () => {
  const named = new Set([
    ...templates.flatMap((text) =>
      [...text.matchAll(/'((?:screen|service)\.[\w.]+)'/g)].map((found) => found[1] ?? ''),
    ),
    ...Object.values(LOGIN_ERROR_KEYS),
    ...Object.values(LOGIN_NOTICE_KEYS),
    ...Object.values(REFUSAL_KEYS),
    // Put together on the interrupt page.
    ...['.session', '.blocked', '.blocked.session'].map((end) => `screen.interrupt.message${end}`),
  ]);
  assert.deepEqual([...named].toSorted(), Object.keys(english).toSorted());
});

test('raw output in templates is only what rendering has made safe', () => {
  const raw = templates.flatMap((text) =>
    [...text.matchAll(/<%~\s*(.+?)\s*%>/g)].map((found) => found[1] ?? ''),
  );
  const allowed =
    /^(it\.rich(?:WithId)?\(.*\)|include\('[a-z-]+'\)|it\.(title|head|body)|it\.brandTag \?\? 'p'|view\.message)$/;
  assert.deepEqual(
    raw.filter((expression) => !allowed.test(expression)),
    [],
  );
});
