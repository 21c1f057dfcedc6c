// The custom strategy: an inquirer of an operator's own, from a module or handed over by code. Whatever it answers is
// read by the rules that hold for every source (D8).
import type { Inquirer, InquirerAnswer, InquirerHealth, InquiryFault, Turn } from '../inquirer.ts';
import type { Inquiry } from '../inquiry.ts';
import { parsePayload, PAYLOAD_FIELDS } from '../payload.ts';
import type { Logger } from '../ports.ts';
import type { OnLoaded } from './loaded-files.ts';
import { loadModule, missingFunctions } from './module-file.ts';
import type { InterruptPayload } from './script/interrupt-script.ts';

/** What an author writes. An exception, like a promise that rejects, is a failure of that inquiry. */
export interface CustomInquirer {
  /**
   * A payload; `null` or nothing says that there is no interrupt. `signal` is aborted at the deadline. One that has a
   * queue of its own tells `turn` while a call waits in it, so that load is nobody's failure (D26).
   */
  inquire(inquiry: Inquiry, signal: AbortSignal, turn?: Turn): CustomAnswer | Promise<CustomAnswer>;
  health?(): InquirerHealth;
  close?(): Promise<void> | void;
}

export type CustomAnswer = InterruptPayload | InquirerAnswer | null | undefined;

/** What a factory is given. */
export interface CustomInquirerContext {
  readonly name: string;
  readonly logger: Logger;
}

/** Default export of a module: the inquirer, or a function that makes it. */
export type CustomInquirerModule =
  | CustomInquirer
  | ((context: CustomInquirerContext) => CustomInquirer | Promise<CustomInquirer>);

export interface CustomInquirerSettings {
  /** Unique among the inquirers. */
  readonly name: string;
  /** Milliseconds an inquiry may take. Default 5,000. */
  readonly timeout?: number;
  /** `cas.interrupt.core.strict-payload`. Default false. */
  readonly strict?: boolean;
}

export interface CustomModuleOptions extends Omit<CustomInquirerSettings, 'name'> {
  /** `cas.interrupt.custom[0].module`: `file:…` or a plain path. */
  readonly module: string;
  /** `.name`. Default: the file's name without extension. */
  readonly name?: string;
  readonly logger: Logger;
  /** Told each file of the module as it is loaded, imports and packages too (D33). */
  readonly onLoaded?: OnLoaded;
}

export type LoadedInquirer =
  | { readonly ok: true; readonly inquirer: Inquirer }
  /** Stops start-up; the text names the file and what is missing. */
  | { readonly ok: false; readonly detail: string };

/** Loads an inquirer from a module. It runs in the server's process, with the operator's rights. Never rejects. */
export async function loadCustomInquirer(options: CustomModuleOptions): Promise<LoadedInquirer> {
  const { module, logger } = options;
  const name = options.name ?? moduleName(module);
  const context: CustomInquirerContext = { name, logger };
  const loaded = await loadModule(module, context, options.onLoaded);
  if (!loaded.ok) return loaded;
  if (missingFunctions(loaded.value, ['inquire']).length > 0) {
    return { ok: false, detail: `${loaded.path} makes no inquirer: it has no function "inquire"` };
  }
  return { ok: true, inquirer: customInquirer(loaded.value as CustomInquirer, { ...options, name }) };
}

const moduleName = (location: string): string =>
  /([^/\\]*?)(?:\.[^./\\]*)?$/.exec(location.trim())?.[1] ?? location;

/** Makes an inquirer of the plan from one that an embedder brings as an object. */
export function customInquirer(own: CustomInquirer, settings: CustomInquirerSettings): Inquirer {
  const { name, timeout = 5_000, strict = false } = settings;
  return {
    name,
    kind: 'custom',
    timeout,
    async inquire(inquiry, signal, turn) {
      return read(await own.inquire(inquiry, signal, turn), strict);
    },
    health: () => healthOf(own),
    close: () => own.close?.(),
  };
}

/** An answer that is already in the engine's own shape is read through, and checked like any other. */
function read(value: unknown, strict: boolean): InquirerAnswer {
  const shaped = answerShape(value);
  if (shaped === null) return parsePayload(value, { strict });
  if (shaped.kind === 'none') return { kind: 'none' };
  if (shaped.kind === 'interrupt') {
    // It says `interrupt` by its kind.
    const answer = parsePayload(shaped['response'] ?? {}, { strict: false });
    const told = answer.kind === 'interrupt' && answer.fault === undefined && shaped['fault'] !== undefined;
    return told ? { ...answer, fault: faultOf(shaped['fault']) } : answer;
  }
  return { kind: 'failed', fault: faultOf(shaped['fault']) };
}

type Shaped = Readonly<Record<string, unknown>> & { readonly kind: 'none' | 'interrupt' | 'failed' };

function answerShape(value: unknown): Shaped | null {
  if (typeof value !== 'object' || value === null || PAYLOAD_FIELDS.some((field) => field in value))
    return null;
  const { kind } = value as { readonly kind?: unknown };
  return kind === 'none' || kind === 'interrupt' || kind === 'failed' ? (value as Shaped) : null;
}

const CODES: readonly InquiryFault['code'][] = [
  'malformed',
  'unavailable',
  'timeout',
  'refused',
  'too-large',
  'turned-away',
  'script',
  'pattern-input-too-long',
  'defect',
];

function faultOf(value: unknown): InquiryFault {
  const { code, detail, cause } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  return {
    code: CODES.find((known) => known === code) ?? 'unavailable',
    detail: typeof detail === 'string' ? detail : 'the inquirer gives no reason',
    ...(cause === undefined ? {} : { cause }),
  };
}

const STATUSES: readonly InquirerHealth['status'][] = ['up', 'degraded', 'down'];

/** Health never fails because of one source that does. */
function healthOf(own: CustomInquirer): InquirerHealth {
  if (typeof own.health !== 'function') return { status: 'up', detail: 'says nothing of its health' };
  try {
    const said: { readonly status?: unknown; readonly detail?: unknown } | undefined = own.health();
    const status = STATUSES.find((known) => known === said?.status);
    if (status !== undefined) return { status, detail: typeof said?.detail === 'string' ? said.detail : '' };
    return { status: 'degraded', detail: 'its health is none' };
  } catch (error) {
    return {
      status: 'degraded',
      detail: `its health fails: ${error instanceof Error ? error.name : typeof error}`,
    };
  }
}
