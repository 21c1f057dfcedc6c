// Remembers acknowledgements in a file beside this module, one line each: enough for a single server.
import { appendFile, readFile } from 'node:fs/promises';
import type { CustomTracking, CustomTrackingContext } from '@vestibule/interrupt';

const FILE = new URL('./acknowledgements.jsonl', import.meta.url);
const MOST_OF_A_PERSON = 32;

export default async function fileTracking({
  logger,
  clock,
}: CustomTrackingContext): Promise<CustomTracking> {
  /** Principal id to fingerprints, the oldest first. */
  const people = new Map<string, Set<string>>();

  function add(principalId: string, fingerprint: string): void {
    const known = people.get(principalId) ?? new Set();
    known.delete(fingerprint);
    known.add(fingerprint);
    for (const oldest of known) {
      if (known.size <= MOST_OF_A_PERSON) break;
      known.delete(oldest);
    }
    people.set(principalId, known);
  }

  for (const line of (await existing()).split('\n')) {
    // The last line may be half of one, after a power failure.
    try {
      const { principalId, fingerprint } = JSON.parse(line) as Record<string, string>;
      if (principalId !== undefined && fingerprint !== undefined) add(principalId, fingerprint);
    } catch {
      continue;
    }
  }
  logger.info({ event: 'acknowledgements-loaded', people: people.size }, 'Acknowledgements were read');

  return {
    recall: ({ principalId }) => new Set(people.get(principalId)),

    async remember({ principalId }, fingerprint) {
      add(principalId, fingerprint);
      const line = JSON.stringify({ principalId, fingerprint, at: new Date(clock.now()).toISOString() });
      await appendFile(FILE, `\n${line}`, { mode: 0o600 });
    },
  };
}

async function existing(): Promise<string> {
  try {
    return await readFile(FILE, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
