// `npm start` serves a copy of interrupts.json: the training office takes entries out of it, and the file that stands
// under version control is never changed. Whoever edits that file sees it take effect at once all the same. Scripts are
// copied where the training office is not at its usual port, to which their links lead.
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from './replace-file.ts';

export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  /** Where the training office really is; in the file it has its usual port, and so have the pages beside it. */
  readonly training: string;
}

const USUAL_ORIGIN = 'http://localhost:8092/';
const LOOK_EVERY_MS = 500;

/** Copies now, and again whenever the original changes, which gives everybody their task back. Answers how to stop. */
export function keepCopy({ from, to, training }: CopyOptions): () => void {
  let copied = '';
  const look = (): void => {
    const version = versionOf(from);
    if (version === null || version === copied) return;
    replaceFile(to, readFileSync(from, 'utf8').replaceAll(USUAL_ORIGIN, `${new URL(training).origin}/`));
    copied = version;
  };
  // Nobody but the server's account may look into its data directory; it refuses to start otherwise.
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  look();
  const looking = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(looking);
}

/** Null while an editor has moved the file away and is about to write it anew. */
function versionOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.ino} ${found.size} ${found.mtimeMs}`;
}
