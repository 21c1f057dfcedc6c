// Scripts of the operator: one JVM for everything in Groovy, started when the first script needs it, and the triggers of
// service policies (D7, D12). A script has the operator's rights; none of this is a sandbox.
import { tmpdir } from 'node:os';
import {
  createGroovyHost,
  createGroovyTrigger,
  createScriptTrigger,
  isScriptLocation,
  keepNothing,
  readTriggerSource,
  systemRandom,
  type Clock,
  type GroovyHostCreation,
  type KeptTexts,
  type Logger,
  type ScriptTrigger,
} from '@vestibule/interrupt';
import type { ExposedFiles } from './exposed-files.ts';
import { filePath } from './file-path.ts';
import type { Settings } from '../config/settings.ts';
import { systemPropertiesOf } from '../config/system-properties.ts';
import { writableByOthers } from '../writable-by-others.js';
import type { HealthPart } from '../operations/health.ts';
import type { CompileTrigger } from '../services/interrupt-policy.ts';

export interface Scripts {
  /** For what a setting's script or module loads: files that another account can write are told (D33). */
  loadedBy(setting: string): (path: string) => void;
  /** The one JVM; the first call starts it. */
  groovyHost(): Promise<GroovyHostCreation>;
  /** For service definitions. A trigger of the same text is made once. */
  readonly compileTrigger: CompileTrigger;
  /** Why scripts that were asked for so far cannot run at all: no JVM, no Groovy. They stop start-up (D12). */
  faults(): Promise<readonly string[]>;
  health(): readonly HealthPart[];
  close(): Promise<void>;
}

type OwnTrigger = ScriptTrigger & { close(): Promise<void> };

/** Class files are executed: they never lie where another account can put others in their place (D33). */
function workDirectory(settings: Settings): string {
  return writableByOthers(tmpdir()) === null ? tmpdir() : filePath(settings['cas.server.data-directory']);
}

export function assembleScripts(
  settings: Settings,
  logger: Logger,
  clock: Clock,
  exposed: ExposedFiles,
  kept: KeptTexts = keepNothing,
): Scripts {
  let starting: Promise<GroovyHostCreation> | null = null;
  let started: GroovyHostCreation | null = null;
  const triggers = new Map<
    string,
    { readonly trigger: ScriptTrigger; readonly made: Promise<OwnTrigger | string> }
  >();

  const loadedBy: Scripts['loadedBy'] = (setting) => (path) => exposed.look(setting, path);
  const onLoaded = loadedBy('webflowInterruptPolicy.groovyScript');

  function groovyHost(): Promise<GroovyHostCreation> {
    const jars = settings['cas.interrupt.groovy.jars'];
    starting ??= createGroovyHost({
      maxMemory: settings['cas.interrupt.groovy.max-memory'],
      startTimeout: settings['cas.interrupt.groovy.start-timeout'],
      systemProperties: systemPropertiesOf(settings),
      ...(jars.length === 0 ? {} : { jars }),
      logger,
      clock,
      random: systemRandom,
      workDirectory: workDirectory(settings),
      env: process.env,
      onLoaded: loadedBy('cas.interrupt.groovy.jars'),
    }).then((created) => (started = created));
    return starting;
  }

  async function makeGroovy(source: string): Promise<OwnTrigger | string> {
    const host = await groovyHost();
    if (!host.ok) return host.detail;
    const timeout = settings['cas.interrupt.groovy.timeout'];
    const made = await createGroovyTrigger(host.host, source, {
      timeout,
      logger,
      clock,
      watch: true,
      kept,
      onLoaded,
    });
    return made.ok ? made.trigger : made.detail;
  }

  async function makeScript(location: string): Promise<OwnTrigger> {
    const timeout = settings['cas.interrupt.script.timeout'];
    const maxMemory = settings['cas.interrupt.script.max-memory'];
    return createScriptTrigger({ location, timeout, maxMemory, logger, watch: true, kept, onLoaded });
  }

  const compileTrigger: CompileTrigger = (source) => {
    const known = triggers.get(source);
    if (known !== undefined) return known.trigger;
    const isModule = isScriptLocation(source);
    const read = isModule ? null : readTriggerSource(source);
    if (read?.kind === 'neither') return { fault: read.detail };
    const made = isModule ? makeScript(source) : makeGroovy(source);
    // Definitions are read in one go and scripts take their time; a decision waits for its script, and one that cannot
    // be had is a failed trigger, which asks the inquirers (D7).
    const trigger: ScriptTrigger = {
      source,
      async decide(inquiry) {
        const own = await made;
        return typeof own === 'string' ? { kind: 'failed', cause: own } : own.decide(inquiry);
      },
    };
    made.catch((cause: unknown) => {
      logger.error({ event: 'trigger-failed', cause }, 'the script of a service policy cannot be had');
    });
    triggers.set(source, { trigger, made });
    return trigger;
  };

  return {
    loadedBy,
    groovyHost,
    compileTrigger,
    async faults() {
      const host = await starting;
      return host === null || host.ok ? [] : [`Groovy scripts cannot run: ${host.detail}`];
    },
    health() {
      if (started === null) return [];
      if (!started.ok) return [{ name: 'groovy', status: 'down', detail: started.detail }];
      return [{ name: 'groovy', ...started.host.health() }];
    },
    async close() {
      for (const { made } of triggers.values()) {
        const own = await made.catch(() => 'was never made');
        if (typeof own !== 'string') await own.close();
      }
      const host = await starting;
      if (host?.ok === true) await host.host.close();
    },
  };
}
