// Which files an operator's module is made of: whoever can write one of them decides what is executed (D33). Seen where
// Node resolves names, so that packages, `require` and what is imported late are seen too.
import { existsSync } from 'node:fs';
import { createRequire, findPackageJSON, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Told the path of a file that is executed or that decides what is; each path once. */
export type OnLoaded = (path: string) => void;

/**
 * From now on tells each file that this thread loads: its path as the import names it and as it really is, the places
 * where a package of that name is looked for first, and the package.json that says what the file means. With `root`, the
 * address of a module, only that module and what it imports.
 */
export function followLoads(onLoaded: OnLoaded, root: string | null = null): void {
  const ours = new Set<string>(root === null ? [] : [root]);
  const told = new Set<string>();
  const tell = (path: string): void => {
    if (told.has(path)) return;
    told.add(path);
    onLoaded(path);
  };
  registerHooks({
    resolve(specifier, context, next) {
      const parent = context.parentURL;
      const followed = root === null || specifier === root || (parent !== undefined && ours.has(parent));
      // Before it is found: a name that leads nowhere is a place where somebody may put a file.
      if (followed) for (const path of placesOf(specifier, parent)) tell(path);
      const found = next(specifier, context);
      if (!followed || !found.url.startsWith('file:')) return found;
      ours.add(found.url);
      const path = fileURLToPath(found.url);
      tell(path);
      // The last good version of a script goes on running when its file is gone.
      const description = existsSync(path) ? findPackageJSON(found.url) : undefined;
      if (description !== undefined) tell(description);
      return found;
    },
  });
}

function placesOf(specifier: string, parent: string | undefined): readonly string[] {
  if (/^(?:\.{0,2}\/|\.{1,2}$|file:)/.test(specifier)) {
    const url = URL.parse(specifier, parent);
    return url?.protocol === 'file:' ? [fileURLToPath(url)] : [];
  }
  if (parent?.startsWith('file:') !== true || /^(?:#|[a-z]+:)/.test(specifier)) return [];
  return packagePlaces(specifier, parent);
}

/** Where Node looks for a package, up to the place where there is one. */
function packagePlaces(specifier: string, parent: string): readonly string[] {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  const places = (createRequire(parent).resolve.paths(specifier) ?? []).map((place) => join(place, name));
  const at = places.findIndex((place) => existsSync(place));
  return at === -1 ? places : places.slice(0, at + 1);
}
