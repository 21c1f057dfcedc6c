// A server of its own process, as operators run it, with everything of its health told.
import { rmSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { newPerson, type Person } from '../protocol/support/person.ts';
import { makeConfigFolder, serviceFile, type ConfigFolder, type Settings } from '../support/config-folder.ts';
import { startServer, type RunningServer } from '../support/server.ts';

export const NEWS = 'http://news.test/read';

export const PLAIN_SETTINGS: Settings = {
  'server.address': '127.0.0.1',
  'cas.authn.json.location': 'file:people.json',
  'cas.service-registry.json.location': 'file:services',
  'cas.monitor.endpoints.endpoint.health.access': 'PERMIT',
};

/** The files that a server needs to let `anna` into the News. */
export function houseFolder(t: TestContext, settings: Settings = {}): ConfigFolder {
  const folder = makeConfigFolder(
    { ...PLAIN_SETTINGS, ...settings },
    {
      'people.json': { anna: { password: 'Mellon' }, bert: { password: 'Mellon' } },
      'services/News-1.json': serviceFile(1, 'News', '^http://news\\.test/.*'),
    },
  );
  t.after(() => rmSync(folder.path, { recursive: true, force: true }));
  return folder;
}

export interface OwnHouse {
  readonly server: RunningServer;
  readonly folder: ConfigFolder;
  person(): Person;
}

export async function startHouse(t: TestContext, settings: Settings = {}): Promise<OwnHouse> {
  const folder = houseFolder(t, settings);
  const server = await startServer({ folder });
  t.after(() => server.stop());
  return { server, folder, person: () => newPerson(server.url) };
}

export interface Told {
  readonly status: number;
  readonly word: string;
  /** By name of the part; empty where the parts are not told. */
  readonly parts: Readonly<Record<string, { readonly status: string; readonly detail: string }>>;
}

/** What `/actuator/health` answers, or one of its groups. */
export async function healthOf(url: string, group: '' | '/readiness' | '/liveness' = ''): Promise<Told> {
  const response = await fetch(`${url}/actuator/health${group}`);
  const { status, components = {} } = (await response.json()) as {
    status: string;
    components?: Record<string, { status: string; details: { detail: string } }>;
  };
  const parts = Object.entries(components).map(
    ([name, part]) => [name, { status: part.status, detail: part.details.detail }] as const,
  );
  return { status: response.status, word: status, parts: Object.fromEntries(parts) };
}
