// `vestibule check`: every fault of a configuration, with file and line, and what works but is unwise. The rooms are put
// together as for a start, but the server does not listen and nothing is written.
import { systemClock } from '@vestibule/interrupt';
import { assembleParts } from '../assembly/parts.ts';
import { lookIntoStorage } from '../assembly/storage.ts';
import { loadSettings, type LoadedSettings } from '../config/load.ts';
import { silentAudit } from '../operations/audit.ts';
import { checkCookies } from './check/cookies.ts';
import { fault, notice, warning, type Check, type Finding, type Level } from './check/finding.ts';
import { listen } from './check/heard.ts';
import { checkInterruptEntries } from './check/interrupt-entries.ts';
import { checkPatterns } from './check/patterns.ts';
import { checkPeople } from './check/people.ts';
import { placed } from './check/placed.ts';
import { checkServices } from './check/services.ts';
import { checkStrategies } from './check/strategies.ts';
import { describeFault, type ReadOptions } from './read-settings.ts';

/** What a start does not look at, and what it would not be stopped by. They find no faults. */
const CHECKS: readonly Check[] = [
  checkPeople,
  checkServices,
  checkPatterns,
  checkInterruptEntries,
  checkStrategies,
  checkCookies,
];

const LEVELS: readonly Level[] = ['fault', 'warning', 'notice'];

/** The worst first; of one kind in the order settings, people, applications, interrupts, cookies. */
export async function check({ directory, arguments: args }: ReadOptions): Promise<readonly Finding[]> {
  const loaded = loadSettings({ directory, arguments: args, environment: process.env });
  const rooms = await roomFindings(loaded);
  const closer = (await Promise.all(CHECKS.map(async (one) => one(loaded.settings)))).flat();
  // Where settings are faulty, what is unwise in the others may be their consequence; what is broken in a file is not.
  const told = loaded.ok ? closer : closer.filter(({ file }) => file !== undefined);
  const unwise = told.map((one) => (one.file === undefined ? placed(one.level, one.text, loaded) : one));
  const warned = (finding: Finding): boolean =>
    loaded.ok || finding.level !== 'warning' || finding.file !== undefined;
  return distinct([
    ...settingFaults(loaded),
    ...loaded.warnings.map(warning),
    ...unwise,
    ...rooms.filter(warned),
    ...loaded.notices.map(notice),
  ]);
}

/** What a start with these settings would say of its rooms. */
async function roomFindings(loaded: LoadedSettings): Promise<readonly Finding[]> {
  const heard = listen();
  const parts = await assembleParts({
    settings: loaded.settings,
    logger: heard.logger,
    audit: silentAudit,
    clock: systemClock,
    openStorage: lookIntoStorage,
    inquirers: [],
    tracking: null,
  });
  if (parts.ok) await parts.value[Symbol.asyncDispose]();
  // A setting that is faulty itself has been told of; what its room makes of it is the same again.
  const faulty = loaded.ok ? [] : loaded.faults.map(({ name }) => name);
  const told = (text: string): boolean => {
    const [setting] = /^(?:cas|server)\.[\w.-]+/.exec(text) ?? [];
    return setting !== undefined && faulty.some((name) => name.startsWith(setting));
  };
  const at = (level: Level, texts: readonly string[]): readonly Finding[] =>
    texts.map((text) => placed(level, text, loaded));
  return [
    ...at('fault', parts.ok ? [] : parts.faults.filter((text) => !told(text))),
    ...at('warning', heard.warnings),
    ...at('notice', heard.notices),
  ];
}

/** Why a start would be refused, the settings themselves apart. */
export async function roomFaults(loaded: LoadedSettings): Promise<readonly Finding[]> {
  return (await roomFindings(loaded)).filter(({ level }) => level === 'fault');
}

function settingFaults(loaded: LoadedSettings): readonly Finding[] {
  if (loaded.ok) return [];
  return loaded.faults.map((one) => ({
    ...fault(describeFault(one)),
    ...(one.source === null ? {} : { file: one.source.where }),
    ...(one.source === null || one.source.line === null ? {} : { line: one.source.line }),
  }));
}

/** The worst first. Two checks may come upon one fault, and a room may warn of what then stops it. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const worst = findings.toSorted((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level));
  const first = worst.filter(({ text }, index) => worst.findIndex((other) => other.text === text) === index);
  const faulty = new Set(first.filter(isFault).map(placeOf));
  return first.filter((one) => isFault(one) || one.line === undefined || !faulty.has(placeOf(one)));
}

const isFault = ({ level }: Finding): boolean => level === 'fault';

/** What a finding is about and where it stands: `NAME (FILE, line N)`. */
function placeOf({ text }: Finding): string {
  return text.slice(0, text.indexOf('): ') + 1);
}

/** As `vestibule check` ends: 1 when the server would not start; 2, when asked to be strict, for any warning. */
export function exitCode(findings: readonly Finding[], strict: boolean): 0 | 1 | 2 {
  if (findings.some(({ level }) => level === 'fault')) return 1;
  return strict && findings.some(({ level }) => level === 'warning') ? 2 : 0;
}

/** The findings as a person reads them, the worst first, and a line that sums up. */
export function describeFindings(findings: readonly Finding[]): readonly string[] {
  const count = (level: Level): string => {
    const number = findings.filter((finding) => finding.level === level).length;
    return `${number} ${level}${number === 1 ? '' : 's'}`;
  };
  return [...findings.map(({ level, text }) => `${level}: ${text}`), LEVELS.map(count).join(', ')];
}
