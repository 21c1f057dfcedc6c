// Builds what is published of a package: compiled JavaScript and declarations in `dist`, files beside the sources, and a
// `dist/package.json` whose exports point at them. In the repository `exports` points at the TypeScript sources, so that
// nothing needs a build to run (npm does not honour `publishConfig.exports`).
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Folders of the packages that are published. */
export const PUBLISHED: readonly string[] = ['packages/interrupt'];

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
  readonly [member: string]: unknown;
}

/** Returns the folder to pack. Throws with the compiler's words when the sources do not compile. */
export function buildPackage(folder: string): string {
  const source = join(root, folder);
  const dist = join(source, 'dist');
  rmSync(dist, { recursive: true, force: true });
  compile(join(source, 'tsconfig.build.json'));
  cpSync(join(source, 'src'), dist, {
    recursive: true,
    filter: (path) => extname(path) !== '.ts',
  });
  copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
  if (existsSync(join(source, 'README.md'))) copyFileSync(join(source, 'README.md'), join(dist, 'README.md'));
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest;
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify(publishedManifest(manifest), null, 2)}\n`);
  return dist;
}

function compile(project: string): void {
  try {
    execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', project], { encoding: 'utf8' });
  } catch (error) {
    throw new Error(`tsc -p ${project}:\n${String((error as { stdout?: string }).stdout)}`, { cause: error });
  }
}

/** `./src/index.ts` becomes `{ types: './index.d.ts', default: './index.js' }`; all that `dist` holds is published. */
export function publishedManifest(manifest: Manifest): object {
  const { files: _, exports, ...kept } = manifest;
  const built = Object.entries(exports).map(([name, target]) => {
    const stem = /^\.\/src\/(.+)\.ts$/.exec(target)?.[1];
    if (stem === undefined) throw new Error(`exports["${name}"] is ${target}, not a source file`);
    return [name, { types: `./${stem}.d.ts`, default: `./${stem}.js` }];
  });
  return { ...kept, exports: Object.fromEntries(built) as Record<string, unknown> };
}
