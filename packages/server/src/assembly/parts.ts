// Every room that settings build, put together without listening: the one way that `serve`, `check` and `explain` have in
// common. A value that is only tried when its room is built is tried here, so a room that is added is checked as well.
import type { ServerOptions } from 'node:https';
import type { Clock, Logger, PatternTest, PlannedInquirer, Tracking } from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import type { Audit } from '../operations/audit.ts';
import type { HealthAccess } from '../operations/health.ts';
import { endsWithin, ROOMS_MAY_TAKE } from '../operations/shutdown.ts';
import { assembleAppearance, type Appearance } from './appearance.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { tellExposedFiles } from './exposed-files.ts';
import { filePath } from './file-path.ts';
import { assembleHealthAccess } from './health.ts';
import { assembleInterrupt, type Interrupt } from './interrupt.ts';
import { assembleAddress, assembleProxies } from './network.ts';
import { assembleSearch } from './pattern.ts';
import { assemblePeople, type People } from './people.ts';
import { assembleScripts, type Scripts } from './scripts.ts';
import { assembleServices, type Services } from './services.ts';
import { assembleSso, type Sso } from './sso.ts';
import { memoryStorage, type OpenStorage, type Storage } from './storage.ts';
import { assembleTls } from './tls.ts';

export interface PartsOptions {
  readonly settings: Settings;
  readonly logger: Logger;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly openStorage: OpenStorage;
  /** Inquirers of the program that embeds the server; the plan puts them beside those of the settings (D3). */
  readonly inquirers: readonly PlannedInquirer[];
  /** A tracking engine of the embedding program, or null for what the settings name. */
  readonly tracking: Tracking | null;
}

/** To be disposed of: that lets go of files, watchers, scripts, connections. */
export interface Parts extends AsyncDisposable {
  readonly storage: Storage;
  readonly scripts: Scripts;
  readonly people: People;
  readonly services: Services;
  readonly interrupt: Interrupt;
  readonly sso: Sso;
  readonly requiredService: PatternTest | null;
  readonly rememberedAddresses: PatternTest | null;
  readonly rememberedUserAgents: PatternTest | null;
  readonly appearance: Appearance;
  readonly tls: ServerOptions | null;
  readonly trustsProxy: (address: string) => boolean;
  readonly healthAccess: HealthAccess;
}

/** The parts, or every reason why the server would not start. What merely deserves a word is in the log. */
export async function assembleParts(options: PartsOptions): Promise<Assembled<Parts>> {
  const { settings, logger, audit, clock, inquirers, tracking } = options;
  await using closing = new AsyncDisposableStack();
  const opened = await options.openStorage({
    directory: filePath(settings['cas.server.data-directory']),
    logger,
    clock,
    shutdown: settings['cas.server.shutdown-timeout'],
  });
  // Without its storage nothing starts; the other rooms are tried all the same, so that every fault is told at once.
  const storage = opened.ok ? opened.value : memoryStorage();
  // The store last, and in any case: what was answered is kept, whatever hangs.
  closing.defer(() => storage.close());
  const others = new AsyncDisposableStack();
  closing.defer(async () => {
    if (await endsWithin(ROOMS_MAY_TAKE, others.disposeAsync())) return;
    logger.warn({ event: 'stop-unfinished' }, 'a file watcher, a worker or a JVM did not end in time');
  });
  const exposed = tellExposedFiles(settings, logger);
  const scripts = assembleScripts(settings, logger, clock, exposed, storage.keptTexts);
  others.defer(() => scripts.close());
  const [people, services, interrupt] = await Promise.all([
    assemblePeople({ settings, storage, audit, logger, clock }),
    assembleServices(settings, logger, scripts.compileTrigger, clock),
    assembleInterrupt({ settings, storage, scripts, audit, logger, clock, inquirers, tracking }),
  ]);
  for (const room of [people, services, interrupt]) if (room.ok) others.defer(() => room.value.close());
  const unrunnable = await scripts.faults();
  const parts = gather({
    storage: opened,
    scripts: unrunnable.length === 0 ? assembled(scripts) : faulty(...unrunnable),
    people,
    services,
    interrupt,
    sso: assembleSso(settings, storage, clock, audit),
    requiredService: assembleSearch(settings, 'cas.sso.services.required-service-pattern'),
    rememberedAddresses: assembleSearch(settings, 'cas.ticket.tgt.remember-me.supported-ip-addresses'),
    rememberedUserAgents: assembleSearch(settings, 'cas.ticket.tgt.remember-me.supported-user-agents'),
    appearance: assembleAppearance(settings, logger),
    tls: assembleTls(settings),
    trustsProxy: assembleProxies(settings),
    healthAccess: assembleHealthAccess(settings),
    address: await assembleAddress(settings),
  });
  if (!parts.ok) return parts;
  const owned = closing.move();
  return assembled({ ...parts.value, [Symbol.asyncDispose]: () => owned.disposeAsync() });
}

type Values<R> = { readonly [Name in keyof R]: R[Name] extends Assembled<infer Value> ? Value : never };

/** All of them, or the faults of all of them. */
function gather<R extends Readonly<Record<string, Assembled<unknown>>>>(rooms: R): Assembled<Values<R>> {
  const faults = Object.values(rooms).flatMap((room) => (room.ok ? [] : room.faults));
  if (faults.length > 0) return faulty(...faults);
  const values = Object.entries(rooms).map(([name, room]) => [name, room.ok ? room.value : undefined]);
  return assembled(Object.fromEntries(values) as Values<R>);
}
