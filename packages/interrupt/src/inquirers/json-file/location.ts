// Which file a setting names. Locations are written as in the reference; only files are read here.
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export type FileLocation =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly detail: string };

/**
 * `file:/etc/cas/interrupt.json`, `file:///…`, `file:relative.json` or a plain path; relative ones against `base`
 * (default: the working directory). `classpath:`, `http:` and other schemes are refused with a reason.
 */
export function fileLocation(location: string, base: string = process.cwd()): FileLocation {
  const written = location.trim();
  if (written === '' || written === 'file:') return { ok: false, detail: 'the location is empty' };
  if (written.includes('\0')) return { ok: false, detail: 'the location holds a null character' };
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(written)?.[1]?.toLowerCase();
  if (scheme === undefined) return { ok: true, path: resolve(base, written) };
  if (scheme !== 'file') {
    return {
      ok: false,
      detail: `a location that begins with ${scheme}: is not supported, name a file instead`,
    };
  }
  const rest = written.slice('file:'.length);
  if (!rest.startsWith('//') && !isAbsolute(rest)) return { ok: true, path: resolve(base, decoded(rest)) };
  try {
    return { ok: true, path: fileURLToPath(`file:${rest}`) };
  } catch {
    return { ok: false, detail: 'the location is not the URL of a local file' };
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
