// The strategies that ask: their settings go together, and what each of them needs is there. Nobody is asked.
import { existsSync } from 'node:fs';
import { createScriptInquirer, silentLogger, systemClock } from '@vestibule/interrupt';
import { filePath } from '../../assembly/file-path.ts';
import { assembleInterrupt } from '../../assembly/interrupt.ts';
import { assembleScripts } from '../../assembly/scripts.ts';
import { memoryStorage } from '../../assembly/storage.ts';
import type { Settings } from '../../config/settings.ts';
import { silentAudit } from '../../operations/audit.ts';
import { fault, warning, type Finding } from './finding.ts';
import { checkGroovy } from './groovy.ts';

export async function checkStrategies(settings: Settings): Promise<readonly Finding[]> {
  const storage = memoryStorage();
  const scripts = assembleScripts(settings, silentLogger, systemClock);
  try {
    const interrupt = await assembleInterrupt({
      settings,
      storage,
      scripts,
      audit: silentAudit,
      logger: silentLogger,
      clock: systemClock,
      inquirers: [],
      tracking: null,
    });
    if (interrupt.ok) await interrupt.value.close();
    const assembled = interrupt.ok ? [] : interrupt.faults.map(fault);
    const groovy = await checkGroovy(settings, scripts.groovyHost);
    const unrunnable = (await scripts.faults()).map(fault);
    return [
      ...unrunnable,
      ...assembled,
      ...groovy,
      ...(await checkScript(settings)),
      ...checkEndpoint(settings),
    ];
  } finally {
    await scripts.close();
    await storage.close();
  }
}

/** A script that is missing or broken lets the server start, and fails every inquiry (D11). */
async function checkScript(settings: Settings): Promise<readonly Finding[]> {
  const location = settings['cas.interrupt.script.location'];
  if (location === '') return [];
  const path = filePath(location);
  if (!existsSync(path)) return [fault(`cas.interrupt.script.location: ${path} does not exist`)];
  const script = await createScriptInquirer({
    location,
    strict: settings['cas.interrupt.core.strict-payload'],
    timeout: settings['cas.interrupt.script.timeout'],
    maxMemory: settings['cas.interrupt.script.max-memory'],
    logger: silentLogger,
    watch: false,
  });
  const { status, detail } = script.health();
  await script.close();
  return status === 'up' ? [] : [fault(`cas.interrupt.script.location: ${detail}`)];
}

function checkEndpoint(settings: Settings): readonly Finding[] {
  const url = settings['cas.interrupt.rest.url'];
  if (!url.startsWith('http:') || ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname))
    return [];
  const password = settings['cas.interrupt.rest.basic-auth-password'] === '' ? '' : ', and the password,';
  return [warning(`cas.interrupt.rest.url: plain http: who signs in${password} can be read on the way`)];
}
