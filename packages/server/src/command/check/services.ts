// Which applications: definitions can be read, and none of them lets everybody ask for a person's identity.
import { silentLogger } from '@vestibule/interrupt';
import { filePath } from '../../assembly/file-path.ts';
import { compileNothing } from '../../assembly/script-triggers.ts';
import type { Settings } from '../../config/settings.ts';
import { loadServiceRegistry, type LoadedServiceRegistry } from '../../services/directory.ts';
import type { RegisteredService } from '../../services/registered-service.ts';
import { readServiceFiles } from '../../services/service-files.ts';
import { readService } from '../../services/service.ts';
import { findingAt, warning, type Finding } from './finding.ts';
import { repeatedMembers } from './line-of-member.ts';
import { checkServicePatterns } from './service-patterns.ts';

const LOCATION = 'cas.service-registry.json.location';

export async function checkServices(settings: Settings): Promise<readonly Finding[]> {
  const loaded = await load(settings);
  const repeated = await repetitions(settings);
  if (!loaded.ok) return repeated;
  const { registry } = loaded;
  const all = registry.all();
  await registry.close();
  const open = all.filter((service) => service.refusal === null && service.wildcard);
  const warnings = open.map(({ name, source }) =>
    warning(`${source}: the pattern of "${name}" matches every site; any of them may ask who a person is`),
  );
  if (all.length === 0)
    warnings.push(warning(`no application is known: ${LOCATION} is not set or its directory is empty`));
  return [...warnings, ...checkServicePatterns(all), ...repeated];
}

/** Members given twice in one object: of two, the parser takes the last, and the other is lost without a word. */
async function repetitions(settings: Settings): Promise<readonly Finding[]> {
  const location = settings[LOCATION];
  const files = location === '' ? [] : await readServiceFiles(filePath(location)).catch(() => []);
  return [...files].flatMap(([file, content]) =>
    (content.ok ? repeatedMembers(content.text) : []).map(({ names, line }) =>
      findingAt('warning', { file, line }, names.join('.'), 'stands there twice; the last one counts'),
    ),
  );
}

/** Every definition that is sound in itself; what is wrong with the others is told by `checkServices`. */
export async function definitions(settings: Settings): Promise<readonly RegisteredService[]> {
  const location = settings[LOCATION];
  const files = location === '' ? [] : await readServiceFiles(filePath(location)).catch(() => []);
  return [...files].flatMap(([source, file]) =>
    file.ok ? (readService(file.text, source, compileNothing).service ?? []) : [],
  );
}

function load(settings: Settings): Promise<LoadedServiceRegistry> {
  const location = settings[LOCATION];
  return loadServiceRegistry({
    directory: location === '' ? null : filePath(location),
    stock: settings['cas.service-registry.core.init-from-json'],
    watch: false,
    logger: silentLogger,
    compileTrigger: compileNothing,
  });
}
