// `npm start` serves a copy of interrupts.json: the training office takes entries out of it, and the file that stands
// under version control is never changed. Whoever edits that file sees it count at once all the same.
import { mkdirSync, readFileSync, unwatchFile, watchFile } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from './replace-file.ts';

export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  /** Where the training office really is; in the file it has its usual port. */
  readonly training: string;
}

const USUAL_TRAINING = 'http://localhost:8092/training';
const LOOK_EVERY_MS = 500;

/** Copies now, and again whenever the original changes, which gives everybody their task back. Answers how to stop. */
export function keepCopy({ from, to, training }: CopyOptions): () => void {
  const copy = (): void => replaceFile(to, readFileSync(from, 'utf8').replaceAll(USUAL_TRAINING, training));
  // Nobody but the server's account may look into its data directory; it refuses to start otherwise.
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  copy();
  watchFile(from, { interval: LOOK_EVERY_MS }, (now, before) => {
    // Zero: an editor has moved it away and is about to write it anew.
    if (now.mtimeMs !== 0 && now.mtimeMs !== before.mtimeMs) copy();
  });
  return () => unwatchFile(from);
}
