// The strategies that ask, beyond what a start looks at. Nobody is asked.
import { doesNotFit, endpointOf, RestSettingsError, silentLogger, systemClock } from '@vestibule/interrupt';
import { restSettings } from '../../assembly/inquirers.ts';
import { assembleScripts } from '../../assembly/scripts.ts';
import type { Settings } from '../../config/settings.ts';
import { warning, type Finding } from './finding.ts';
import { checkGroovy } from './groovy.ts';
import { openAccounts } from './people.ts';

/** The start's own rooms have looked at every file by now. */
const TOLD_BY_THE_ROOMS = { look: () => undefined };

export async function checkStrategies(settings: Settings): Promise<readonly Finding[]> {
  const scripts = assembleScripts(settings, silentLogger, systemClock, TOLD_BY_THE_ROOMS);
  try {
    return [
      ...(await checkGroovy(settings, scripts.groovyHost)),
      ...checkEndpoint(settings),
      ...(await checkAttributes(settings)),
    ];
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

/** Null when the settings cannot be used, which the rooms tell of. */
function measuredEndpoint(settings: Settings): ReturnType<typeof endpointOf> | null {
  try {
    return endpointOf(restSettings(settings));
  } catch (error) {
    if (error instanceof RestSettingsError) return null;
    throw error;
  }
}

/** So many people are named. */
const MOST_NAMED = 5;

/** Attributes are never cut: of people for whom they do not fit nobody is asked (D27). */
async function checkAttributes(settings: Settings): Promise<readonly Finding[]> {
  if (settings['cas.interrupt.rest.attributes'].length === 0) return [];
  const endpoint = measuredEndpoint(settings);
  const opened = endpoint === null ? null : await openAccounts(settings);
  if (endpoint === null || opened?.kind !== 'ok') return [];
  const { handler } = opened;
  const without: string[] = [];
  for (const name of handler.names()) {
    const principal = handler.principal(name);
    if (principal === null) continue;
    const authentication = { principal, attributes: {}, authenticatedAt: 0 };
    if (doesNotFit(endpoint, { authentication }) !== null) without.push(name);
  }
  await handler.close();
  if (without.length === 0) return [];
  const more = without.length > MOST_NAMED ? ` and ${without.length - MOST_NAMED} more` : '';
  const who = `${without.slice(0, MOST_NAMED).join(', ')}${more}`;
  const mode = settings['cas.interrupt.rest.failure-mode'];
  return [
    warning(
      `cas.interrupt.rest.attributes: too much for one request about ${who}: the endpoint is not asked, and the failure mode ${mode} decides`,
    ),
  ];
}
