// `vestibule check`: every fault of a configuration, with file and line, and what works but is unwise. The server is not
// started and nothing is written.
import { assembleTls } from '../assembly/tls.ts';
import { DECLARED, type SettingName } from '../config/declared.ts';
import type { Source } from '../config/entry.ts';
import { loadSettings } from '../config/load.ts';
import type { Settings } from '../config/settings.ts';
import { checkCookies } from './check/cookies.ts';
import { fault, findingAt, notice, warning, type Check, type Finding, type Level } from './check/finding.ts';
import { checkInterruptEntries } from './check/interrupt-entries.ts';
import { checkPatterns } from './check/patterns.ts';
import { checkPeople } from './check/people.ts';
import { checkServices } from './check/services.ts';
import { checkStrategies } from './check/strategies.ts';
import { describeFault, type ReadOptions } from './read-settings.ts';

const CHECKS: readonly Check[] = [
  checkPeople,
  checkServices,
  checkPatterns,
  checkInterruptEntries,
  checkStrategies,
  checkCookies,
  checkTls,
];

const LEVELS: readonly Level[] = ['fault', 'warning', 'notice'];

/** The worst first; of one kind in the order settings, people, applications, interrupts, cookies. */
export async function check({ directory, arguments: args }: ReadOptions): Promise<readonly Finding[]> {
  const loaded = loadSettings({ directory, arguments: args, environment: process.env });
  const { settings } = loaded;
  const found = (await Promise.all(CHECKS.map(async (one) => one(settings)))).flat();
  const ofSettings = loaded.ok
    ? []
    : loaded.faults.map((one) => ({
        ...fault(describeFault(one)),
        ...(one.source === null ? {} : { file: one.source.where }),
        ...(one.source === null || one.source.line === null ? {} : { line: one.source.line }),
      }));
  const placed = distinct(found.map((one) => atItsSetting(one, loaded.origin)));
  // Where settings are faulty, what is unwise in the others may be their consequence; what is broken is not.
  const told = loaded.ok ? placed : placed.filter(({ level }) => level === 'fault');
  return [...ofSettings, ...loaded.warnings.map(warning), ...told, ...loaded.notices.map(notice)].toSorted(
    (one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level),
  );
}

/** Whatever is about a setting says where that is written. */
function atItsSetting(finding: Finding, origin: (name: SettingName) => Source | null): Finding {
  const [, name = '', message = ''] = /^([\w.-]+)(?:: )(.*)$/s.exec(finding.text) ?? [];
  const source = isSetting(name) ? origin(name) : null;
  if (source === null || finding.file !== undefined) return finding;
  return findingAt(finding.level, { file: source.where, line: source.line }, name, message);
}

const isSetting = (name: string): name is SettingName => Object.hasOwn(DECLARED, name);

/** Two checks may come upon one fault. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ text }, index) => findings.findIndex((other) => other.text === text) === index);
}

function checkTls(settings: Settings): readonly Finding[] {
  const tls = assembleTls(settings);
  return tls.ok ? [] : tls.faults.map(fault);
}

/** The findings as a person reads them, the worst first, and a line that sums up. */
export function describeFindings(findings: readonly Finding[]): readonly string[] {
  const count = (level: Level): string => {
    const number = findings.filter((finding) => finding.level === level).length;
    return `${number} ${level}${number === 1 ? '' : 's'}`;
  };
  return [...findings.map(({ level, text }) => `${level}: ${text}`), LEVELS.map(count).join(', ')];
}
