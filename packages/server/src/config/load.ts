// Loads the settings: sources in their order, names made uniform, placeholders filled, values parsed. Every fault is
// gathered, so that an operator sees all of them at once (W3, W4, W5).
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { checkCombinations } from './combinations.ts';
import { DECLARED, type SettingName, type Settings } from './declared.ts';
import { describeSource, type Entry, type Source } from './entry.ts';
import { distance, flatName, nameParts, uniformName, uniformPart } from './names.ts';
import { resolveValue, type References } from './placeholders.ts';
import type { Fields, Setting, SingleSetting } from './setting.ts';
import { argumentEntries } from './sources/argument-source.ts';
import { environmentEntries } from './sources/environment-source.ts';
import { propertiesEntries } from './sources/properties-source.ts';
import { isAccepted, judgeUnknown } from './unknown-names.ts';
import { location as locationType } from './value-types.ts';

export interface LoadOptions {
  /** Where the files are; null for `/etc/cas/config`. */
  readonly directory: string | null;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Fault {
  /** As written. */
  readonly name: string;
  readonly source: Source | null;
  readonly message: string;
}

interface Said {
  /** One for each setting that has no effect here. */
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
}

export type LoadedSettings =
  | ({ readonly ok: true; readonly settings: Settings; origin(name: SettingName): Source | null } & Said)
  | ({ readonly ok: false; readonly faults: readonly Fault[] } & Said);

const DEFAULT_DIRECTORY = '/etc/cas/config';
const FILES = ['application.properties', 'application.yml', 'application.yaml', 'cas.properties', 'cas.yml', 'cas.yaml'];

const BY_UNIFORM_NAME: ReadonlyMap<string, SettingName> = new Map(
  (Object.keys(DECLARED) as SettingName[]).map((name) => [uniformName(name), name]),
);

/** An entry with the setting it belongs to, and what its name says below that: `''`, `[0]`, `[0].module`, `.KEY`. */
interface Placed {
  readonly entry: Entry;
  readonly setting: SettingName;
  readonly below: readonly string[];
}

export function loadSettings(options: LoadOptions): LoadedSettings {
  const faults: Fault[] = [];
  const notices: string[] = [];
  const warnings: string[] = [];
  const fault = (entry: Entry, message: string): void => void faults.push({ name: entry.name, source: entry.source, message });

  const directory = resolve(options.directory ?? DEFAULT_DIRECTORY);
  const files = readFiles(directory, options.directory !== null, faults);
  const environment = environmentEntries(options.environment, 100);
  const args = argumentEntries(options.arguments, 200);
  for (const strange of args.strange) {
    faults.push({ name: strange, source: { where: 'arguments', line: null }, message: 'is no setting; write --name=value' });
  }
  const entries = [...files, ...environment.entries, ...args.entries];
  const byName = new Map(entries.map((entry) => [uniformName(entry.name), entry.value]));
  const references: References = {
    lookUp: (name) => byName.get(uniformName(name)) ?? options.environment[name] ?? null,
    systemProperties: args.systemProperties,
    environment: options.environment,
  };

  const placed: Placed[] = [];
  const unknown: Entry[] = [];
  for (const entry of entries) {
    const found = place(entry);
    if (found !== null) placed.push(found);
    else if (/^(cas|server|management|spring|logging)\./u.test(entry.name)) unknown.push(entry);
  }

  const settings: Partial<Record<SettingName, unknown>> = {};
  const origins = new Map<SettingName, Source>();
  const take = (name: SettingName, own: readonly Placed[]): void => {
    const setting: Setting = DECLARED[name];
    const assembled = assemble(name, setting, own, {
      read(entry, type, expressions) {
        const resolved = resolveValue(entry.value, references, expressions);
        if (!resolved.ok) return fault(entry, resolved.reason);
        const parsed = type.parse(resolved.value);
        if (!parsed.ok) return fault(entry, `expected ${parsed.expected}${setting.secret === true ? '' : `, not "${shortened(resolved.value)}"`}`);
        return type.name === locationType.name ? absolute(String(parsed.value), entry.source, directory) : parsed.value;
      },
      fault,
    });
    settings[name] = assembled;
    const last = own.at(-1);
    if (last !== undefined) origins.set(name, last.entry.source);
    if (last !== undefined && setting.withoutEffect !== undefined) notices.push(`${last.entry.name}: has no effect here, ${setting.withoutEffect}`);
  };

  // Older names stand in for their successors before anything is assembled; the accepted losses must be known first.
  const accepted = acceptedLosses(placed);
  for (const entry of unknown) {
    const judged = judgeUnknown(entry.name);
    switch (judged.kind) {
      case 'older': {
        const successor = place({ ...entry, name: judged.successor });
        if (successor !== null) placed.push(successor);
        warnings.push(`${entry.name} (${describeSource(entry.source)}) is an older name; it is taken as ${judged.successor}`);
        break;
      }
      case 'without-effect':
        notices.push(`${entry.name} (${describeSource(entry.source)}): has no effect here`);
        break;
      case 'protecting':
        if (isAccepted(entry.name, accepted)) notices.push(`${entry.name} (${describeSource(entry.source)}): has no effect here, as accepted`);
        else fault(entry, `Apereo CAS knows it and it is not supported here; without it people or a protection would be lost. If that is meant, say so with --cas.unsupported.accept[0]=${entry.name}`);
        break;
      case 'mistyped':
        fault(entry, judged.nearest === null ? 'is no setting that is known' : `is no setting that is known; the nearest is ${judged.nearest}`);
    }
  }
  for (const variable of environment.unknown) judgeVariable(variable, { faults, warnings, accepted, notices });

  const own = Map.groupBy(placed, ({ setting }) => setting);
  for (const name of Object.keys(DECLARED) as SettingName[]) {
    take(name, (own.get(name) ?? []).toSorted((one, other) => one.entry.rank - other.entry.rank));
  }
  const result = settings as Settings;
  // A relative data directory belongs to the configuration.
  if (!origins.has('cas.server.data-directory')) settings['cas.server.data-directory'] = join(directory, 'data');
  if (faults.length === 0) {
    for (const { name, message } of checkCombinations(result)) {
      faults.push({ name, source: origins.get(name) ?? null, message });
    }
  }
  if (faults.length > 0) return { ok: false, faults, notices, warnings };
  return { ok: true, settings: Object.freeze(result), notices, warnings, origin: (name) => origins.get(name) ?? null };
}

function readFiles(directory: string, named: boolean, faults: Fault[]): readonly Entry[] {
  if (named && !existsSync(directory)) {
    faults.push({ name: '--config', source: null, message: `the directory ${directory} does not exist` });
    return [];
  }
  return FILES.flatMap((name, rank) => {
    const path = join(directory, name);
    if (!existsSync(path)) return [];
    const bytes = readFileSync(path);
    if (name.endsWith('.properties')) return propertiesEntries(bytes, path, rank);
    // Loaded only where there is a YAML file.
    const { yamlEntries } = createRequire(import.meta.url)('./sources/yaml-source.ts') as typeof import('./sources/yaml-source.ts');
    const outcome = yamlEntries(bytes.toString('utf8'), path, rank);
    if (outcome.ok) return outcome.entries;
    faults.push({ name, source: { where: path, line: outcome.line }, message: `is no YAML (${outcome.message})` });
    return [];
  });
}

/** Finds the setting a name belongs to: itself, or the list, map or records it is a part of. */
function place(entry: Entry): Placed | null {
  const parts = nameParts(entry.name);
  for (let length = parts.length; length > 0; length -= 1) {
    const setting = BY_UNIFORM_NAME.get(parts.slice(0, length).map(uniformPart).join('.'));
    if (setting === undefined) continue;
    const below = parts.slice(length);
    const { shape } = DECLARED[setting];
    const fits = shape === 'single' ? below.length === 0 : shape === 'list' ? below.length <= 1 : true;
    return fits ? { entry, setting, below } : null;
  }
  return null;
}

interface Assembling {
  /** The parsed value, or undefined after a fault. */
  // oxlint-disable-next-line typescript/no-explicit-any
  read(entry: Entry, type: SingleSetting<any>['type'], expressions: boolean): unknown;
  fault(entry: Entry, message: string): void;
}

function assemble(name: SettingName, setting: Setting, own: readonly Placed[], with_: Assembling): unknown {
  const expressions = setting.expressions === true;
  switch (setting.shape) {
    case 'single': {
      const last = own.at(-1);
      return last === undefined ? setting.default : (with_.read(last.entry, setting.type, expressions) ?? setting.default);
    }
    case 'list': {
      if (own.length === 0) return setting.default;
      // As in Spring, a list of a later source replaces the whole list of an earlier one.
      const rank = own.at(-1)?.entry.rank;
      const latest = own.filter(({ entry }) => entry.rank === rank);
      const indexed = latest.filter(({ below }) => below.length > 0).toSorted((a, b) => indexOf(a.below) - indexOf(b.below));
      if (indexed.length > 0) return indexed.map(({ entry }) => with_.read(entry, setting.type, expressions));
      const [whole] = latest.slice(-1);
      if (whole === undefined || whole.entry.value.trim() === '') return [];
      return whole.entry.value.split(',').map((item) => with_.read({ ...whole.entry, value: item.trim() }, setting.type, expressions));
    }
    case 'map': {
      const members = Object.create(null) as Record<string, unknown>;
      for (const { entry, below } of own) {
        const key = below.map((part) => part.replace(/^\[(.*)\]$/u, '$1')).join('.');
        if (key === '') with_.fault(entry, `is a map: write ${name}.KEY=value`);
        else members[key] = with_.read(entry, setting.type, expressions);
      }
      return members;
    }
    case 'records':
      return assembleRecords(name, setting.fields as Fields, own, with_);
  }
}

function assembleRecords(name: SettingName, fields: Fields, own: readonly Placed[], with_: Assembling): unknown {
  const byIndex = Map.groupBy(own, ({ below }) => indexOf(below));
  return [...byIndex].toSorted(([one], [other]) => one - other).map(([, members]) => {
    const record: Record<string, unknown> = Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.default as unknown]));
    for (const { entry, below } of members) {
      const [, written = ''] = below;
      const key = Object.keys(fields).find((field) => uniformPart(field) === uniformPart(written));
      const field = key === undefined ? undefined : fields[key];
      if (key === undefined || field === undefined) {
        with_.fault(entry, `write ${name}[0].FIELD=value, with a field of ${Object.keys(fields).join(', ')}`);
      } else record[key] = with_.read(entry, field.type, false) ?? record[key];
    }
    return record;
  });
}

function indexOf([part = '']: readonly string[]): number {
  return Number(/^\[(\d+)\]$/u.exec(part)?.[1] ?? -1);
}

function acceptedLosses(placed: readonly Placed[]): readonly string[] {
  return placed
    .filter(({ setting }) => setting === 'cas.unsupported.accept')
    .flatMap(({ entry }) => entry.value.split(',').map((name) => name.trim()));
}

interface Saying {
  readonly faults: Fault[];
  readonly warnings: string[];
  readonly notices: string[];
  readonly accepted: readonly string[];
}

/** A cluster injects `CAS_PORT` and the like: a warning, unless it is nearly one of ours or a lost protection (W4). */
function judgeVariable(variable: string, { faults, warnings, notices, accepted }: Saying): void {
  const dotted = variable.toLowerCase().replaceAll('_', '.');
  const flat = flatName(variable);
  const close = (Object.keys(DECLARED) as SettingName[]).find((name) => distance(flat, flatName(name), 2) <= 2);
  const source = { where: `environment (${variable})`, line: null };
  if (close !== undefined) {
    faults.push({ name: variable, source, message: `is no setting that is known; the nearest is ${close}` });
    return;
  }
  const judged = judgeUnknown(dotted);
  if (judged.kind === 'protecting' && !isAccepted(dotted, accepted)) {
    faults.push({ name: variable, source, message: `Apereo CAS knows it and it is not supported here; without it people or a protection would be lost. If that is meant, say so with --cas.unsupported.accept[0]=${dotted}` });
  } else if (judged.kind === 'protecting') notices.push(`${variable}: has no effect here, as accepted`);
  else warnings.push(`${variable} in the environment is no setting; it is left alone`);
}

/** Relative locations of a file belong to its directory; those of arguments and environment to the process's. */
function absolute(written: string, { where, line }: Source, directory: string): string {
  const path = written.startsWith('file:') && !written.startsWith('file://') ? written.slice('file:'.length) : written;
  if (path === '' || path.startsWith('file://') || path.startsWith('classpath:') || /^[a-z][a-z0-9+.-]+:\/\//iu.test(path)) return path;
  if (isAbsolute(path)) return path;
  return resolve(line === null ? process.cwd() : dirname(where) || directory, path);
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
