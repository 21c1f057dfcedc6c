// The strategies that ask: what each of them needs is there and can be read. Scripts are compiled, and nobody is asked.
import { existsSync, readFileSync } from 'node:fs';
import { readTriggerSource, silentLogger, systemClock, type GroovyHost } from '@vestibule/interrupt';
import { filePath } from '../../assembly/file-path.ts';
import { assembleInterrupt } from '../../assembly/interrupt.ts';
import { assembleScripts } from '../../assembly/scripts.ts';
import { memoryStorage } from '../../assembly/storage.ts';
import type { Settings } from '../../config/settings.ts';
import { silentAudit } from '../../operations/audit.ts';
import { fault, findingAt, warning, type Finding } from './finding.ts';
import { lineOfMember } from './line-of-member.ts';
import { definitions } from './services.ts';

/** Setting by the name of its inquirer in health. The interrupt file has a check of its own. */
const LOCATIONS = {
  'inquirer groovy': 'cas.interrupt.groovy.location',
  'inquirer script': 'cas.interrupt.script.location',
} as const;

export async function checkStrategies(settings: Settings): Promise<readonly Finding[]> {
  const storage = memoryStorage();
  const scripts = assembleScripts(settings, silentLogger, systemClock);
  const interrupt = await assembleInterrupt({
    settings,
    storage,
    scripts,
    audit: silentAudit,
    logger: silentLogger,
    clock: systemClock,
    inquirers: [],
  });
  try {
    const triggers = await checkTriggers(settings, () => scripts.groovyHost());
    const unrunnable = (await scripts.faults()).map(fault);
    const assembled = interrupt.ok ? [] : interrupt.faults.map(fault);
    const health = interrupt.ok ? interrupt.value.health() : [];
    const broken = Object.entries(LOCATIONS).flatMap(([name, setting]) => {
      const part = health.find((one) => one.name === name);
      if (part === undefined || part.status === 'up') return [];
      const file = filePath(settings[setting]);
      const detail = existsSync(file) ? part.detail : 'the file does not exist';
      return [findingAt('fault', { file, line: null }, setting, detail)];
    });
    return [...unrunnable, ...assembled, ...broken, ...triggers, ...checkEndpoint(settings)];
  } finally {
    if (interrupt.ok) await interrupt.value.close();
    await scripts.close();
    await storage.close();
  }
}

type StartedHost = Awaited<ReturnType<ReturnType<typeof assembleScripts>['groovyHost']>>;

/** Groovy triggers of service policies: there, and without errors of syntax. */
async function checkTriggers(
  settings: Settings,
  start: () => Promise<StartedHost>,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { source: file, webflowInterruptPolicy } of await definitions(settings)) {
    const written = webflowInterruptPolicy.scriptTrigger?.source;
    const read = written === undefined ? null : readTriggerSource(written);
    if (read === null || read.kind === 'neither') continue;
    // The first one starts the JVM, the others find it running.
    const started = await start();
    const detail = started.ok ? await whyBroken(read, started.host) : null;
    if (detail === null) continue;
    const path = ['webflowInterruptPolicy', 'groovyScript'];
    const line = lineOfMember(readFileSync(file, 'utf8'), path);
    findings.push(findingAt('fault', { file, line }, path.join('.'), detail));
  }
  return findings;
}

/** Null when it compiles. */
async function whyBroken(
  trigger: Exclude<ReturnType<typeof readTriggerSource>, { kind: 'neither' }>,
  host: GroovyHost,
): Promise<string | null> {
  if (trigger.kind === 'file' && !existsSync(trigger.path)) return `${trigger.path} does not exist`;
  const text = trigger.kind === 'inline' ? trigger.text : readFileSync(trigger.path, 'utf8');
  const loaded = await host.load({ name: 'groovyScript.groovy', text, mustTakeArguments: false });
  if (!loaded.ok) return loaded.detail;
  host.unload(loaded.script);
  return null;
}

function checkEndpoint(settings: Settings): readonly Finding[] {
  const url = settings['cas.interrupt.rest.url'];
  if (!url.startsWith('http:') || ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname))
    return [];
  const password = settings['cas.interrupt.rest.basic-auth-password'] === '' ? '' : ', and the password,';
  return [warning(`cas.interrupt.rest.url: plain http: who signs in${password} can be read on the way`)];
}
