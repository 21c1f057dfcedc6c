// The interrupt: inquirers in their plan, what is remembered, and the gate itself.
import {
  createGate,
  describePlan,
  makePlan,
  type Clock,
  type Gate,
  type GateOptions,
  type Inquirer,
  type Logger,
  type PlannedInquirer,
  type Tracking,
} from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import type { Audit } from '../operations/audit.ts';
import type { HealthPart } from '../operations/health.ts';
import { createLastKnownRows } from '../sso/last-known-rows.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { gateObserver } from './gate-observer.ts';
import { assembleInquirers } from './inquirers.ts';
import type { Scripts } from './scripts.ts';
import type { Storage } from './storage.ts';
import { assembleTracking } from './tracking.ts';

export interface Interrupt {
  readonly gate: Gate;
  /** What the gate was made of; `explain` asks the same. */
  readonly options: GateOptions;
  health(): readonly HealthPart[];
  close(): Promise<void>;
}

export interface InterruptParts {
  readonly settings: Settings;
  readonly storage: Storage;
  readonly scripts: Scripts;
  readonly audit: Audit;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Those of the embedding program, beside those of the settings. */
  readonly inquirers: readonly PlannedInquirer[];
  /** The embedding program's own engine, or null for the one of the settings. */
  readonly tracking: Tracking | null;
}

export async function assembleInterrupt(parts: InterruptParts): Promise<Assembled<Interrupt>> {
  const { settings, storage, audit, logger, clock } = parts;
  const inquirers = await assembleInquirers(parts);
  const tracking = parts.tracking === null ? await assembleTracking(parts) : assembled(parts.tracking);
  const plan = inquirers.ok
    ? makePlan([...parts.inquirers, ...inquirers.value], settings['cas.interrupt.core.order'])
    : null;
  const faults = [
    ...(inquirers.ok ? [] : inquirers.faults),
    ...(tracking.ok ? [] : tracking.faults),
    ...(plan?.ok === false ? [`cas.interrupt.core.order: ${plan.fault}`] : []),
  ];
  const close = async (): Promise<void> => {
    if (inquirers.ok) await Promise.all(inquirers.value.map(async ({ inquirer }) => inquirer.close?.()));
  };
  if (!tracking.ok || plan?.ok !== true) {
    await close();
    return faulty(...faults);
  }
  const options: GateOptions = {
    plan: plan.plan,
    tracking: tracking.value,
    forceExecution: settings['cas.interrupt.core.force-execution'],
    headless: settings['cas.interrupt.core.headless'],
    lastKnown: createLastKnownRows({ store: storage.store, rows: storage.rows, clock }),
    observer: gateObserver(audit, logger),
    clock,
  };
  const gate = createGate(options);
  const health = (): readonly HealthPart[] => [
    ...gate.plan.map(({ inquirer }) => healthOf(inquirer)),
    loadOf(gate),
  ];
  logger.info({ event: 'interrupt-plan', plan: describePlan(gate.plan) }, 'the interrupt plan');
  return assembled({ gate, options, health, close });
}

/** Load is a person's own and no fault of the server's, so it never degrades its health (D26). */
function loadOf(gate: Gate): HealthPart {
  const { running, waiting, busy } = gate.load();
  const detail = `${running} under way, ${waiting} wait for their turn, ${busy} waited in vain since the start`;
  return { name: 'inquiries', status: 'up', detail };
}

function healthOf(inquirer: Inquirer): HealthPart {
  const name = `inquirer ${inquirer.name}`;
  return { name, ...(inquirer.health?.() ?? { status: 'up', detail: 'has nothing to watch' }) };
}
