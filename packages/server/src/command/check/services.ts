// Which applications: definitions can be read, and none of them lets everybody ask for a person's identity.
import { readFileSync } from 'node:fs';
import { silentLogger } from '@vestibule/interrupt';
import { filePath } from '../../assembly/file-path.ts';
import { compileNothing } from '../../assembly/script-triggers.ts';
import type { Settings } from '../../config/settings.ts';
import { loadServiceRegistry, type LoadedServiceRegistry } from '../../services/directory.ts';
import type { RegisteredService } from '../../services/registered-service.ts';
import { readServiceFiles } from '../../services/service-files.ts';
import { readService } from '../../services/service.ts';
import { fault, findingAt, notice, warning, type Finding } from './finding.ts';
import { lineOfMember } from './line-of-member.ts';

const LOCATION = 'cas.service-registry.json.location';

export async function checkServices(settings: Settings): Promise<readonly Finding[]> {
  const loaded = await load(settings);
  const notices: Finding[] = loaded.notices.map(notice);
  if (!loaded.ok) return [...loaded.faults.map(located), ...notices];
  const { registry } = loaded;
  const all = registry.all();
  await registry.close();
  const open = all.filter((service) => service.refusal === null && service.wildcard);
  const warnings = open.map(({ name, source }) =>
    warning(`${source}: the pattern of "${name}" matches every site; any of them may ask who a person is`),
  );
  if (all.length === 0)
    warnings.push(warning(`no application is known: ${LOCATION} is not set or its directory is empty`));
  return [...warnings, ...notices];
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

/** `FILE: MEMBER: MESSAGE`, `FILE: MESSAGE`, or `FILE and FILE: id: MESSAGE`. */
const FAULT = /^(?<files>.+?\.json): (?:(?<member>[\w$@-]+(?:\.[\w$@-]+)*): )?(?<message>.*)$/is;
/** As the parser tells a place. */
const PARSED = /\s+at line (?<line>\d+),\d+$/;

/** A fault of the registry with the line of the member it is about. */
function located(text: string): Finding {
  const { files = '', member = '', message = text } = FAULT.exec(text)?.groups ?? {};
  const file = files.split(/(?<=\.json) and /i).at(-1) ?? '';
  const said = textOf(file);
  if (said === null) return fault(`${LOCATION}: ${text}`);
  const line = PARSED.exec(message)?.groups?.['line'];
  if (line !== undefined)
    return findingAt('fault', { file, line: Number(line) }, '', message.replace(PARSED, ''));
  const place = { file, line: member === '' ? null : lineOfMember(said, member.split('.')) };
  const others = files === file ? '' : `; the other is ${files.slice(0, -` and ${file}`.length)}`;
  return findingAt('fault', place, member, message + others);
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
