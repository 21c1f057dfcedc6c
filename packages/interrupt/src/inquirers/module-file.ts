// An operator's own module: loaded by path into the server's process, its default export taken as it is or called.
import { pathToFileURL } from 'node:url';
import { fileLocation } from './json-file/location.ts';
import { followLoads, type OnLoaded } from './loaded-files.ts';

export type LoadedModule =
  | { readonly ok: true; readonly value: object; readonly path: string }
  | { readonly ok: false; readonly detail: string };

/**
 * The default export of the module at `location`; a function is a factory and is called with `context`, and may answer
 * a promise. `onLoaded` is told each file of it, imports and packages too (D33). Never rejects.
 */
export async function loadModule(
  location: string,
  context: object,
  onLoaded?: OnLoaded,
): Promise<LoadedModule> {
  const found = fileLocation(location);
  if (!found.ok) return found;
  const { path } = found;
  const broken = (what: string, error: unknown): LoadedModule => {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : `threw ${typeof error}`;
    return { ok: false, detail: `${path} ${what}: ${text}` };
  };
  const url = pathToFileURL(path).href;
  if (onLoaded !== undefined) followLoads(onLoaded, url);
  let made: unknown;
  try {
    made = ((await import(url)) as { readonly default?: unknown }).default;
  } catch (error) {
    return broken('cannot be loaded', error);
  }
  if (typeof made === 'function') {
    try {
      made = await (made as (context: object) => unknown)(context);
    } catch (error) {
      return broken('has a factory that fails', error);
    }
  }
  if (typeof made !== 'object' || made === null) {
    return {
      ok: false,
      detail: `${path} has no default export that is an object or a function which makes one`,
    };
  }
  return { ok: true, value: made, path };
}

/** The members that must be functions and are not. */
export function missingFunctions(value: object, names: readonly string[]): readonly string[] {
  return names.filter((name) => typeof (value as Record<string, unknown>)[name] !== 'function');
}
