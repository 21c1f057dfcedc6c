// What `vestibule check` wants to know of an interrupt file, without a server.
import { fileLocation } from './location.ts';
import { openTable } from './people-table.ts';
import { readPeople, type PeopleNotes } from './read-people.ts';
import { readWhole } from './read-whole.ts';

export type InterruptFileCheck =
  | {
      readonly ok: true;
      readonly path: string;
      readonly ids: readonly string[];
      readonly notes: PeopleNotes;
      /** The text of one entry, as the strategy would parse it. */
      entry(id: string): string | null;
    }
  | { readonly ok: false; readonly detail: string };

/** Reads the file at `location` by the rules of the JSON strategy, synchronously. `ids` stand in the order of the file. */
export function checkInterruptFile(location: string, strict: boolean): InterruptFileCheck {
  const found = fileLocation(location);
  if (!found.ok) return found;
  const file = readWhole(found.path);
  const read = file.ok ? readPeople(file.bytes, strict) : file;
  if (!read.ok) return read;
  const table = openTable(read.buffers);
  return {
    ok: true,
    path: found.path,
    ids: [...table.ids()],
    notes: read.notes,
    entry: (id) => table.entry(id),
  };
}
