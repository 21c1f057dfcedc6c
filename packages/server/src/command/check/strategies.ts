// The strategies that ask, beyond what a start looks at. Nobody is asked.
import { silentLogger, systemClock } from '@vestibule/interrupt';
import { assembleScripts } from '../../assembly/scripts.ts';
import type { Settings } from '../../config/settings.ts';
import { warning, type Finding } from './finding.ts';
import { checkGroovy } from './groovy.ts';

export async function checkStrategies(settings: Settings): Promise<readonly Finding[]> {
  const scripts = assembleScripts(settings, silentLogger, systemClock);
  try {
    return [...(await checkGroovy(settings, scripts.groovyHost)), ...checkEndpoint(settings)];
  } finally {
    await scripts.close();
  }
}

function checkEndpoint(settings: Settings): readonly Finding[] {
  const url = settings['cas.interrupt.rest.url'];
  if (!url.startsWith('http:') || ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname))
    return [];
  const password = settings['cas.interrupt.rest.basic-auth-password'] === '' ? '' : ', and the password,';
  return [warning(`cas.interrupt.rest.url: plain http: who signs in${password} can be read on the way`)];
}
