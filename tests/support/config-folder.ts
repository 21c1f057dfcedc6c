// A configuration directory for one test: settings as an operator would write them, files beside them, and the data
// directory inside it, so that a server can be stopped and started again on what it left.
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface ConfigFolder {
  readonly path: string;
  /** Writes one file, an object as JSON, swapped in at once as an editor or a deployment would. Returns its path. */
  write(name: string, content: string | object): string;
  remove(): void;
}

export type Settings = Readonly<Record<string, string | number | boolean>>;

export function makeConfigFolder(
  settings: Settings = {},
  files: Readonly<Record<string, string | object>> = {},
): ConfigFolder {
  const path = mkdtempSync(join(tmpdir(), 'vestibule-test-'));
  const folder: ConfigFolder = {
    path,
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
  chmodSync(path, 0o700);
  folder.write('application.properties', asProperties(settings));
  for (const [name, content] of Object.entries(files)) folder.write(name, content);
  return folder;
}

function asProperties(settings: Settings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${String(value).replaceAll('\\', '\\\\')}\n`)
    .join('');
}

/** A service file of Apereo's format, for `services/NAME-ID.json`. */
export function serviceFile(id: number, name: string, serviceId: string, more: object = {}): object {
  return {
    '@class': 'org.apereo.cas.services.CasRegisteredService',
    serviceId,
    name,
    id,
    evaluationOrder: id,
    attributeReleasePolicy: { '@class': 'org.apereo.cas.services.ReturnAllAttributeReleasePolicy' },
    ...more,
  };
}
