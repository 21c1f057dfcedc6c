// Which applications: the service registry that the settings name.
import type { Clock, Logger } from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import type { HealthPart } from '../operations/health.ts';
import { loadServiceRegistry } from '../services/directory.ts';
import type { CompileTrigger } from '../services/interrupt-policy.ts';
import type { ServiceRegistry } from '../services/registered-service.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { filePath } from './file-path.ts';

export interface Services {
  readonly registry: ServiceRegistry;
  health(): readonly HealthPart[];
  close(): Promise<void>;
}

export async function assembleServices(
  settings: Settings,
  logger: Logger,
  compileTrigger: CompileTrigger,
  clock: Clock,
): Promise<Assembled<Services>> {
  const location = settings['cas.service-registry.json.location'];
  const loaded = await loadServiceRegistry({
    directory: location === '' ? null : filePath(location),
    stock: settings['cas.service-registry.core.init-from-json'],
    watch: settings['cas.service-registry.json.watcher-enabled'],
    logger,
    compileTrigger,
    clock,
  });
  for (const warning of loaded.warnings) logger.warn({ event: 'service-definition' }, warning);
  for (const notice of loaded.notices) logger.info({ event: 'service-definition' }, notice);
  if (!loaded.ok) return faulty(...loaded.faults);
  const { registry } = loaded;
  return assembled({
    registry,
    health() {
      const faults = registry.faults();
      const all = registry.all();
      const refusing = all.flatMap(({ name, refusal, access }) => {
        const why = refusal ?? access.outOfTime ?? null;
        return why === null ? [] : [`"${name}" refuses everybody: ${why}`];
      });
      const troubles = [...faults, ...refusing];
      const detail = troubles.length === 0 ? `${all.length} definitions` : troubles.join('; ');
      return [{ name: 'services', status: troubles.length === 0 ? 'up' : 'degraded', detail }];
    },
    close: () => registry.close(),
  });
}
