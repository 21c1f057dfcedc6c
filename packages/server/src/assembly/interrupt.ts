// The interrupt: inquirers in their plan, what is remembered, and the gate itself.
import {
  createCookieTracking,
  createGate,
  createJoseProtection,
  createJsonInquirer,
  createRegexAttributeInquirer,
  compileJavaPattern,
  createSealedProtection,
  createStoreTracking,
  describePatternFault,
  describePlan,
  JsonLocationError,
  makePlan,
  plainProtection,
  systemRandom,
  type Clock,
  type FailureMode,
  type Gate,
  type GateOptions,
  type Inquirer,
  type JavaPattern,
  type Logger,
  type PlannedInquirer,
  type Protection,
  type Tracking,
} from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import type { Audit } from '../operations/audit.ts';
import type { HealthPart } from '../operations/health.ts';
import { createAcknowledgementRows } from '../sso/acknowledgement-rows.ts';
import { createLastKnownRows } from '../sso/last-known-rows.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { gateObserver } from './gate-observer.ts';
import { assemblePattern } from './pattern.ts';
import type { Storage } from './storage.ts';

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
  readonly audit: Audit;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Those of the embedding program, beside those of the settings. */
  readonly inquirers: readonly PlannedInquirer[];
}

export async function assembleInterrupt(parts: InterruptParts): Promise<Assembled<Interrupt>> {
  const { settings, storage, audit, logger, clock } = parts;
  const inquirers = await assembleInquirers(parts);
  const tracking = await assembleTracking(parts);
  const plan = inquirers.ok ? makePlan(inquirers.value, settings['cas.interrupt.core.order']) : null;
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
  const health = (): readonly HealthPart[] => gate.plan.map(({ inquirer }) => healthOf(inquirer));
  logger.info({ event: 'interrupt-plan', plan: describePlan(gate.plan) }, 'the interrupt plan');
  return assembled({ gate, options, health, close });
}

function healthOf(inquirer: Inquirer): HealthPart {
  const name = `inquirer ${inquirer.name}`;
  return { name, ...(inquirer.health?.() ?? { status: 'up', detail: 'has nothing to watch' }) };
}

type InquirerSection = 'json' | 'groovy' | 'script' | 'regex' | 'rest';

function failureModeOf(settings: Settings, section: InquirerSection): FailureMode {
  const mode = settings[`cas.interrupt.${section}.failure-mode`];
  if (mode !== 'LAST_KNOWN') return { mode };
  const maxAge = settings[`cas.interrupt.${section}.last-known-for`];
  return { mode, maxAge, otherwise: settings[`cas.interrupt.${section}.last-known-otherwise`] };
}

async function assembleInquirers({
  settings,
  logger,
  clock,
  inquirers,
}: InterruptParts): Promise<Assembled<readonly PlannedInquirer[]>> {
  const planned: PlannedInquirer[] = [...inquirers];
  const faults: string[] = [];
  const location = settings['cas.interrupt.json.location'];
  const strict = settings['cas.interrupt.core.strict-payload'];
  if (location !== '') {
    try {
      const inquirer = await createJsonInquirer({ location, strict, logger, clock, watch: true });
      planned.push({ inquirer, failureMode: failureModeOf(settings, 'json') });
    } catch (error) {
      if (!(error instanceof JsonLocationError)) throw error;
      faults.push(`cas.interrupt.json.location: ${error.message}`);
    }
  }
  const { 'cas.interrupt.regex.attribute-name': name, 'cas.interrupt.regex.attribute-value': value } =
    settings;
  if (name !== '' && value !== '') {
    const attributeName = pattern('cas.interrupt.regex.attribute-name', name);
    const attributeValue = pattern('cas.interrupt.regex.attribute-value', value);
    if (attributeName.ok && attributeValue.ok) {
      const inquirer = createRegexAttributeInquirer({
        attributeName: attributeName.value,
        attributeValue: attributeValue.value,
      });
      planned.push({ inquirer, failureMode: failureModeOf(settings, 'regex') });
    }
    for (const compiled of [attributeName, attributeValue]) if (!compiled.ok) faults.push(...compiled.faults);
  }
  return faults.length === 0 ? assembled(planned) : faulty(...faults);
}

function pattern(setting: string, source: string): Assembled<JavaPattern> {
  const compiled = compileJavaPattern(source, { ignoreCase: false });
  return compiled.ok
    ? assembled(compiled.pattern)
    : faulty(`${setting}: ${describePatternFault(compiled.fault)}`);
}

async function assembleTracking({ settings, storage, clock }: InterruptParts): Promise<Assembled<Tracking>> {
  if (settings['cas.interrupt.tracking.type'] === 'STORE') {
    const { store, rows } = storage;
    return assembled(createStoreTracking({ rows: createAcknowledgementRows({ store, rows, clock }), clock }));
  }
  const protection = await assembleProtection(settings, storage);
  if (!protection.ok) return protection;
  const allowed = assemblePattern(settings, 'cas.interrupt.cookie.allowed-ip-addresses-pattern');
  if (!allowed.ok) return allowed;
  return assembled(
    createCookieTracking({
      protection: protection.value,
      pinToSession: settings['cas.interrupt.cookie.pin-to-session'],
      allowedAddresses: allowed.value,
      clock,
    }),
  );
}

/** Keys of the operator are used as the reference uses them; without any, a key of our own that is kept (D15). */
async function assembleProtection(settings: Settings, storage: Storage): Promise<Assembled<Protection>> {
  if (!settings['cas.interrupt.cookie.crypto.enabled']) return assembled(plainProtection);
  const encryption = settings['cas.interrupt.cookie.crypto.encryption.key'];
  const signing = settings['cas.interrupt.cookie.crypto.signing.key'];
  if (encryption === '' && signing === '') {
    return assembled(createSealedProtection(storage.keyFor('interrupt-cookie'), systemRandom));
  }
  if (encryption === '' || signing === '') {
    return faulty('cas.interrupt.cookie.crypto: give both encryption.key and signing.key, or neither');
  }
  const jose = await createJoseProtection({
    strategy: settings['cas.interrupt.cookie.crypto.strategy-type'],
    alg: settings['cas.interrupt.cookie.crypto.alg'] || null,
    encryption: { key: encryption, keySize: settings['cas.interrupt.cookie.crypto.encryption.key-size'] },
    signing: { key: signing, keySize: settings['cas.interrupt.cookie.crypto.signing.key-size'] },
  });
  return jose.kind === 'protection'
    ? assembled(jose.protection)
    : faulty(
        ...jose.faults.map(({ setting, message }) => `cas.interrupt.cookie.crypto.${setting}: ${message}`),
      );
}
