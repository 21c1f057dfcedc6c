// Text is data (D20): whatever a directory, an inquirer or an application sends, no page gains an element or attribute.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exampleViews, PLAIN_TEXT } from './testing/example-views.ts';
import { frameIn, ourPages } from './testing/our-pages.ts';
import { parsePage } from './testing/parsed-page.ts';

const markup = fc.constantFrom(
  '<script>',
  '</script>',
  '"',
  "'",
  '<',
  '>',
  '&',
  '&quot;',
  '-->',
  '<img src=x onerror=alert(1)>',
  '\u0000',
  '{0}',
  '<%',
  '`',
  '</title>',
  '</noscript>',
  ' onfocus=x ',
);
const hostile = fc
  .array(fc.oneof(markup, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 6 })
  .map((parts) => parts.join(''));

/** Element and attribute names of a page, in order, ids apart: those follow labels and names by design (D18). */
function skeleton(html: string): string {
  return parsePage(html)
    .all.map(
      (element) => `${element.tag}(${element.attributeNames.filter((name) => name !== 'id').join(',')})`,
    )
    .join(' ');
}

const names = [...exampleViews(frameIn('en')).keys()];
const at = (name: string, text: string, url: string): string => {
  const view = exampleViews(frameIn('en'), { ...PLAIN_TEXT, text, url }).get(name);
  return view === undefined ? assert.fail(name) : ourPages.render(view);
};

for (const name of names) {
  test(`D20 hostile text adds nothing to ${name}`, () => {
    const plain = skeleton(at(name, 'a', 'https://a.example/'));
    fc.assert(
      fc.property(hostile, hostile, (text, tail) => {
        // An empty value is another case of its own: the templates leave the element out.
        assert.equal(skeleton(at(name, `a${text}`, `https://a.example/${tail}`)), plain);
      }),
      { numRuns: 60 },
    );
  });
}
