// A start that is expected to be refused: what the operator is told.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { systemClock } from '@vestibule/interrupt';
import { loadSettings } from '../../../packages/server/src/config/load.ts';
import { createAudit } from '../../../packages/server/src/operations/audit.ts';
import { createLog } from '../../../packages/server/src/operations/log.ts';
import { createServer } from '../../../packages/server/src/server.ts';
import { makeConfigFolder, type Settings } from '../../support/config-folder.ts';

/** Every fault in one text, as settings are read or as the server is put together; fails when there is none. */
export async function refusal(t: TestContext, settings: Settings): Promise<string> {
  const folder = makeConfigFolder(settings);
  t.after(() => folder.remove());
  const loaded = loadSettings({ directory: folder.path, arguments: [], environment: {} });
  if (!loaded.ok) return loaded.faults.map(({ name, message }) => `${name} ${message}`).join('\n');
  const nowhere = { write: () => undefined };
  const server = await createServer({
    settings: loaded.settings,
    logger: createLog('info', nowhere),
    audit: createAudit(systemClock, nowhere),
    withoutEffect: 0,
  });
  if (server.ok) await server.value.close();
  assert.ok(!server.ok, 'the server would have started');
  return server.faults.join('\n');
}
