// Health: what is asked, and who is told more than one word.
import type { Settings } from '../config/settings.ts';
import {
  createHealth,
  healthAccess,
  healthAnswer,
  type AnswerHealth,
  type HealthSource,
} from '../operations/health.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';

export function assembleHealth(
  settings: Settings,
  sources: readonly HealthSource[],
): Assembled<AnswerHealth> {
  const access = healthAccess(
    settings['cas.monitor.endpoints.endpoint.health.access'],
    settings['cas.monitor.endpoints.endpoint.health.required-ip-addresses'],
  );
  if (access.kind === 'fault') return faulty(`${access.setting}: ${access.reason}`);
  const health = createHealth(
    Object.fromEntries(sources.map((source, index) => [`part ${index + 1}`, source])),
  );
  return assembled((clientAddress) => healthAnswer(health.parts(), access.access, clientAddress));
}
