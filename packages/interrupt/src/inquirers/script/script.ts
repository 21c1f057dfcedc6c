// The script strategy (D12): a TypeScript or JavaScript module that decides, in a process with a deadline and a memory
// limit. Also a service's own trigger, where its policy names such a file.
import type { Inquirer, InquirerHealth } from '../../inquirer.ts';
import type { Logger } from '../../ports.ts';
import type { ScriptTrigger } from '../../service-policy.ts';
import { fileLocation } from '../json-file/location.ts';
import type { KeptTexts } from '../kept-texts.ts';
import type { OnLoaded } from '../loaded-files.ts';
import { plainInquiry } from './messages.ts';
import { openScript, type ScriptSettings } from './source.ts';

export interface ScriptOptions {
  /** `cas.interrupt.script.location`: `file:…` or a plain path to a `.ts`, `.js`, `.mjs`, `.mts` or `.cjs` file. */
  readonly location: string;
  /** `cas.interrupt.script.timeout` in milliseconds. Default 2,000. */
  readonly timeout?: number;
  /** `cas.interrupt.script.max-memory` in bytes beyond what the runtime itself takes. Default 64 MiB. */
  readonly maxMemory?: number;
  readonly logger: Logger;
  /** Follow changes of the file and of the files it imports. */
  readonly watch: boolean;
  /** Milliseconds for which changed files must keep still before they are read. Default 50. */
  readonly settle?: number;
  /** Milliseconds that loading the file may take. Default 10,000. */
  readonly startTimeout?: number;
  /** The last good version, from one start to the next (D37). Default: none is kept. */
  readonly kept?: KeptTexts;
  /** Told each file of the script as it is loaded, imports and packages too (D33). */
  readonly onLoaded?: OnLoaded;
}

export interface ScriptInquirerOptions extends ScriptOptions {
  /** `cas.interrupt.core.strict-payload`. */
  readonly strict: boolean;
}

export interface ScriptInquirer extends Inquirer {
  readonly kind: 'script';
  /** Looks at the files now; resolves when what they hold counts, or when it was found broken or unchanged. */
  refresh(): Promise<void>;
  health(): InquirerHealth;
  /** Why what was there at the start does not count, and no version was good before; null when it does, or when there is no file. */
  readonly startFault: string | null;
  close(): Promise<void>;
}

/** A location that names no script. Stops start-up. */
export class ScriptLocationError extends Error {
  override readonly name = 'ScriptLocationError';
  readonly code = 'VESTIBULE_INTERRUPT_SCRIPT_LOCATION';
}

const TIMEOUT_MILLISECONDS = 2_000;
const MEMORY_BYTES = 64 * 1_048_576;
const EXTENSION = /\.[mc]?[jt]s$/i;

/** Whether a location names a script of this kind, and not a Groovy one. */
export const isScriptLocation = (location: string): boolean => EXTENSION.test(location.trim());

/**
 * Answers when the script counts or was found missing or broken; then every inquiry fails until it is good (D11).
 * Throws `ScriptLocationError`.
 */
export async function createScriptInquirer(options: ScriptInquirerOptions): Promise<ScriptInquirer> {
  const { strict, timeout = TIMEOUT_MILLISECONDS } = options;
  const source = await openScript(settingsOf('script', 'cas.interrupt.script.location', options));
  return {
    name: 'script',
    kind: 'script',
    timeout,
    async inquire(inquiry, signal, turn) {
      const question = { kind: 'inquiry', inquiry: plainInquiry(inquiry), strict } as const;
      const answer = await source.ask(question, signal, turn);
      if (answer.kind !== 'decided') return answer;
      return { kind: 'failed', fault: { code: 'defect', detail: 'the process answered another question' } };
    },
    refresh: () => source.refresh(),
    startFault: source.startFault,
    health: () => source.health(),
    close: () => source.close(),
  };
}

export interface ClosableScriptTrigger extends ScriptTrigger {
  health(): InquirerHealth;
  close(): Promise<void>;
}

/** The script of a service's `webflowInterruptPolicy`. What it fails to decide counts as yes (D7). Throws `ScriptLocationError`. */
export async function createScriptTrigger(options: ScriptOptions): Promise<ClosableScriptTrigger> {
  const { location } = options;
  const source = await openScript(
    settingsOf(`trigger ${location}`, 'webflowInterruptPolicy.groovyScript', options),
  );
  const never = new AbortController().signal;
  return {
    source: location,
    async decide(inquiry) {
      const answer = await source.ask({ kind: 'trigger', inquiry: plainInquiry(inquiry) }, never);
      if (answer.kind === 'decided') return { kind: answer.ask ? 'ask' : 'skip' };
      return {
        kind: 'failed',
        cause: answer.kind === 'failed' ? answer.fault.detail : 'it answers no boolean',
      };
    },
    health: () => source.health(),
    close: () => source.close(),
  };
}

function settingsOf(name: string, setting: string, options: ScriptOptions): ScriptSettings {
  const location = fileLocation(options.location);
  if (!location.ok) throw new ScriptLocationError(`${setting}: ${location.detail}`);
  if (!isScriptLocation(location.path)) {
    throw new ScriptLocationError(
      `${setting}: the file is no TypeScript or JavaScript (.ts, .mts, .js, .mjs, .cjs)`,
    );
  }
  const { timeout = TIMEOUT_MILLISECONDS, maxMemory = MEMORY_BYTES } = options;
  return { ...options, path: location.path, name, timeout, maxMemory };
}
