// Names that are no settings of ours, and what is said about each (W4, W5).
import { lostSetting, lostVariable, type Judging, type Lost } from './apereo/lost.ts';
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
  judging: Judging,
  findings: Findings,
): void {
  const { name, source, value } = entry;
  const fault = (message: string): void => void findings.faults.push({ name, source, message });
  const lost = lostSetting(name, value, judging);
  const typo = /^cas[.[_-]/iu.test(name) ? null : nearly(uniformName(name), UNIFORM);
  if (typo !== null) return fault(misplaced ?? typingError(typo));
  switch (lost.kind) {
    case 'without-effect':
    case 'stops':
      return sayLost(entry, lost, judging, findings);
    case 'unknown': {
      const near = nearly(uniformName(name), UNIFORM);
      // A misspelt setting of ours is not what somebody means who accepts a family; its exact name is.
      const accepted = judging.acceptance.accepts(name);
      if (accepted && ((near === null && misplaced === null) || judging.acceptance.names(name))) {
        findings.notices.push(
          `${describeEntry(entry)}: is no setting that is known; cas.unsupported.accept takes it`,
        );
        return;
      }
      if (misplaced !== null) return fault(misplaced);
      // `cas.interrupt:` in YAML, with everything below it commented out.
      if (value.trim() === '' && isGroup(name)) return;
      return fault(typingError(nearest(name, KNOWN)));
    }
    case 'foreign': {
      if (misplaced !== null) return fault(misplaced);
      const near = settingOf(name);
      if (near !== null) return fault(typingError(near));
      // In a file of ours a name is for us, or for a placeholder; elsewhere it may be another program's.
      if (source.line !== null && !judging.isReferredTo(name)) {
        findings.notices.push(`${describeEntry(entry)}: is no setting, and no placeholder names it`);
      }
    }
  }
}

/** A cluster injects `CAS_PORT` and the like: a warning, unless it is nearly one of ours or a lost protection (W4). */
export function judgeVariable(entry: Entry, judging: Judging, findings: Findings): void {
  const { name, source, value } = entry;
  const lost = lostVariable(name, value, judging);
  if (lost.kind !== 'unknown') return sayLost(entry, lost, judging, findings);
  const near = nearly(flatName(name.replaceAll(/_\d+(?=_|$)/gu, '')), FLAT);
  if (near !== null) findings.faults.push({ name, source, message: typingError(near) });
  else if (!judging.acceptance.acceptsVariable(name, null))
    findings.warnings.push(`${name} in the environment is no setting that is known; it is left alone`);
}

function sayLost(entry: Entry, lost: Lost, { acceptance }: Judging, { faults, notices }: Findings): void {
  if (lost.kind === 'without-effect') {
    const why = lost.why === '' ? '' : `, ${lost.why}`;
    const whose = lost.versions === null ? '' : ` (a name of ${versionsOf(lost.versions)})`;
    notices.push(`${describeEntry(entry)}: has no effect here${why}${whose}`);
  }
  if (lost.kind !== 'stops') return;
  const { name, source } = entry;
  const leave = name.includes('.') ? name : lost.name.replaceAll('[]', '');
  const whose = leave.startsWith('cas') ? `${versionsOf(lost.versions)} knows it and it` : 'it';
  faults.push({
    name,
    source,
    message:
      `${whose} is not supported here; without it ${lost.lost}. ` +
      `If that is meant, say so: cas.unsupported.accept[${acceptance.size}]=${leave}, or a beginning of that name`,
  });
}

/** `5.1-6.4`; one that goes from before 7.0.0 to after it is a name like others. */
function versionsOf(versions: string | null): string {
  const [first = '', last = ''] = versions?.split('-') ?? [];
  if (versions === null || (first < '7' && last >= '7')) return 'Apereo CAS';
  return `Apereo CAS ${first === last ? first : `${first} to ${last}`}`;
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
