// Files that the settings name and the server obeys or runs: whether another account could change them (D33).
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Logger } from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import { writableByAnyone, writableByOthers } from '../writable-by-others.js';
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

export interface ExposedFiles {
  /** Looks at one more file, which is read or executed because of this setting. */
  look(setting: string, path: string): void;
}

/**
 * One warning for each place that others can write; said by `check` and at start, which goes on. What scripts import is
 * looked at as it is loaded, with `look`.
 */
export function tellExposedFiles(settings: Settings, logger: Logger): ExposedFiles {
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
  // What every account could do to it stops the start; what one or a group could is told.
  const data = filePath(settings['cas.server.data-directory']);
  if (writableByAnyone(data) === null) tell('cas.server.data-directory', dirname(resolve(data)));
  settings['cas.interrupt.custom'].forEach(({ module }, index) => {
    if (module !== '') tell(`cas.interrupt.custom[${index}].module`, filePath(module));
  });
  settings['cas.interrupt.groovy.jars'].forEach((jar, index) => {
    tell(`cas.interrupt.groovy.jars[${index}]`, filePath(jar));
  });
  // A template is a program: who writes one runs in the server.
  for (const templates of settings['cas.view.template-prefixes'].map(filePath)) {
    if (templates === '') continue;
    for (const path of [templates, ...filesOf(templates)]) tell('cas.view.template-prefixes', path);
  }
  return { look: tell };
}

function filesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory).map((name) => join(directory, name));
  } catch {
    return [];
  }
}
