// The Groovy trigger of a service's policy (`groovyScript`, §9, D7): inline `groovy { … }` or a file.
import type { Clock, Logger } from '../../ports.ts';
import type { ScriptTrigger, ScriptTriggerAnswer } from '../../service-policy.ts';
import { fileLocation } from '../json-file/location.ts';
import { keepNothing, type KeptTexts } from '../kept-texts.ts';
import type { OnLoaded } from '../loaded-files.ts';
import { triggerFacts } from './facts.ts';
import type { GroovyHost, LoadedScript } from './host.ts';
import type { JobAnswer } from './jobs.ts';
import { openScriptFile } from './script-file.ts';

export interface GroovyTriggerOptions {
  /** Milliseconds for one decision. */
  readonly timeout: number;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Follow changes of an external script. */
  readonly watch: boolean;
  /** The last good text, from one start to the next (D37). Default: none is kept. */
  readonly kept?: KeptTexts;
  /** Told the script's file and the files of code that its text names, each time it is read (D33). */
  readonly onLoaded?: OnLoaded;
}

/** A trigger with a life: an external script is watched until it is closed. */
export interface GroovyTrigger extends ScriptTrigger {
  close(): Promise<void>;
}

export type GroovyTriggerCreation =
  | { readonly ok: true; readonly trigger: GroovyTrigger }
  /** Neither inline nor the name of a file, or an inline script that does not compile: the definition is faulty. */
  | { readonly ok: false; readonly detail: string };

export type TriggerSource =
  | { readonly kind: 'inline'; readonly text: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'neither'; readonly detail: string };

/** `groovy { … }` as a whole; `file:…`, or a plain path that ends `.groovy`. */
export function readTriggerSource(source: string): TriggerSource {
  const inline = /^\s*groovy\s*\{(.*)\}\s*$/s.exec(source)?.[1];
  if (inline !== undefined) {
    return inline.trim() === ''
      ? { kind: 'neither', detail: 'the inline script is empty' }
      : { kind: 'inline', text: inline };
  }
  const written = source.trim();
  if (!/^[a-z][a-z\d+.-]+:/i.test(written) && !written.endsWith('.groovy')) {
    return { kind: 'neither', detail: 'expected groovy { … } or file:/….groovy' };
  }
  const location = fileLocation(written);
  return location.ok ? { kind: 'file', path: location.path } : { kind: 'neither', detail: location.detail };
}

const INLINE_NAME = 'groovyScript.groovy';

/**
 * Makes the trigger of one service. A script sees `attributes`, `username`, `registeredService`, `service` and
 * `logger`, by name or as the arguments of its `run` in that order. An external file that is missing or broken fails
 * every decision, which asks the inquirers (D7, D11).
 */
export async function createGroovyTrigger(
  host: GroovyHost,
  source: string,
  options: GroovyTriggerOptions,
): Promise<GroovyTriggerCreation> {
  const { timeout, logger, clock, watch, kept = keepNothing } = options;
  const read = readTriggerSource(source);
  if (read.kind === 'neither') return { ok: false, detail: `groovyScript: ${read.detail}` };

  const decide = async (
    script: LoadedScript,
    inquiry: Parameters<ScriptTrigger['decide']>[0],
  ): Promise<ScriptTriggerAnswer> =>
    verdict(await host.decide(script, triggerFacts(inquiry), timeout), script.name);

  if (read.kind === 'inline') {
    const loaded = await host.load({ name: INLINE_NAME, text: read.text, mustTakeArguments: false });
    if (!loaded.ok) return { ok: false, detail: `groovyScript: ${loaded.detail}` };
    const { script } = loaded;
    const trigger: GroovyTrigger = {
      source,
      decide: (inquiry) => decide(script, inquiry),
      close: async () => host.unload(script),
    };
    return { ok: true, trigger };
  }

  const file = await openScriptFile({
    path: read.path,
    host,
    mustTakeArguments: false,
    logger,
    clock,
    watch,
    kept,
    onLoaded: options.onLoaded,
  });
  const trigger: GroovyTrigger = {
    source,
    async decide(inquiry) {
      const current = file.current();
      return current.ok ? decide(current.script, inquiry) : { kind: 'failed', cause: current.detail };
    },
    close: () => file.close(),
  };
  return { ok: true, trigger };
}

function verdict(answer: JobAnswer, script: string): ScriptTriggerAnswer {
  if (!answer.ok) return { kind: 'failed', cause: answer.fault.detail };
  if (answer.value === true) return { kind: 'ask' };
  if (answer.value === false) return { kind: 'skip' };
  const what = answer.value === null ? 'null' : 'something that is no boolean';
  return { kind: 'failed', cause: `${script} returned ${what}` };
}
