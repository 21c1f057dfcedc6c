// Loads the settings: sources in their order, names made uniform, placeholders filled, values parsed. Every fault is
// gathered, so that an operator sees all of them at once (W3, W4, W5).
import { join, resolve } from 'node:path';
import { statSync } from 'node:fs';
import { createAcceptance } from './apereo/acceptance.ts';
import { switchedOff } from './apereo/asks-for-nothing.ts';
import { successorOf } from './apereo/superseded.ts';
import { assemble, type Assembling } from './assemble.ts';
import { checkCombinations } from './combinations.ts';
import { DECLARED, type SettingName, type Settings } from './declared.ts';
import type { Entry, Source } from './entry.ts';
import { exposedSources } from './exposed-sources.ts';
import { messageBundles } from './message-bundles.ts';
import { describeEntry, inReadingOrder, newFindings, type Fault, type Findings } from './findings.ts';
import { place, type Placed } from './place.ts';
import { resolveValue, type References } from './placeholders.ts';
import { readValues } from './read-values.ts';
import { createReferences, referredTo } from './references.ts';
import type { Setting } from './setting.ts';
import type { Environment } from './sources/environment-source.ts';
import { gather } from './sources/gather.ts';
import { judgeName, judgeVariable } from './unknown.ts';
import { rememberSystemProperties } from './system-properties.ts';
import { rememberWritten } from './written.ts';

export type { Fault } from './findings.ts';

export interface LoadOptions {
  /** Of `--config`; null for what the environment or an argument says, else `/etc/cas/config`, which need not be there. */
  readonly directory: string | null;
  /** `--name=value` and `-Dname=value`. */
  readonly arguments: readonly string[];
  readonly environment: Environment;
}

interface Said {
  /** One for each setting that has no effect here (W5). */
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
}

export type LoadedSettings = {
  /** With faults: what could be read, and defaults in the place of the rest; enough for `check` to look at the files. */
  readonly settings: Settings;
  /** Where the files are, whether it exists or not. */
  readonly directory: string;
  /** Where a setting was written, the strongest source; null when its default holds. */
  origin(name: SettingName): Source | null;
} & Said &
  ({ readonly ok: true } | { readonly ok: false; readonly faults: readonly Fault[] });

/** An earlier name gives way to its successor in the same source. */
const EARLIER = 0.25;

/** Reads the files at once and synchronously: nothing can begin before it is done. */
export function loadSettings(options: LoadOptions): LoadedSettings {
  const findings = newFindings();
  const { environment } = options;
  const { entries, systemProperties, where, ...gathered } = gather(options, findings);
  const { placed, strangers } = sortOut(entries, findings);
  const references = createReferences({ entries, systemProperties, environment, where });
  const { settings, origins, broken } = assembleAll(placed, references, findings);
  if (!origins.has('cas.server.data-directory'))
    settings['cas.server.data-directory'] = dataDirectory(where.directory);
  const bundles = messageBundles((settings as Settings)['cas.message-bundle.base-names'], where.directory);
  settings['cas.message-bundle.base-names'] = Object.freeze([...bundles.baseNames]);
  findings.warnings.push(...bundles.warnings);

  const result = Object.freeze(settings) as Settings;
  const acceptance = createAcceptance(result['cas.unsupported.accept']);
  const judging = {
    acceptance,
    isSwitchedOff: switchedOff(entries.map((entry) => filled(entry, references))),
    isReferredTo: referredTo(entries),
  };
  for (const { entry, misplaced } of strangers) {
    if (!gathered.isHeeded(entry)) judgeName(filled(entry, references), misplaced, judging, findings);
  }
  for (const variable of gathered.unknownVariables) judgeVariable(variable, judging, findings);
  for (const unmet of acceptance.unmet()) {
    const own = placed.find(({ entry }) => acceptance.covers(unmet, entry.name));
    const why =
      own === undefined
        ? 'meets nothing that is written here; take it away, or spell it as the setting is'
        : `has no effect: ${own.setting} is a setting of this server, and a value of it that is wrong must be put right; take it away`;
    findings.warnings.push(`cas.unsupported.accept: "${unmet}" ${why}`);
  }
  for (const { about, message } of checkCombinations(result)) {
    const [name] = about;
    if (about.some((one) => broken.has(one))) continue;
    findings.faults.push({ name, source: origins.get(name) ?? null, message });
  }

  for (const why of exposedSources(where.directory, entries)) {
    findings.warnings.push(`another account can change what the server obeys: ${why}`);
  }
  rememberWritten(result, [...origins.keys()]);
  rememberSystemProperties(result, systemProperties);
  const { notices, warnings } = findings;
  const faults = inReadingOrder(findings.faults, gathered.inReadingOrder);
  const origin = (name: SettingName): Source | null => origins.get(name) ?? null;
  const loaded = { settings: result, notices, warnings, origin, directory: where.directory };
  return faults.length > 0 ? { ok: false, faults, ...loaded } : { ok: true, ...loaded };
}

/** What is off by a placeholder is off too. */
function filled(entry: Entry, references: References): Entry {
  const resolved = resolveValue(entry.value, references, true);
  return resolved.ok ? { ...entry, value: resolved.value } : entry;
}

interface Stranger {
  readonly entry: Entry;
  /** What was expected, when the name lies below a setting of another shape. */
  readonly misplaced: string | null;
}

/** Entries with a setting, those under an earlier name among them; and the others. */
function sortOut(
  entries: readonly Entry[],
  { warnings }: Findings,
): { placed: Placed[]; strangers: Stranger[] } {
  const placed: Placed[] = [];
  const strangers: Stranger[] = [];
  for (const entry of entries) {
    const successor = successorOf(entry.name);
    if (successor !== null) {
      warnings.push(`${describeEntry(entry)} is an earlier name; it is taken as ${successor.setting}`);
      placed.push({
        kind: 'placed',
        entry: { ...entry, rank: entry.rank - EARLIER },
        ...successor,
      });
      continue;
    }
    const placing = place(entry);
    if (placing.kind === 'placed') placed.push(placing);
    else strangers.push({ entry, misplaced: placing.kind === 'misplaced' ? placing.expected : null });
  }
  return { placed: placed.toSorted((one, other) => one.entry.rank - other.entry.rank), strangers };
}

interface AssembledAll {
  readonly settings: Partial<Record<SettingName, unknown>>;
  readonly origins: ReadonlyMap<SettingName, Source>;
  /** Settings with a fault: what they have is their default, which nobody wanted. */
  readonly broken: ReadonlySet<SettingName>;
}

function assembleAll(placed: readonly Placed[], references: References, findings: Findings): AssembledAll {
  const settings: Partial<Record<SettingName, unknown>> = {};
  const origins = new Map<SettingName, Source>();
  const broken = new Set<SettingName>();
  const own = Map.groupBy(placed, ({ setting }) => setting);
  for (const [name, setting] of Object.entries<Setting>(DECLARED) as [SettingName, Setting][]) {
    const fault = (entry: Entry, message: string): void => {
      broken.add(name);
      findings.faults.push({ name: entry.name, source: entry.source, message });
    };
    const written = own.get(name) ?? [];
    const read: Assembling['read'] = (entry, reading, split) =>
      readValues({ entry, reading, split }, references, fault);
    settings[name] = assemble(name, setting, written, { read, fault });
    const last = written.at(-1);
    if (last === undefined) continue;
    origins.set(name, last.entry.source);
    if (setting.withoutEffect !== undefined) {
      findings.notices.push(`${describeEntry(last.entry)}: has no effect here, ${setting.withoutEffect}`);
    }
  }
  return { settings, origins, broken };
}

/** Beside the configuration; without one, beside whoever starts the server. */
function dataDirectory(directory: string): string {
  return statSync(directory, { throwIfNoEntry: false })?.isDirectory() === true
    ? join(directory, 'data')
    : resolve('data');
}
