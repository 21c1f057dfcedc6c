// Settings of a YAML file, flattened to dotted names. Read as YAML 1.1, like Spring does; with aliases and merge keys.
import { createRequire } from 'node:module';
import type { Document, LineCounter, Node } from 'yaml';
import type { Entry } from '../entry.ts';
import type { FileOutcome } from './files.ts';

/** Deeper nesting is an alias that holds itself. */
const DEEPEST = 32;

/** The entries of each document. */
export function yamlDocuments(bytes: Buffer, where: string, rank: number): FileOutcome {
  // Loaded only where there is a YAML file: it would cost every start.
  const yaml = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const lines = new yaml.LineCounter();
  const parsed = yaml.parseAllDocuments(bytes.toString('utf8'), { version: '1.1', lineCounter: lines });
  const documents: Entry[][] = [];
  for (const document of parsed) {
    const entries: Entry[] = [];
    documents.push(entries);
    const [error] = document.errors;
    if (error !== undefined)
      return { ok: false, line: lineAt(lines, error.pos[0]), message: `is no YAML (${error.code})` };
    const { contents } = document;
    if (contents === null || (yaml.isScalar(contents) && contents.value === null)) continue;
    if (!yaml.isMap(contents))
      return { ok: false, line: 1, message: 'holds no settings, expected `name: value`' };
    const flatten = flattening(yaml, document, ({ name, value, node }) => {
      entries.push({
        name,
        value,
        source: { where, line: node.range ? lineAt(lines, node.range[0]) : null },
        rank,
      });
    });
    if (!flatten(contents, '', 0)) return { ok: false, line: null, message: 'is nested too deeply' };
  }
  return { ok: true, documents };
}

const lineAt = (lines: LineCounter, offset: number): number => lines.linePos(offset).line;

interface Leaf {
  readonly name: string;
  readonly value: string;
  readonly node: Node;
}

type Flatten = (node: unknown, name: string, depth: number) => boolean;

/** Hands over every scalar with its dotted name; answers false when it gave up. */
function flattening(yaml: typeof import('yaml'), document: Document, leaf: (leaf: Leaf) => void): Flatten {
  const isMerge = (key: unknown): boolean => yaml.isScalar(key) && key.source === '<<';
  const flatten: Flatten = (node, name, depth) => {
    if (depth > DEEPEST) return false;
    if (yaml.isAlias(node)) return flatten(node.resolve(document), name, depth + 1);
    if (yaml.isMap(node)) {
      // Merged members first: what the map says itself wins.
      const pairs = [...node.items].toSorted(
        (one, other) => Number(isMerge(other.key)) - Number(isMerge(one.key)),
      );
      return pairs.every(({ key, value }) => {
        if (isMerge(key)) {
          const merged = yaml.isSeq(value) ? [...value.items].toReversed() : [value];
          return merged.every((item) => flatten(item, name, depth + 1));
        }
        const part = yaml.isScalar(key) ? (key.source ?? String(key.value)) : String(key);
        return flatten(value, `${name}${name === '' || part.startsWith('[') ? '' : '.'}${part}`, depth + 1);
      });
    }
    if (yaml.isSeq(node)) {
      if (node.items.length === 0) leaf({ name, value: '', node });
      return node.items.every((item, index) => flatten(item, `${name}[${index}]`, depth + 1));
    }
    if (yaml.isScalar(node)) {
      // The text as written: `0123` and `1.10` are no numbers here.
      leaf({ name, value: node.value === null ? '' : (node.source ?? ''), node });
    }
    return true;
  };
  return flatten;
}
