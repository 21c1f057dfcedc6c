// `vestibule check`: every fault of a configuration, with file and line, and what works but is unwise. Starts nothing.
import { loadSettings } from '../config/load.ts';
import type { Settings } from '../config/settings.ts';
import { checkInterruptEntries } from './check/interrupt-entries.ts';
import { checkPeople } from './check/people.ts';
import { checkServices } from './check/services.ts';
import { checkCookies } from './check/cookies.ts';
import { checkPatterns } from './check/patterns.ts';
import { describeFault, type ReadOptions } from './read-settings.ts';
import { assembleTls } from '../assembly/tls.ts';

/** One thing to say: a fault stops the start, a warning is unwise, a notice is worth knowing. */
export interface Finding {
  readonly level: 'fault' | 'warning' | 'notice';
  readonly text: string;
}

export type Check = (settings: Settings) => Promise<readonly Finding[]> | readonly Finding[];

const CHECKS: readonly Check[] = [
  checkPeople,
  checkServices,
  checkPatterns,
  checkInterruptEntries,
  checkCookies,
  checkTls,
];

export async function check({ directory, arguments: args }: ReadOptions): Promise<readonly Finding[]> {
  const loaded = loadSettings({ directory, arguments: args, environment: process.env });
  const said: Finding[] = [
    ...loaded.warnings.map((text) => ({ level: 'warning', text }) as const),
    ...loaded.notices.map((text) => ({ level: 'notice', text }) as const),
  ];
  if (!loaded.ok)
    return [
      ...loaded.faults.map((fault) => ({ level: 'fault', text: describeFault(fault) }) as const),
      ...said,
    ];
  const { settings } = loaded;
  const findings = (await Promise.all(CHECKS.map(async (one) => one(settings)))).flat();
  return [...findings, ...said].toSorted(
    (one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level),
  );
}

const LEVELS: readonly Finding['level'][] = ['fault', 'warning', 'notice'];

function checkTls(settings: Settings): readonly Finding[] {
  const tls = assembleTls(settings);
  return tls.ok ? [] : tls.faults.map((text) => ({ level: 'fault', text }));
}

/** The findings as a person reads them, the worst first, and a line that sums up. */
export function describeFindings(findings: readonly Finding[]): readonly string[] {
  const count = (level: Finding['level']): string => {
    const number = findings.filter((finding) => finding.level === level).length;
    return `${number} ${level}${number === 1 ? '' : 's'}`;
  };
  return [...findings.map(({ level, text }) => `${level}: ${text}`), LEVELS.map(count).join(', ')];
}
