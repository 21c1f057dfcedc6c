// The documents of the project as text: where they are, their headings, links, and the settings they name.
import { globSync, readFileSync } from 'node:fs';

export interface Document {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

export function readDocuments(root: string): readonly Document[] {
  return globSync(['*.md', 'docs/**/*.md', 'packages/*/*.md', 'bench/*.md', 'demo/**/*.md'], { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules/'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(`${root}/${path}`, 'utf8') }));
}

/** Without blocks of code and inline code, where a bracket is no link. */
const prose = (text: string): string =>
  text.replaceAll(/^```[\s\S]*?^```/gmu, '').replaceAll(/`[^`\n]*`/gu, 'code');

/** Targets of links as written, without those that lead to another host. */
export function relativeLinks({ text }: Document): readonly string[] {
  const targets = [...prose(text).matchAll(/\]\(([^()\s]+)\)/gu)].map(([, target = '']) => target);
  return targets.filter((target) => !/^[a-z]+:/iu.test(target));
}

/** What `#…` can point at: headings as GitHub spells them. */
export function anchors({ text }: Document): ReadonlySet<string> {
  const headings = text.replaceAll(/^```[\s\S]*?^```/gmu, '').matchAll(/^#+ +(.+)$/gmu);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/gu, '-'),
    ),
  );
}

/** Names of settings; one that ends with a dot stands for all that begin so. */
export function settingsNamed({ text }: Document): readonly string[] {
  const named = text.matchAll(
    /(?<![\w/.@-])(?:cas|server)\.(?!(?:ts|js|log|properties|yml|yaml)\b)[a-z][\w.[\]-]*/gu,
  );
  return [...named].map(([name]) => name);
}

export function variablesNamed({ text }: Document): readonly string[] {
  return [...text.matchAll(/\bCAS_[A-Z\d_]+/gu)].map(([name]) => name);
}
