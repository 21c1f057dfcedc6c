// The JSON strategy (INT-09…14, D11): a file of principal ids and their interrupts, read once and watched.
import { LRUCache } from 'lru-cache';
import type { Inquirer, InquirerAnswer, InquirerHealth, InquiryFault } from '../inquirer.ts';
import { parsePayloadText } from '../payload.ts';
import type { Clock, Logger } from '../ports.ts';
import { fileLocation } from './json-file/location.ts';
import { loadPeople, SMALL_AT_START, SMALL_WHILE_SERVING } from './json-file/load-people.ts';
import { openTable, type PeopleTable } from './json-file/people-table.ts';
import type { PeopleNotes, ReadPeople } from './json-file/read-people.ts';
import { ABSENT, versionOf, watchFile, type FileVersion, type FileWatch } from './json-file/watched-file.ts';

export interface JsonInquirerOptions {
  /** `cas.interrupt.json.location`: `file:…` or a plain path. */
  readonly location: string;
  /** `cas.interrupt.core.strict-payload`. */
  readonly strict: boolean;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Follow changes of the file. */
  readonly watch: boolean;
  /** Milliseconds for which a changed file must keep still before it is read. Default 50. */
  readonly settle?: number;
}

export interface JsonInquirer extends Inquirer {
  readonly kind: 'json';
  /** Looks at the file now; resolves when what it holds counts, or when it was found broken or unchanged. */
  refresh(): Promise<void>;
  health(): InquirerHealth;
  close(): Promise<void>;
}

/** A location that names no local file. Stops start-up. */
export class JsonLocationError extends Error {
  override readonly name = 'JsonLocationError';
  readonly code = 'VESTIBULE_INTERRUPT_JSON_LOCATION';
}

/** The contents that count, and what was parsed of them so far. */
interface Snapshot {
  readonly people: PeopleTable;
  readonly notes: PeopleNotes;
  readonly readAt: number;
  readonly parsed: LRUCache<string, InquirerAnswer>;
}

const PARSED_ENTRIES = 512;
/** No longer than this is a file that never keeps still waited for. */
const SETTLE_AT_MOST_MILLISECONDS = 2_000;
/** A file that changes during each of so many readings is taken as it is, and read on. */
const UNSTABLE_READINGS = 5;
/** Then the next event or look goes on. */
const TURNS = 8;
const LONGEST_ENTRY = 1_048_576;

/**
 * Reads the file and answers when it counts or was found missing or broken; then every inquiry fails until it is good
 * (D11). A file that breaks later leaves the last good contents in force. Throws `JsonLocationError`.
 */
export async function createJsonInquirer(options: JsonInquirerOptions): Promise<JsonInquirer> {
  const { strict, logger, clock, settle = 50 } = options;
  const location = fileLocation(options.location);
  if (!location.ok) throw new JsonLocationError(`cas.interrupt.json.location: ${location.detail}`);
  const { path } = location;

  let snapshot: Snapshot | null = null;
  let fault: string | null = 'the file has not been read yet';
  let seen: FileVersion | null = null;
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  let again = false;
  let unstable = 0;

  async function settled(): Promise<FileVersion> {
    let before = await versionOf(path);
    for (
      let waited = 0;
      seen !== null && !ending.signal.aborted && waited < SETTLE_AT_MOST_MILLISECONDS;
      waited += settle
    ) {
      if (before.version === seen.version) break;
      await new Promise((resolve) => setTimeout(resolve, settle));
      const after = await versionOf(path);
      if (after.version === before.version) break;
      before = after;
    }
    return before;
  }

  async function look(): Promise<void> {
    const now = await settled();
    if (now.version === seen?.version || ending.signal.aborted) return;
    const small = seen === null ? SMALL_AT_START : SMALL_WHILE_SERVING;
    const read: ReadPeople =
      now === ABSENT
        ? { ok: false, detail: 'the file does not exist or cannot be seen' }
        : await loadPeople(path, now.size, { strict, small, signal: ending.signal });
    if (ending.signal.aborted) return;
    seen = now;
    // What was read while somebody wrote may be half a file: the next version is on its way.
    const stable = (await versionOf(path)).version === now.version;
    again ||= !stable;
    unstable = stable ? 0 : unstable + 1;
    if (!stable && unstable < UNSTABLE_READINGS) return;
    unstable = 0;
    if (!read.ok) {
      if (read.retry === true) {
        seen = ABSENT;
        if (fault === read.detail) return;
      }
      fault = read.detail;
      const standing =
        snapshot === null ? 'every inquiry of it fails' : 'the last good contents stay in force';
      logger.error(
        { event: 'interrupt-file-rejected', inquirer: 'json', path, detail: read.detail },
        `the interrupt file is rejected: ${standing}`,
      );
      return;
    }
    fault = null;
    const people = openTable(read.buffers);
    snapshot = {
      people,
      notes: read.notes,
      readAt: clock.now(),
      parsed: new LRUCache({ max: PARSED_ENTRIES }),
    };
    report(read.notes, people.people);
  }

  function report(notes: PeopleNotes, people: number): void {
    logger.info(
      { event: 'interrupt-file-loaded', inquirer: 'json', path, people },
      'the interrupt file is loaded',
    );
    if (notes.malformed + notes.misspelt + notes.repeated + notes.alike + notes.unreachable === 0) return;
    logger.warn(
      { event: 'interrupt-file-questionable', inquirer: 'json', path, ...notes },
      'the interrupt file holds entries that are not as they should be',
    );
  }

  /** One reading at a time; what happens meanwhile is looked at once more afterwards. */
  function refresh(): Promise<void> {
    again = true;
    running ??= (async () => {
      for (let turn = 0; again && turn < TURNS && !ending.signal.aborted; turn += 1) {
        again = false;
        await look();
      }
    })().finally(() => {
      running = null;
    });
    return running;
  }

  function inquire(principalId: string): InquirerAnswer {
    if (snapshot === null)
      return { kind: 'failed', fault: unavailable(fault ?? 'the file has not been read yet') };
    const known = snapshot.parsed.get(principalId);
    if (known !== undefined) return known;
    const entry = snapshot.people.entry(principalId);
    if (entry === null) return { kind: 'none' };
    const answer = parsePayloadText(entry, { strict, maxLength: LONGEST_ENTRY });
    snapshot.parsed.set(principalId, answer);
    return answer;
  }

  await refresh();
  const watching: FileWatch | null = options.watch ? await watchFile(path, () => void refresh()) : null;

  return {
    name: 'json',
    kind: 'json',
    timeout: null,
    inquire: ({ authentication }) => inquire(authentication.principal.id),
    refresh,
    health: () => healthOf(snapshot, fault),
    async close() {
      ending.abort();
      await watching?.close();
      await running;
    },
  };
}

function unavailable(detail: string): InquiryFault {
  return { code: 'unavailable', detail: `interrupt file: ${detail}` };
}

function healthOf(snapshot: Snapshot | null, fault: string | null): InquirerHealth {
  if (snapshot === null) return { status: 'down', detail: fault ?? 'the file has not been read yet' };
  const { people, notes, readAt } = snapshot;
  const good = `${people.people} people, read ${new Date(readAt).toISOString()}`;
  if (fault !== null) return { status: 'degraded', detail: `${fault}; in force: ${good}` };
  const { malformed, misspelt, repeated, alike } = notes;
  const told = [
    malformed > 0 ? `${malformed} malformed` : '',
    misspelt > 0 ? `${misspelt} with misspelt members` : '',
    repeated > 0 ? `${repeated} repeated` : '',
    alike > 0 ? `${alike} for another spelling of a name` : '',
  ].filter((part) => part !== '');
  if (told.length > 0) return { status: 'degraded', detail: [good, ...told].join('; ') };
  return { status: 'up', detail: good };
}
