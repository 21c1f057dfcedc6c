// The inquirers that the settings name, one function each, with what their failure means (D3, D9).
import {
  compileJavaPattern,
  createGroovyInquirer,
  createJsonInquirer,
  createRegexAttributeInquirer,
  createRestInquirer,
  createScriptInquirer,
  describePatternFault,
  JsonLocationError,
  loadCustomInquirer,
  RestSettingsError,
  ScriptLocationError,
  type Clock,
  type FailureMode,
  type Inquirer,
  type JavaPattern,
  type Logger,
  type PlannedInquirer,
  type RestSettings,
} from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import { isWritten } from '../config/written.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { filePath } from './file-path.ts';
import type { Scripts } from './scripts.ts';
import type { Storage } from './storage.ts';
import { assembleTrust } from './truststore.ts';

export interface InquirerParts {
  readonly settings: Settings;
  readonly scripts: Scripts;
  readonly storage: Pick<Storage, 'keptTexts'>;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** The inquirer of one section of the settings, or null when the section names none. */
type Maker = (parts: InquirerParts) => Promise<Assembled<Inquirer> | null>;

/** By section, in the order of the settings; the plan puts them into its own (D3). */
const MAKERS = { json, groovy, script, regex, rest } as const satisfies Record<string, Maker>;

type Section = keyof typeof MAKERS;

/** Every inquirer of the settings, or every reason why one of them cannot be had. */
export async function assembleInquirers(
  parts: InquirerParts,
): Promise<Assembled<readonly PlannedInquirer[]>> {
  const planned: PlannedInquirer[] = [];
  const faults: string[] = [];
  const add = (made: Assembled<Inquirer> | null, failureMode: FailureMode): void => {
    if (made?.ok === true) planned.push({ inquirer: made.value, failureMode });
    else faults.push(...(made?.faults ?? []));
  };
  const { settings } = parts;
  const sections = Object.keys(MAKERS) as Section[];
  const made = await Promise.all(sections.map(async (section) => MAKERS[section](parts)));
  for (const [index, section] of sections.entries())
    add(made[index] ?? null, failureModeOf(settings, section));
  for (const [index, own] of settings['cas.interrupt.custom'].entries()) {
    // One after the other: a name that two of them claim is the second one's fault.
    const custom = await customInquirer(parts, own, index);
    add(custom, asFailureMode(own['failure-mode'], own['last-known-for'], own['last-known-otherwise']));
  }
  if (faults.length === 0) return assembled(planned);
  await Promise.all(planned.map(async ({ inquirer }) => inquirer.close?.()));
  return faulty(...faults);
}

function failureModeOf(settings: Settings, section: Section): FailureMode {
  const prefix = `cas.interrupt.${section}` as const;
  return asFailureMode(
    settings[`${prefix}.failure-mode`],
    settings[`${prefix}.last-known-for`],
    settings[`${prefix}.last-known-otherwise`],
  );
}

function asFailureMode(mode: FailureMode['mode'], maxAge: number, otherwise: 'OPEN' | 'CLOSED'): FailureMode {
  return mode === 'LAST_KNOWN' ? { mode, maxAge, otherwise } : { mode };
}

async function json({ settings, logger, clock }: InquirerParts): Promise<Assembled<Inquirer> | null> {
  const location = settings['cas.interrupt.json.location'];
  const strict = settings['cas.interrupt.core.strict-payload'];
  if (location === '') return null;
  return orFault('cas.interrupt.json.location', JsonLocationError, () =>
    createJsonInquirer({ location, strict, logger, clock, watch: true }),
  );
}

async function groovy({
  settings,
  scripts,
  storage,
  logger,
  clock,
}: InquirerParts): Promise<Assembled<Inquirer> | null> {
  const location = settings['cas.interrupt.groovy.location'];
  if (location === '') return null;
  const host = await scripts.groovyHost();
  // Said once, for everything that needs the JVM (`Scripts.faults`).
  if (!host.ok) return null;
  const created = await createGroovyInquirer({
    host: host.host,
    location,
    strict: settings['cas.interrupt.core.strict-payload'],
    timeout: settings['cas.interrupt.groovy.timeout'],
    logger,
    clock,
    watch: true,
    kept: storage.keptTexts,
    onLoaded: scripts.loadedBy('cas.interrupt.groovy.location'),
  });
  return created.ok ? startable(settings, 'groovy', created.inquirer) : faulty(created.detail);
}

/**
 * A script that never was good asks nobody about anything: the start stops, unless the operator has said what follows
 * when it cannot be asked (D37).
 */
async function startable(
  settings: Settings,
  section: 'groovy' | 'script',
  inquirer: Inquirer & {
    readonly startFault: string | { readonly detail: string; readonly late: boolean } | null;
  },
): Promise<Assembled<Inquirer>> {
  const { startFault } = inquirer;
  const mode = `cas.interrupt.${section}.failure-mode` as const;
  if (startFault === null || isWritten(settings, mode)) return assembled(inquirer);
  await inquirer.close?.();
  const location = `cas.interrupt.${section}.location` as const;
  const { detail, late } = typeof startFault === 'string' ? { detail: startFault, late: false } : startFault;
  const remedy = late
    ? `time ran out, which says nothing about the script: give it more with cas.interrupt.${section}.start-timeout`
    : 'mend it';
  return faulty(
    `${location}: ${filePath(settings[location])}: ${detail}; no text of it was good before: ${remedy}, or say with ${mode} what follows when it cannot be asked`,
  );
}

async function script({
  settings,
  scripts,
  storage,
  logger,
}: InquirerParts): Promise<Assembled<Inquirer> | null> {
  const location = settings['cas.interrupt.script.location'];
  if (location === '') return null;
  const options = {
    location,
    strict: settings['cas.interrupt.core.strict-payload'],
    timeout: settings['cas.interrupt.script.timeout'],
    maxMemory: settings['cas.interrupt.script.max-memory'],
    logger,
    watch: true,
    kept: storage.keptTexts,
    onLoaded: scripts.loadedBy('cas.interrupt.script.location'),
  };
  try {
    return await startable(settings, 'script', await createScriptInquirer(options));
  } catch (error) {
    if (error instanceof ScriptLocationError) return faulty(error.message);
    throw error;
  }
}

async function regex({ settings }: InquirerParts): Promise<Assembled<Inquirer> | null> {
  const name = settings['cas.interrupt.regex.attribute-name'];
  const value = settings['cas.interrupt.regex.attribute-value'];
  if (name === '' || value === '') return null;
  const attributeName = pattern('cas.interrupt.regex.attribute-name', name);
  const attributeValue = pattern('cas.interrupt.regex.attribute-value', value);
  if (attributeName.ok && attributeValue.ok) {
    const patterns = { attributeName: attributeName.value, attributeValue: attributeValue.value };
    return assembled(createRegexAttributeInquirer(patterns));
  }
  return faulty(
    ...[attributeName, attributeValue].flatMap((compiled) => (compiled.ok ? [] : compiled.faults)),
  );
}

/** What is the same for every request to the endpoint; `check` measures it as the inquirer does. */
export function restSettings(settings: Settings): RestSettings {
  const username = settings['cas.interrupt.rest.basic-auth-username'];
  const password = settings['cas.interrupt.rest.basic-auth-password'];
  return {
    url: settings['cas.interrupt.rest.url'],
    method: settings['cas.interrupt.rest.method'],
    basicAuth: username === '' || password === '' ? null : { username, password },
    headers: { ...settings['cas.http-client.default-headers'], ...settings['cas.interrupt.rest.headers'] },
    attributes: settings['cas.interrupt.rest.attributes'],
  };
}

async function rest({ settings, logger, clock }: InquirerParts): Promise<Assembled<Inquirer> | null> {
  if (settings['cas.interrupt.rest.url'] === '') return null;
  const trust = await assembleTrust(settings);
  if (!trust.ok) return trust;
  return orFault('cas.interrupt.rest', RestSettingsError, () =>
    createRestInquirer({
      ...restSettings(settings),
      trustedCertificates: trust.value,
      timeout: settings['cas.interrupt.rest.timeout'],
      connectTimeout: settings['cas.interrupt.rest.connect-timeout'],
      retries: settings['cas.interrupt.rest.retries'],
      maxBody: settings['cas.interrupt.rest.max-body'],
      noneOnStatus: settings['cas.interrupt.rest.none-on-status'],
      breaker: {
        failures: settings['cas.interrupt.rest.breaker.failures'],
        halfOpenAfter: settings['cas.interrupt.rest.breaker.half-open-after'],
      },
      strict: settings['cas.interrupt.core.strict-payload'],
      logger,
      clock,
    }),
  );
}

async function customInquirer(
  { settings, scripts, logger }: InquirerParts,
  { module, name, timeout }: Settings['cas.interrupt.custom'][number],
  index: number,
): Promise<Assembled<Inquirer>> {
  const strict = settings['cas.interrupt.core.strict-payload'];
  const named = name === '' ? {} : { name };
  const onLoaded = scripts.loadedBy(`cas.interrupt.custom[${index}].module`);
  const loaded = await loadCustomInquirer({
    module: filePath(module),
    timeout,
    strict,
    logger,
    onLoaded,
    ...named,
  });
  return loaded.ok
    ? assembled(loaded.inquirer)
    : faulty(`cas.interrupt.custom[${index}].module: ${loaded.detail}`);
}

type Refusal = abstract new (...args: never[]) => Error;

/** What a maker refuses for its settings is a fault of the configuration; anything else is a defect. */
async function orFault(
  setting: string,
  refusal: Refusal,
  make: () => Promise<Inquirer>,
): Promise<Assembled<Inquirer>> {
  try {
    return assembled(await make());
  } catch (error) {
    if (error instanceof refusal) return faulty(`${setting}: ${error.message}`);
    throw error;
  }
}

function pattern(setting: string, source: string): Assembled<JavaPattern> {
  const compiled = compileJavaPattern(source, { ignoreCase: false });
  return compiled.ok
    ? assembled(compiled.pattern)
    : faulty(`${setting}: ${describePatternFault(compiled.fault)}`);
}
