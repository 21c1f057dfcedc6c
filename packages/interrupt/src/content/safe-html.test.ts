import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import { ALLOWED_TAGS, loadSanitiser, type SanitiseMessage } from './safe-html.ts';
import { judgeLink } from './safe-url.ts';

interface MarkupNode {
  readonly type: string;
  readonly tagName?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly children?: readonly MarkupNode[];
}

/** Parses the result as a browser would and holds every node against the allow-list. */
function assertHarmless(html: string): void {
  const visit = ({ type, tagName, properties = {}, children = [] }: MarkupNode): void => {
    assert.ok(['root', 'element', 'text'].includes(type), `${type} in ${html}`);
    if (type === 'element') {
      assert.ok(ALLOWED_TAGS.includes(tagName ?? ''), `${tagName} in ${html}`);
      for (const [name, value] of Object.entries(properties)) {
        assert.equal(`${tagName} ${name}`, 'a href', html);
        assert.ok(judgeLink(String(value)).ok, html);
      }
    }
    children.forEach(visit);
  };
  visit(unified().use(rehypeParse, { fragment: true }).parse(html));
}

describe('the message sanitiser', () => {
  let sanitise: SanitiseMessage;
  before(async () => {
    sanitise = await loadSanitiser();
  });
  const becomes = (message: string, html: string): void => assert.equal(sanitise(message), html, message);

  test('INT-82 the allowed markup renders as markup (D20)', () => {
    for (const html of [
      '<strong>Important</strong>, <em>please</em> read.<br>',
      '<h2>Title</h2><p>Text with <code>code</code></p><ul><li>one</li></ul><dl><dt>a</dt><dd>b</dd></dl>',
      '<table><caption>c</caption><thead><tr><th>h</th></tr></thead><tbody><tr><td>d</td></tr></tbody></table>',
      '<a href="https://www.google.com">x</a> <a href="/help">y</a> <a href="mailto:a@b.example">z</a>',
    ]) {
      becomes(html, html);
    }
  });

  test('INT-82 scripts, handlers, styles, images and forms do not survive (D20)', () => {
    becomes('a<script>alert(1)</script>b', 'ab');
    becomes('<p onclick="alert(1)" style="color:red" class="x" id="proceed">t</p>', '<p>t</p>');
    becomes('<img src=x onerror=alert(1)>t', 't');
    becomes('<form action="/x"><input name="q"><button>go</button></form>', 'go');
    becomes(
      '<svg><script>alert(1)</script></svg><style>p{}</style><iframe src="/x">i</iframe><!-- c -->t',
      't',
    );
    becomes('<h1>One</h1><div>two</div>', 'Onetwo');
  });

  test('D20 links in a message obey the link rule and carry nothing but href', () => {
    becomes('<a href="//evil.example" target="_blank">x</a>', '<a>x</a>');
    becomes('<a href="javascript:alert(1)">x</a>', '<a>x</a>');
    becomes('<a href=" java&#9;script:alert(1)">x</a>', '<a>x</a>');
    becomes('<a href="/\\evil.example">x</a>', '<a>x</a>');
    becomes('<a href="google.com" rel="opener">x</a>', '<a href="https://google.com">x</a>');
    becomes('<a href="HTTPS://Host.example/">x</a>', '<a href="https://host.example/">x</a>');
  });

  test('D20 text stays text', () => {
    becomes('Plain text, "quoted" > and all', 'Plain text, "quoted" > and all');
    becomes('Fish & chips < 5', 'Fish &#x26; chips &#x3C; 5');
    becomes('&lt;script&gt;alert(1)&lt;/script&gt;', '&#x3C;script>alert(1)&#x3C;/script>');
    becomes('', '');
  });

  test('D20 markup that a browser would take apart is taken apart here first', () => {
    for (const message of [
      '<p><button><p>x</p></button></p>',
      '<table><tr><td><a href="/x"><table><a href="/y">z',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
      '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
      '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
      '<template><script>alert(1)</script></template>',
      '<textarea></textarea><script>alert(1)</script>',
      '<xmp><script>alert(1)</script></xmp><plaintext><b>x',
      '<select><template><style><!--</style><a rel="--></style></template></select><img id=x onerror=alert(1)>">',
    ]) {
      const safe = sanitise(message);
      assertHarmless(safe);
      assert.doesNotMatch(safe, /alert|onerror/);
      assert.equal(sanitise(safe), safe);
    }
  });

  test('D20 a message that is too large, too deep or too tangled comes out as text', () => {
    for (const message of [
      `<p>${'x'.repeat(70_000)}</p>`,
      '<b a="1">'.repeat(2_000) + '<p>'.repeat(2_000),
      '<div>'.repeat(13_000),
      '<blockquote>'.repeat(5_000),
    ]) {
      const safe = sanitise(message);
      assertHarmless(safe.slice(0, 2_000));
      assert.doesNotMatch(safe.slice(0, 100), /<b |<div/);
    }
  });

  const hostile = fc.array(
    fc.oneof(
      fc
        .tuple(
          fc.constantFrom(
            'a',
            'p',
            'b',
            'table',
            'tr',
            'td',
            'caption',
            'ul',
            'li',
            'h2',
            'pre',
            'div',
            'svg',
            'math',
            'mtext',
            'mglyph',
            'style',
            'script',
            'template',
            'select',
            'option',
            'button',
            'form',
            'textarea',
            'title',
            'noscript',
            'iframe',
            'img',
            'foreignObject',
            'annotation-xml',
            'font',
            'nobr',
            'col',
            'br',
            'html',
            'body',
            'frameset',
          ),
          fc.constantFrom(
            '',
            ' href="javascript:alert(1)"',
            ' href="//evil"',
            ' href=/ok',
            ' onclick=alert(1)',
            ' style="x"',
            ' id="</style><img src onerror=alert(1)>"',
            ' xlink:href=javascript:1',
            ' class=a name=submit',
            ' encoding=text/html',
          ),
          fc.constantFrom('<', '</'),
        )
        .map(([tag, attributes, open]) => `${open}${tag}${attributes}>`),
      fc.constantFrom(
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
        '<!doctype html>',
        '&lt;',
        '&',
        '<',
        '>',
        '"',
        '\0',
        '\r',
        '\n',
        '<?x',
        '</',
        'text',
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 14 },
  );

  test('INT-82 no hostile fragment leaves anything outside the allow-list, and the result is stable (D20)', () => {
    fc.assert(
      fc.property(hostile, (pieces) => {
        const safe = sanitise(pieces.join(''));
        assertHarmless(safe);
        assert.equal(sanitise(safe), safe);
      }),
      { numRuns: 1500 },
    );
  });
});
