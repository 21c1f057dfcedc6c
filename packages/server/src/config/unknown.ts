// Names that are no settings of ours, and what is said about each (W4, W5).
import { lostSetting, lostVariable, type Lost } from './apereo/lost.ts';
import { apereoNames } from './apereo/known-names.ts';
import { DECLARED } from './declared.ts';
import type { Entry } from './entry.ts';
import { describeEntry, type Findings } from './findings.ts';
import { distance, flatName, nearest, uniformName } from './names.ts';
import { settingOf } from './sources/environment-source.ts';

/** A name this near to a known one is a typing error, wherever it stands. */
const NEARLY = 2;
const KNOWN = Object.keys(DECLARED);
const UNIFORM = KNOWN.map((name) => [name, uniformName(name)] as const);
const FLAT = KNOWN.map((name) => [name, flatName(name)] as const);

/** `misplaced`: what was expected, when the name lies below a setting of another shape. */
export function judgeName(
  entry: Entry,
  misplaced: string | null,
  accepted: readonly string[],
  findings: Findings,
): void {
  const { name, source, value } = entry;
  const fault = (message: string): void => void findings.faults.push({ name, source, message });
  const lost = lostSetting(name, value, accepted);
  switch (lost.kind) {
    case 'without-effect':
    case 'protection-lost':
      return sayLost(entry, lost, findings);
    case 'unknown':
      if (misplaced !== null) return fault(misplaced);
      // `cas.interrupt:` in YAML, with everything below it commented out.
      if (value.trim() === '' && isGroup(name)) return;
      return fault(typingError(nearest(name, KNOWN)));
    case 'foreign': {
      if (misplaced !== null) return fault(misplaced);
      const near = nearly(uniformName(name), UNIFORM) ?? settingOf(name);
      if (near !== null) return fault(typingError(near));
      // Other programs' names are theirs to judge, and ours to hold as what placeholders stand for.
      if (/^(?:management|spring|logging|server)\./iu.test(name))
        findings.notices.push(`${describeEntry(entry)}: has no effect here`);
    }
  }
}

/** A cluster injects `CAS_PORT` and the like: a warning, unless it is nearly one of ours or a lost protection (W4). */
export function judgeVariable(entry: Entry, accepted: readonly string[], findings: Findings): void {
  const { name, source, value } = entry;
  const lost = lostVariable(name, value, accepted);
  if (lost.kind !== 'unknown') return sayLost(entry, lost, findings);
  const near = nearly(flatName(name.replaceAll(/_\d+(?=_|$)/gu, '')), FLAT);
  if (near !== null) findings.faults.push({ name, source, message: typingError(near) });
  else findings.warnings.push(`${name} in the environment is no setting that is known; it is left alone`);
}

function sayLost(entry: Entry, lost: Lost, { faults, notices }: Findings): void {
  if (lost.kind !== 'protection-lost') {
    notices.push(`${describeEntry(entry)}: has no effect here`);
    return;
  }
  const { name, source } = entry;
  const leave = name.includes('.') ? name : lost.name.replaceAll('[]', '');
  faults.push({
    name,
    source,
    message:
      'Apereo CAS knows it and it is not supported here; without it people or a protection would be lost. ' +
      `If that is meant, say so: cas.unsupported.accept[0]=${leave}, or a beginning of that name`,
  });
}

function typingError(near: string | null): string {
  return near === null
    ? 'is no setting that is known'
    : `is no setting that is known; the nearest is ${near}`;
}

function nearly(
  written: string,
  known: readonly (readonly [name: string, simplified: string])[],
): string | null {
  return known.find(([, simplified]) => distance(written, simplified, NEARLY) <= NEARLY)?.[0] ?? null;
}

function isGroup(name: string): boolean {
  const beginning = `${uniformName(name)}.`;
  if (UNIFORM.some(([, uniform]) => uniform.startsWith(beginning))) return true;
  return [...apereoNames()].some((known) => uniformName(known.name).startsWith(beginning));
}
