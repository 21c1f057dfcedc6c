// Which test files there are, and which Debian packages a file says that it needs. A file in a package's `src` needs
// nothing but npm; one under `tests/` may begin with a line `// Debian packages: chromium, fonts-dejavu-core`.
import { globSync, readFileSync } from 'node:fs';

const UNIT = [
  'packages/*/src/**/*.test.ts',
  'tools/**/*.test.ts',
  'bench/**/*.test.ts',
  'demo/**/*.test.ts',
  'tests/protocol/**/*.test.ts',
];
const SYSTEM = ['tests/**/*.test.ts'];
const DECLARATION = /^\/\/ Debian packages: *(.+)$/m;

export interface TestFile {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly packages: readonly string[];
}

export interface Selection {
  readonly unitOnly: boolean;
  /** Files, or beginnings of paths; none means all. */
  readonly paths: readonly string[];
}

export function findTestFiles(root: string, selection: Selection): readonly TestFile[] {
  const patterns = selection.unitOnly ? UNIT : [...UNIT, ...SYSTEM];
  const prefixes = selection.paths.map((path) => path.replace(/^\.\//, ''));
  return globSync(patterns, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => prefixes.length === 0 || prefixes.some((prefix) => path.startsWith(prefix)))
    .toSorted()
    .map((path) => ({ path, packages: declaredPackages(readFileSync(`${root}/${path}`, 'utf8')) }));
}

export function declaredPackages(source: string): readonly string[] {
  return (DECLARATION.exec(source)?.[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
