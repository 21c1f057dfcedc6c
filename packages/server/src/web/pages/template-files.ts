// Where templates and assets lie: an operator's directory overrides ours file by file.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const OWN_TEMPLATES = fileURLToPath(new URL('templates/', import.meta.url));
const OWN_ASSETS = fileURLToPath(new URL('assets/', import.meta.url));

/**
 * The file of a template: `DIR/NAME.eta` of the operator when there is one, else ours.
 * A name is a bare word, so that no include can leave the two directories.
 */
export function templatePath(name: string, overrideDirectory: string | null): string {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error(`not the name of a template: ${name}`);
  const override = overrideDirectory === null ? null : join(overrideDirectory, `${name}.eta`);
  return override !== null && existsSync(override) ? override : join(OWN_TEMPLATES, `${name}.eta`);
}

/** Names of the templates that the operator's directory holds. */
export function overriddenTemplates(overrideDirectory: string | null): readonly string[] {
  if (overrideDirectory === null) return [];
  return readdirSync(overrideDirectory)
    .filter((file) => file.endsWith('.eta'))
    .map((file) => file.slice(0, -'.eta'.length));
}

/** Directories to serve under `<context>/assets/`, the first that has a file wins: `DIR/assets` of the operator, then ours. */
export function assetRoots(overrideDirectory: string | null): readonly string[] {
  const override = overrideDirectory === null ? null : join(overrideDirectory, 'assets');
  return override !== null && existsSync(override) ? [override, OWN_ASSETS] : [OWN_ASSETS];
}

/** Short digest of everything in those directories; part of the addresses, so that browsers may keep the files. */
export function assetVersion(roots: readonly string[]): string {
  const hash = createHash('sha256');
  for (const root of roots) {
    for (const entry of readdirSync(root, { withFileTypes: true }).toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (entry.isFile())
        hash
          .update(entry.name)
          .update('\0')
          .update(readFileSync(join(root, entry.name)));
    }
  }
  return hash.digest('base64url').slice(0, 10);
}
