// Settings of a YAML file, flattened to dotted names. Read as YAML 1.1, like Spring does.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Node } from 'yaml';
import type { Entry } from '../entry.ts';

export type YamlOutcome =
  | { readonly ok: true; readonly entries: readonly Entry[] }
  | { readonly ok: false; readonly line: number | null; readonly message: string };

export function yamlEntries(text: string, where: string, rank: number): YamlOutcome {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { version: '1.1', lineCounter: lines });
  const entries: Entry[] = [];
  const line = (node: Node): number | null => (node.range ? lines.linePos(node.range[0]).line : null);
  const walk = (node: unknown, name: string): void => {
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const part = isScalar(key) ? String(key.value) : String(key);
        const joint = name === '' || part.startsWith('[') ? '' : '.';
        walk(value, `${name}${joint}${part}`);
      }
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) walk(item, `${name}[${index}]`);
    } else if (isScalar(node)) {
      // The text as written: `0123` and `1.10` are no numbers here.
      const value = node.value === null ? '' : (node.source ?? String(node.value));
      entries.push({ name, value, source: { where, line: line(node) }, rank });
    }
  };
  for (const document of documents) {
    const [error] = document.errors;
    if (error !== undefined) return { ok: false, line: lines.linePos(error.pos[0]).line, message: error.code };
    const { contents } = document;
    walk(isAlias(contents) ? contents.resolve(document) : contents, '');
  }
  return { ok: true, entries };
}
