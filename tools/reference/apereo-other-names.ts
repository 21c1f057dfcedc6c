// Writes the list of setting names that versions of Apereo CAS other than 7.0.0 knew, with the first and the last of
// them: `node tools/reference/apereo-other-names.ts <git directory>`, a Git copy of Apereo's sources with its history
// from 5.0 to the newest version that shall be known. One commit of each month is read: the configuration model, and
// the pages `Configuration-Properties*.md`, which up to 6.3 listed every name by hand.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import {
  decodeNames,
  encodeNames,
  type ApereoName,
} from '../../packages/server/src/config/apereo/known-names.ts';
import { modelNames, ParsedBlobs } from './apereo-model.ts';

const [directory] = process.argv.slice(2);
if (directory === undefined)
  throw new Error('say where: node tools/reference/apereo-other-names.ts <git directory>');
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', directory, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 }).trim();

/** Oldest first, from 5.0.0 on. */
function monthlyCommits(): readonly string[] {
  const newest = git('log', '-1', '--format=%cs', 'HEAD').slice(0, 7);
  const commits: string[] = [];
  for (let year = 2016, month = 10; `${year}-${String(month).padStart(2, '0')}` <= newest; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    const before = `${year}-${String(month).padStart(2, '0')}-01`;
    const commit = git('rev-list', '-1', '--first-parent', `--before=${before}`, 'HEAD');
    if (commit !== '') commits.push(commit);
  }
  commits.push(git('rev-parse', 'HEAD'));
  return [...new Set(commits)];
}

/** Names in the lists of the documentation: `# cas.authn.ldap[0].ldapUrl=…`. */
function documentedNames(commit: string): readonly ApereoName[] {
  const pages = git('ls-tree', '-r', '--name-only', commit, 'docs/')
    .split('\n')
    .filter((path) => /\/Configuration-Properties[\w-]*\.md$/u.test(path));
  return pages.flatMap((page) =>
    [...git('show', `${commit}:${page}`).matchAll(/^\s*#?\s*(cas\.[\w.[\]-]+)=/gmu)].map(
      ([, written = '']) => {
        const name = written
          .replaceAll(/\[\d*\]/gu, '[]')
          .replaceAll(/(?<=[a-z0-9])[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)
          .toLowerCase();
        const shape = name.endsWith('[]') ? 'list' : 'single';
        return { name: name.replace(/\[\]$/u, ''), shape, default: null, versions: null } as const;
      },
    ),
  );
}

/** `cas.some.setting` and the like stand for others. */
const EXAMPLE = /^cas\.(?:some|something|common|xyz|x|y)\.|placeholder/u;

const uniform = (name: string): string => name.replaceAll(/[-_]|\[\]/gu, '');

const parsed = new ParsedBlobs();
const folder = new URL('../../packages/server/src/config/apereo/', import.meta.url);
const ofSeven = [...decodeNames(await readFile(new URL('names.txt', folder), 'utf8'))];
const known = new Set(ofSeven.map(({ name }) => name));
const names = new Map<string, ApereoName>();
const documented = new Map<string, ApereoName>();
for (const commit of monthlyCommits()) {
  const version = /^version=(\d+\.\d+)/mu.exec(git('show', `${commit}:gradle.properties`))?.[1] ?? '';
  const note = (into: Map<string, ApereoName>, name: ApereoName): void => {
    const [first = version] = into.get(name.name)?.versions?.split('-') ?? [];
    // What 7.0.0 did not know any more was last in 6.6.
    into.set(name.name, { ...name, versions: `${first}-${version === '7.0' ? '6.6' : version}` });
  };
  for (const name of modelNames(directory, commit, parsed)) if (!known.has(name.name)) note(names, name);
  for (const name of documentedNames(commit)) note(documented, name);
}
const inModel = new Set([...known, ...names.keys()].map(uniform));
for (const [name, one] of documented)
  if (!inModel.has(uniform(name)) && !EXAMPLE.test(name)) names.set(name, one);
await writeFile(new URL('other-names.txt', folder), encodeNames([...names.values()]));
