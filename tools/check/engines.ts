// Every installed package must accept the runtime that this project brings. npm's `engine-strict` cannot be used: it
// would hold the packages against the host's Node, which only runs npm.
import { readFileSync } from 'node:fs';
import { satisfies } from 'semver';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly engines?: { readonly node?: string };
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export type Lock = Readonly<Record<string, LockedPackage>>;

export function readLock(file: string): Lock {
  return (JSON.parse(readFileSync(file, 'utf8')) as { packages: Lock }).packages;
}

/** One line per package that does not run on the Node version. */
export function engineFindings(lock: Lock, node: string): readonly string[] {
  return Object.entries(lock)
    .filter(([, { engines }]) => engines?.node !== undefined && !satisfies(node, engines.node))
    .map(
      ([path, { version, engines }]) =>
        `${path} ${version ?? ''} wants Node ${engines?.node ?? ''}, not ${node}`,
    );
}

/**
 * The runtime's packages must carry one version, the one that is running, and no entry may point at one registry:
 * a mirror's address would not work elsewhere. A platform package that is missing from the lock is left out by
 * `npm install` without a word and makes `npm ci` refuse on that platform.
 */
export function lockFindings(lock: Lock, node: string): readonly string[] {
  const names = new Set(Object.keys(lock).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  const runtimes = lock['']?.optionalDependencies ?? {};
  return [
    ...Object.entries(lock)
      .filter(([, { resolved, link }]) => resolved !== undefined && link !== true)
      .map(([path]) => `${path} is locked to one registry's address`),
    ...Object.entries(lock).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !names.has(name))
        .map((name) => `${path || 'package.json'} wants ${name}, which the lock file lacks`),
    ),
    ...Object.entries(runtimes)
      .filter(([name, version]) => name.startsWith('node-') && version !== node)
      .map(([name, version]) => `${name} is ${version}, the runtime here ${node}`),
  ];
}
