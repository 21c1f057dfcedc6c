// A tracking engine of an operator's own (`cas.interrupt.tracking.module`, D14), from a module or handed over by code.
import type { OnLoaded } from '../inquirers/loaded-files.ts';
import { loadModule, missingFunctions } from '../inquirers/module-file.ts';
import type { Clock, Logger } from '../ports.ts';
import type { Acknowledged, Tracking, TrackingRequest } from './tracking.ts';

/** What an author writes: the port without its kind. */
export interface CustomTracking {
  /** Which fingerprints this person has acknowledged; a `Set` will do. */
  recall(request: TrackingRequest): Acknowledged | Promise<Acknowledged>;
  /** Adds one. Called only for payloads that do not block. */
  remember(request: TrackingRequest, fingerprint: string): void | Promise<void>;
}

/** What a factory is given. */
export interface CustomTrackingContext {
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Default export of a module: the engine, or a function that makes it. */
export type CustomTrackingModule =
  | CustomTracking
  | ((context: CustomTrackingContext) => CustomTracking | Promise<CustomTracking>);

export interface TrackingModuleOptions {
  /** `cas.interrupt.tracking.module`: `file:…` or a plain path. */
  readonly module: string;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Milliseconds until an engine that does not answer is left behind. Default 5,000. */
  readonly timeout?: number;
  /** Told each file of the module as it is loaded, imports and packages too (D33). */
  readonly onLoaded?: OnLoaded;
}

export type LoadedTracking =
  | { readonly ok: true; readonly tracking: Tracking }
  /** Stops start-up; the text names the file and what is missing. */
  | { readonly ok: false; readonly detail: string };

/** Loads an engine from a module. It runs in the server's process, with the operator's rights. Never rejects. */
export async function loadTrackingModule(options: TrackingModuleOptions): Promise<LoadedTracking> {
  const { module, logger, clock } = options;
  const context: CustomTrackingContext = { logger, clock };
  const loaded = await loadModule(module, context, options.onLoaded);
  if (!loaded.ok) return loaded;
  const missing = missingFunctions(loaded.value, ['recall', 'remember']);
  if (missing.length > 0) {
    const detail = `${loaded.path} makes no tracking engine: it has no function "${missing.join('", "')}"`;
    return { ok: false, detail };
  }
  return { ok: true, tracking: customTracking(loaded.value as CustomTracking, options) };
}

/** Anything but a plain yes is a no. */
function guarded(known: Acknowledged): Acknowledged {
  return {
    has(fingerprint) {
      try {
        const said: unknown = known.has(fingerprint);
        return said === true;
      } catch {
        return false;
      }
    },
  };
}

const NOBODY: Acknowledged = { has: () => false };

/**
 * Makes a tracking engine of the gate from one that an embedder brings as an object. One that fails, or gives no answer
 * in time, has acknowledged nothing: the person is asked again, and never let past by a fault (INT-87).
 */
export function customTracking(
  own: CustomTracking,
  { logger, timeout = 5_000 }: Pick<TrackingModuleOptions, 'logger' | 'timeout'>,
): Tracking {
  return {
    kind: 'custom',
    async recall(request) {
      try {
        const known: unknown = await inTime(own.recall(request), timeout);
        if (typeof known === 'object' && known !== null && missingFunctions(known, ['has']).length === 0) {
          return guarded(known as Acknowledged);
        }
        logger.error(
          { event: 'tracking-failed', tracking: 'custom' },
          'the tracking engine recalls something that has no function "has"',
        );
      } catch (error) {
        logger.error(
          { event: 'tracking-failed', tracking: 'custom', err: error },
          'the tracking engine cannot recall: the person is asked again',
        );
      }
      return NOBODY;
    },
    async remember(request, fingerprint) {
      try {
        await inTime(own.remember(request, fingerprint), timeout);
      } catch (error) {
        const said = 'the tracking engine cannot remember: the person will be asked again';
        logger.error({ event: 'tracking-failed', tracking: 'custom', err: error }, said);
      }
    },
  };
}

async function inTime<T>(pending: T | Promise<T>, timeout: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeout} ms`)), timeout);
  });
  try {
    return await Promise.race([pending, late]);
  } finally {
    clearTimeout(timer);
  }
}
