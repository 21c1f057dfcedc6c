// Health: what is asked, and who is told more than one word.
import type { Settings } from '../config/settings.ts';
import {
  createHealth,
  healthAccess,
  healthAnswer,
  readinessAnswer,
  type AnswerHealth,
  type AnswerReadiness,
  type HealthAccess,
  type HealthSource,
} from '../operations/health.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';

/** Who is told the parts (`cas.monitor.endpoints.endpoint.health.*`). */
export function assembleHealthAccess(settings: Settings): Assembled<HealthAccess> {
  const access = healthAccess(
    settings['cas.monitor.endpoints.endpoint.health.access'],
    settings['cas.monitor.endpoints.endpoint.health.required-ip-addresses'],
  );
  return access.kind === 'ok' ? assembled(access.access) : faulty(`${access.setting}: ${access.reason}`);
}

export interface HealthAnswers {
  readonly health: AnswerHealth;
  readonly readiness: AnswerReadiness;
}

/** `needed` are those without which nobody can be let in: they decide readiness (D31). */
export function assembleHealth(
  access: HealthAccess,
  needed: readonly HealthSource[],
  others: readonly HealthSource[],
): HealthAnswers {
  const named = (sources: readonly HealthSource[]) =>
    createHealth(Object.fromEntries(sources.map((source, index) => [`part ${index + 1}`, source])));
  const ready = named(needed);
  const whole = named([...needed, ...others]);
  return {
    health: (clientAddress) => healthAnswer(whole.parts(), access, clientAddress),
    readiness: () => readinessAnswer(ready.parts()),
  };
}
