// Locations of settings: `file:/etc/cas/users.json`, `file:///…` or a plain path, as the loader has made them absolute.
import { fileURLToPath } from 'node:url';

export function filePath(location: string): string {
  if (location.startsWith('file://')) return fileURLToPath(location);
  return location.startsWith('file:') ? location.slice('file:'.length) : location;
}
