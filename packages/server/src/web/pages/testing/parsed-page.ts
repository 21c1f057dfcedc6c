// A page as a browser's parser sees it, with the few questions that tests ask.
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';

/** What tests need of a hast node. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly tagName?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly children?: readonly Node[];
}

export interface Element {
  readonly tag: string;
  /** Attribute by its name in the document; null when absent. */
  attribute(name: string): string | null;
  readonly attributeNames: readonly string[];
  /** Text of the element and everything in it, white space collapsed. */
  readonly text: string;
  /** Elements in it, in document order. */
  readonly all: readonly Element[];
  find(test: (element: Element) => boolean): Element | undefined;
}

export interface ParsedPage extends Element {
  byId(id: string): Element | undefined;
  byTag(tag: string): readonly Element[];
}

export function parsePage(html: string): ParsedPage {
  const root = element(unified().use(rehypeParse).parse(html));
  return {
    ...root,
    byId: (id) => root.find((candidate) => candidate.attribute('id') === id),
    byTag: (tag) => root.all.filter((candidate) => candidate.tag === tag),
  };
}

function element(node: Node): Element {
  const properties = node.properties ?? {};
  const children = (node.children ?? []).filter((child) => child.type === 'element').map(element);
  const all = children.flatMap((child) => [child, ...child.all]);
  const named = new Map(Object.entries(properties).map(([key, value]) => [attributeName(key), value]));
  return {
    tag: node.tagName ?? '',
    attribute: (name) => {
      const value = named.get(name);
      if (value === true) return '';
      if (Array.isArray(value)) return value.join(' ');
      return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
    },
    attributeNames: [...named.keys()],
    text: textOf(node).replaceAll(/\s+/g, ' ').trim(),
    all,
    find: (test) => all.find(test),
  };
}

/** hast calls them `className`, `ariaLabel`, `httpEquiv`, `dataSeconds`, `autoComplete`. */
function attributeName(property: string): string {
  const special: Readonly<Record<string, string>> = {
    className: 'class',
    htmlFor: 'for',
    httpEquiv: 'http-equiv',
  };
  const known = special[property];
  if (known !== undefined) return known;
  if (property.startsWith('aria')) return `aria-${property.slice('aria'.length).toLowerCase()}`;
  return /^data[A-Z]/.test(property)
    ? property.replaceAll(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
    : property.toLowerCase();
}

function textOf(node: Node): string {
  return node.type === 'text' ? (node.value ?? '') : (node.children ?? []).map(textOf).join('');
}
