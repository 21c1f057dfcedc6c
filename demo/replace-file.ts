// Files that the server watches are swapped in whole: it must never read half of one.
import { renameSync, writeFileSync } from 'node:fs';

export function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
