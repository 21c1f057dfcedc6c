// Which applications: definitions can be read, and none of them lets everybody ask for a person's identity.
import { silentLogger } from '@vestibule/interrupt';
import { filePath } from '../../assembly/file-path.ts';
import { compileNothing } from '../../assembly/script-triggers.ts';
import type { Settings } from '../../config/settings.ts';
import { loadServiceRegistry } from '../../services/directory.ts';
import type { Finding } from '../check.ts';

/** No definition that is meant for somebody in particular matches it. */
const ANYBODY = ['https://any-host.invalid/', 'http://any-host.invalid/'];

export async function checkServices(settings: Settings): Promise<readonly Finding[]> {
  const location = settings['cas.service-registry.json.location'];
  const stock = settings['cas.service-registry.core.init-from-json'];
  const loaded = await loadServiceRegistry({
    directory: location === '' ? null : filePath(location),
    stock,
    watch: false,
    logger: silentLogger,
    compileTrigger: compileNothing,
  });
  const notices: Finding[] = loaded.notices.map((text) => ({ level: 'notice', text }));
  if (!loaded.ok) {
    return [
      ...loaded.faults.map(
        (text) => ({ level: 'fault', text: `cas.service-registry.json.location: ${text}` }) as const,
      ),
      ...notices,
    ];
  }
  const { registry } = loaded;
  await registry.close();
  const open = registry
    .all()
    .filter((service) => service.refusal === null && ANYBODY.some((address) => service.matches(address)));
  const warnings: Finding[] = open.map(({ name, source }) => ({
    level: 'warning',
    text: `${source}: the pattern of "${name}" matches every site; any of them may ask who a person is`,
  }));
  if (registry.all().length === 0)
    warnings.push({
      level: 'warning',
      text: 'no application is known: cas.service-registry.json.location is not set or its directory is empty',
    });
  return [...warnings, ...notices];
}
