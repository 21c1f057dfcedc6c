// Remembers what a module was loaded from, and loads it from that again: after an edit that fails, the last good version
// must survive a restart of its process (D12).
import { registerHooks } from 'node:module';
import type { SavedModule } from './messages.ts';

/** Follows every import of this thread from now on. With `saved`, modules come from there as far as it knows them. */
export function followSources(saved: SavedModule | null): SavedModule {
  const resolved = new Map(saved?.resolved);
  const sources = new Map(saved?.sources);
  registerHooks({
    resolve(specifier, context, next) {
      const key = `${specifier}\n${context.parentURL ?? ''}`;
      const known = saved?.resolved.get(key);
      if (known !== undefined) return { ...known, shortCircuit: true };
      const found = next(specifier, context);
      if (followed(found.url)) resolved.set(key, { url: found.url, format: found.format });
      return found;
    },
    load(url, context, next) {
      const known = saved?.sources.get(url);
      if (known !== undefined) return { ...known, format: known.format ?? undefined, shortCircuit: true };
      const loaded = next(url, context);
      const { source, format } = loaded;
      if (followed(url) && source !== undefined && source !== null) {
        sources.set(url, {
          source: typeof source === 'string' ? source : new TextDecoder().decode(source),
          format,
        });
      }
      return loaded;
    },
  });
  return { resolved, sources };
}

/** Installed packages are taken as they are. */
const followed = (url: string): boolean => url.startsWith('file:') && !url.includes('/node_modules/');
