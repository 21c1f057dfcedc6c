// Files that the settings name and the server obeys or runs: whether another account could change them (D33).
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import { writableByOthers } from '../writable-by-others.js';
import { filePath } from './file-path.ts';

const LOCATIONS = [
  'cas.authn.json.location',
  'cas.service-registry.json.location',
  'cas.interrupt.json.location',
  'cas.interrupt.groovy.location',
  'cas.interrupt.script.location',
  'cas.interrupt.tracking.module',
  'server.ssl.certificate',
  'server.ssl.certificate-private-key',
  'server.ssl.key-store',
  'cas.http-client.truststore.file',
] as const satisfies readonly (keyof Settings)[];

/** One warning for each place that others can write; said by `check` and at start, which goes on. */
export function tellExposedFiles(settings: Settings, logger: Logger): void {
  const told = new Set<string>();
  const tell = (setting: string, path: string): void => {
    const why = writableByOthers(path);
    if (why === null || told.has(why)) return;
    told.add(why);
    logger.warn(
      { event: 'writable-by-others', setting, detail: why },
      'another account can change what the server obeys',
    );
  };
  for (const setting of LOCATIONS) {
    const path = filePath(settings[setting]);
    if (path === '') continue;
    tell(setting, path);
    if (setting === 'cas.service-registry.json.location')
      for (const file of filesOf(path)) tell(setting, file);
  }
  settings['cas.interrupt.custom'].forEach(({ module }, index) => {
    if (module !== '') tell(`cas.interrupt.custom[${index}].module`, filePath(module));
  });
  // A template is a program: who writes one runs in the server.
  const [templates = ''] = settings['cas.view.template-prefixes'];
  if (templates !== '') {
    const directory = filePath(templates);
    for (const path of [directory, ...filesOf(directory)]) tell('cas.view.template-prefixes', path);
  }
  settings['cas.interrupt.groovy.jars'].forEach((jar, index) => {
    tell(`cas.interrupt.groovy.jars[${index}]`, filePath(jar));
  });
}

function filesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory).map((name) => join(directory, name));
  } catch {
    return [];
  }
}
