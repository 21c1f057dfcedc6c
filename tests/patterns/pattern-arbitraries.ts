// Java patterns and inputs over a small alphabet of troublemakers, so that they meet often.
import fc from 'fast-check';

const letters = fc.constantFrom(
  'a',
  'b',
  'K',
  'k',
  's',
  '1',
  '-',
  'é',
  '😀',
  '\n',
  '\r',
  '\u0085',
  '\u2028',
  '\u212a',
  '\ud835\udc00',
  '\ud83d',
  '\udc00',
  ' ',
  '_',
  '\u0301',
  '٣',
);
export const anyInput = fc.string({
  unit: fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b', 'k', '1') }, letters),
  maxLength: 7,
});

const shorthand = fc.constantFrom(
  '\\d', '\\D', '\\s', '\\S', '\\w', '\\W', '\\h', '\\H', '\\pL', '\\p{Lu}', '\\P{L}', '\\p{Alpha}', '\\P{Punct}', '\\p{Nd}', '\\x41', '\\x{1d400}', '\\u0061', '\\n', '\\r', '\\-', '\\v', '\\Q-a\\E', '\\Q.',
); // oxfmt-ignore
const member = fc.oneof(
  letters,
  shorthand,
  fc.constantFrom('a-k', 'A-z', '\\x00-\\uffff', '-', '^', '&', '&&', '[', ']', '\\]', '.', '$'),
);
const characterClass = fc
  .tuple(fc.constantFrom('', '', '^'), fc.array(member, { minLength: 1, maxLength: 4 }))
  .map(([negation, members]) => `[${negation}${members.join('')}]`);
const quantifier = fc.constantFrom(
  '',
  '',
  '',
  '*',
  '+',
  '?',
  '{2}',
  '{0,2}',
  '{1,}',
  '*?',
  '+?',
  '??',
  '*+',
  '{0}',
);
const boundary = fc.constantFrom('^', '$', '$', '\\z', '\\Z', '\\A', '\\b', '\\B', '(?i)', '(?s)', '(?-i)');

const { pattern } = fc.letrec<{ pattern: string; sequence: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'pattern' },
    { weight: 4, arbitrary: letters },
    { weight: 2, arbitrary: fc.constant('.') },
    { weight: 2, arbitrary: shorthand },
    { weight: 2, arbitrary: characterClass },
    { weight: 2, arbitrary: boundary },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('(', '(?:', '(?i:', '(?s:', '(?<n>'), tie('pattern'))
        .map(([opening, body]) => `${opening}${body})`),
    },
  ),
  sequence: fc
    .array(fc.tuple(tie('atom'), quantifier), { maxLength: 4 })
    .map((items) =>
      items
        .map(([atom, times]) => (/^[\^$]$|^\\[zZA]$|^\(\?-?\w\)$/.test(atom) ? atom : atom + times))
        .join(''),
    ),
  pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((branches) => branches.join('|')),
}));

const lookAround = fc
  .tuple(fc.constantFrom('(?=', '(?!', '(?<=', '(?<!'), pattern)
  .map(([opening, body]) => `${opening}${body})`);
const simple = fc.constantFrom(
  'a',
  'b',
  '.',
  '.*',
  '\\w',
  '[^a]',
  'a?',
  '(?:a|bb)',
  '.{0,3}',
  '.+',
  'k{1,2}',
  '',
  '\\b',
  '\\B',
);
const simpleLook = fc
  .tuple(
    fc.constantFrom('(?=', '(?!', '(?<=', '(?<!'),
    fc.constantFrom(
      'a',
      'b$',
      '.*a',
      '.*a$',
      '[ab]',
      'a|bk',
      '^a',
      'a\\z',
      '\\w\\d',
      '\n',
      'b?',
      '\\ba',
      'a\\b',
      '.*\\Ba',
    ),
  )
  .map(([opening, body]) => `${opening}${body})`);

/** With look-arounds in the outermost sequence, and now and then elsewhere. */
export const anyPattern = fc.oneof(
  { weight: 4, arbitrary: pattern },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.oneof(pattern, lookAround, boundary), { maxLength: 4 })
      .map((parts) => parts.join('')),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', '^', '(?i)', '(?s)^'),
        fc.array(fc.oneof(simple, simpleLook), { maxLength: 5 }),
        fc.constantFrom('', '', '$', '\\z', '\\Z'),
      )
      .map(([opening, parts, closing]) => opening + parts.join('') + closing),
  },
);
