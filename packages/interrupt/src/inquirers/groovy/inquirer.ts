// The Groovy strategy (`cas.interrupt.groovy.location`, §3.3, D12): a script with the reference's six arguments.
import type { Inquirer, InquirerAnswer, InquirerHealth } from '../../inquirer.ts';
import { parsePayload } from '../../payload.ts';
import type { Clock, Logger } from '../../ports.ts';
import { fileLocation } from '../json-file/location.ts';
import { keepNothing, type KeptTexts } from '../kept-texts.ts';
import type { OnLoaded } from '../loaded-files.ts';
import { inquiryFacts } from './facts.ts';
import type { GroovyHost } from './host.ts';
import { fromWire, type WireValue } from './protocol.ts';
import { openScriptFile, type StartFault } from './script-file.ts';

export interface GroovyInquirerOptions {
  /** Shared with the triggers of policies; closed by who made it. */
  readonly host: GroovyHost;
  /** `cas.interrupt.groovy.location`: `file:…` or a plain path. */
  readonly location: string;
  /** `cas.interrupt.core.strict-payload`. */
  readonly strict: boolean;
  /** `cas.interrupt.groovy.timeout`: milliseconds for one inquiry, a restart of the JVM included. */
  readonly timeout: number;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Follow changes of the file. */
  readonly watch: boolean;
  /** The last good text, from one start to the next (D37). Default: none is kept. */
  readonly kept?: KeptTexts;
  /** Told the script's file and the files of code that its text names, each time it is read (D33). */
  readonly onLoaded?: OnLoaded;
}

export interface GroovyInquirer extends Inquirer {
  readonly kind: 'groovy';
  /** Looks at the file now; resolves when what it holds counts, or when it was found broken or unchanged. */
  refresh(): Promise<void>;
  health(): InquirerHealth;
  /** Why what was there at the start does not count, and no text was good before; null when it does, or when there is no file. */
  readonly startFault: StartFault | null;
  close(): Promise<void>;
}

export type GroovyInquirerCreation =
  | { readonly ok: true; readonly inquirer: GroovyInquirer }
  /** The location names no local file; start-up stops with this. */
  | { readonly ok: false; readonly detail: string };

/** A script that is missing or broken fails every inquiry until it is good (D11). */
export async function createGroovyInquirer(options: GroovyInquirerOptions): Promise<GroovyInquirerCreation> {
  const { host, strict, timeout, logger, clock, watch, kept = keepNothing } = options;
  const location = fileLocation(options.location);
  if (!location.ok) return { ok: false, detail: `cas.interrupt.groovy.location: ${location.detail}` };
  const file = await openScriptFile({
    path: location.path,
    host,
    mustTakeArguments: true,
    logger,
    clock,
    watch,
    kept,
    onLoaded: options.onLoaded,
  });
  const inquirer: GroovyInquirer = {
    name: 'groovy',
    kind: 'groovy',
    timeout,
    async inquire(inquiry, signal, turn) {
      const current = file.current();
      if (!current.ok) return { kind: 'failed', fault: { code: 'unavailable', detail: current.detail } };
      const answer = await host.inquire(current.script, inquiryFacts(inquiry), timeout, signal, turn);
      return answer.ok
        ? answerOf(answer.value, current.script.name, strict)
        : { kind: 'failed', fault: answer.fault };
    },
    refresh: () => file.refresh(),
    startFault: file.startFault,
    health() {
      const jvm = host.health();
      return jvm.status === 'up' ? file.health() : jvm;
    },
    close: () => file.close(),
  };
  return { ok: true, inquirer };
}

/** `null` is no interrupt (INT-19); an `InterruptResponse`, or a map with its fields, is a payload; the rest is malformed. */
function answerOf(value: WireValue, script: string, strict: boolean): InquirerAnswer {
  if (typeof value === 'object' && value !== null && 'o' in value) {
    const detail = `${script} returned a ${value.o}, which is no InterruptResponse`;
    return { kind: 'failed', fault: { code: 'malformed', detail } };
  }
  return parsePayload(fromWire(value), { strict });
}
