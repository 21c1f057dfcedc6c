// A server with one application and the people, interrupts and settings that a journey needs.
import { startApplication, type Application } from './application.ts';
import type { Settings } from './config-folder.ts';
import { makeConfigFolder, serviceFile } from './config-folder.ts';
import { startServer, type RunningServer } from './server.ts';

export interface Site {
  readonly server: RunningServer;
  readonly application: Application;
  dispose(): Promise<void>;
}

export interface SiteOptions {
  /** Principal id to interrupt; each of them can sign in with `Mellon`, and so can `quiet`. */
  readonly interrupts: Readonly<Record<string, object>>;
  readonly settings?: Settings;
  readonly files?: Readonly<Record<string, string | object>>;
  /** A free one unless the server is to be started again at the same address. */
  readonly port?: number;
}

export async function startSite({
  interrupts,
  settings = {},
  files = {},
  port = 0,
}: SiteOptions): Promise<Site> {
  const people = ['quiet', ...Object.keys(interrupts)].map((name) => [name, { password: 'Mellon' }] as const);
  const folder = makeConfigFolder(
    {
      'cas.authn.json.location': 'file:people.json',
      'cas.service-registry.json.location': 'file:services',
      'cas.interrupt.json.location': 'file:interrupts.json',
      ...settings,
    },
    {
      'people.json': Object.fromEntries(people),
      'interrupts.json': interrupts,
      'services/Application-1.json': serviceFile(1, 'Application', '^http://localhost:\\d+/app.*'),
      ...files,
    },
  );
  const server = await startServer({ folder, arguments: [`--server.port=${port}`] });
  const application = await startApplication(server.url);
  return {
    server,
    application,
    async dispose() {
      application.close();
      await server.dispose();
    },
  };
}
