// Where the training office notes who still has a task to do.
import { readFileSync } from 'node:fs';
import Hjson from 'hjson';
import { replaceFile } from './replace-file.ts';

export interface Tasks {
  isOpen(user: string): boolean;
  /** The person is free to go on. */
  clear(user: string): void;
}

/**
 * In the interrupt file itself: an entry that blocks is a task. Clearing it rewrites the file without the entry, and as
 * plain JSON: comments are lost, which is one more reason to work on a copy.
 */
export function tasksInInterruptFile(path: string): Tasks {
  const read = (): InterruptFile => Hjson.parse(readFileSync(path, 'utf8')) as InterruptFile;
  return {
    isOpen: (user) => {
      const file = read();
      return Object.hasOwn(file, user) && file[user]?.block === true;
    },
    clear(user) {
      const { [user]: task, ...others } = read();
      if (task !== undefined) replaceFile(path, JSON.stringify(others, null, 2));
    },
  };
}

type InterruptFile = Readonly<Record<string, { readonly block?: boolean }>>;

/** In the memory of this process; the server asks for it by REST. */
export function tasksInMemory(people: readonly string[]): Tasks {
  const open = new Set(people);
  return {
    isOpen: (user) => open.has(user),
    clear: (user) => void open.delete(user),
  };
}
