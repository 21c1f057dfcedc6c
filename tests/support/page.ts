// What a page without a browser shows and offers: its text and its forms, parsed as browsers parse.
import { unified } from 'unified';
import rehypeParse from 'rehype-parse';

interface Node {
  readonly type: string;
  readonly tagName?: string;
  readonly value?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly children?: readonly Node[];
}

export interface Form {
  /** As written; absent means the page's own address. */
  readonly action: string | undefined;
  /** Every named input with its value, in order; a control that submits is not among them. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Page {
  /** Text of the first element with that id, white space collapsed; `undefined` when there is none. */
  text(id: string): string | undefined;
  /** Texts of all elements of that name, in document order. */
  all(tagName: string): readonly string[];
  form(id: string): Form | undefined;
  /** Labels and targets of the link buttons, whose form is `#formlinks`. */
  links(): readonly { readonly label: string; readonly link: string }[];
}

export function parsePage(html: string): Page {
  const nodes = [...walk(unified().use(rehypeParse).parse(html))];
  const byId = (id: string): Node | undefined => nodes.find((node) => node.properties?.['id'] === id);
  return {
    text: (id) => textOf(byId(id)),
    all: (tagName) => nodes.filter((node) => node.tagName === tagName).map((node) => textOf(node) ?? ''),
    form(id) {
      const form = byId(id);
      if (form?.tagName !== 'form') return undefined;
      const inputs = [...walk(form)].filter((node) => node.tagName === 'input');
      const fields = inputs
        .filter(({ properties }) => properties?.['name'] !== undefined && properties['type'] !== 'checkbox')
        .map(({ properties }) => [String(properties?.['name']), attribute(properties?.['value'])]);
      const action = form.properties?.['action'];
      return {
        action: action === undefined ? undefined : attribute(action),
        fields: Object.fromEntries(fields) as Record<string, string>,
      };
    },
    links: () =>
      nodes
        .filter(({ tagName, properties }) => tagName === 'button' && properties?.['form'] === 'formlinks')
        .map((node) => ({ label: textOf(node) ?? '', link: attribute(node.properties?.['value']) })),
  };
}

function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children ?? []) yield* walk(child);
}

function textOf(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  const text = [...walk(node)].map((part) => (part.type === 'text' ? (part.value ?? '') : '')).join('');
  return text.replaceAll(/\s+/g, ' ').trim();
}

function attribute(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
