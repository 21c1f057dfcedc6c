// The interrupt file: every entry can be read, its links can be shown, and its names are people we know.
import { readFileSync } from 'node:fs';
import {
  checkInterruptFile,
  judgedLinks,
  parsePayloadText,
  payloadOddities,
  type InterruptFileCheck,
} from '@vestibule/interrupt';
import type { Settings } from '../../config/settings.ts';
import { createMessages } from '../../web/messages/messages.ts';
import { findingAt, warning, type Finding } from './finding.ts';
import { lineOfMember } from './line-of-member.ts';
import { knownNames } from './people.ts';

/** More names than these are counted, not listed. */
const LISTED = 5;

export async function checkInterruptEntries(settings: Settings): Promise<readonly Finding[]> {
  const location = settings['cas.interrupt.json.location'];
  if (location === '') return [];
  const strict = settings['cas.interrupt.core.strict-payload'];
  const checked = checkInterruptFile(location, strict);
  // The server would start: the failure mode decides until the file is good (D11). An entry that cannot be read concerns its person.
  if (!checked.ok) return [unreadable(location, checked.detail)];
  const { path, ids, notes, entry } = checked;
  const findings: Finding[] = [];
  if (notes.malformed > 0) {
    const text = readFileSync(path, 'utf8');
    for (const id of notes.malformedIds) {
      const place = { file: path, line: lineOfMember(text, [id]) };
      findings.push(findingAt('warning', place, id, whyMalformed(entry(id) ?? '', strict)));
    }
    const more = notes.malformed - notes.malformedIds.length;
    if (more > 0) findings.push(warning(`${path}: ${more} more entries cannot be read`));
  }
  findings.push(...misspeltFindings(checked));
  if (notes.repeated > 0) {
    const who = listed(notes.repeatedIds, notes.repeated);
    findings.push(
      warning(`${path}: more than one entry for ${who}; the one that blocks counts, else the last one`),
    );
  }
  const names = await knownNames(settings);
  // Where the accounts are known, the next finding says it better.
  if (names === null && notes.alike > 0) {
    const who = listed(
      notes.alikeIds.map((id) => JSON.stringify(id)),
      notes.alike,
    );
    findings.push(
      warning(
        `${path}: names that differ from others in case only, or have white space around them: ${who}; an entry is for the name as it is spelled`,
      ),
    );
  }
  const strangers = names === null ? [] : ids.filter((id) => !names.has(id));
  if (strangers.length > 0)
    findings.push(warning(`${path}: nobody among the accounts is called ${quoted(strangers)}`));
  return [...findings, ...codeFindings(settings, path, ids, entry), ...linkFindings(path, ids, entry)];
}

/** Members that change nothing, since their names are nearly right (D28). */
function misspeltFindings({
  path,
  notes,
  entry,
}: Extract<InterruptFileCheck, { ok: true }>): readonly Finding[] {
  if (notes.misspelt === 0) return [];
  const text = readFileSync(path, 'utf8');
  const findings = notes.misspeltIds.flatMap((id) =>
    payloadOddities(JSON.parse(entry(id) ?? '{}')).map(({ name, meant }) => {
      const place = { file: path, line: lineOfMember(text, [id, name]) };
      return findingAt(
        'warning',
        place,
        id,
        `"${name}" is no member of an interrupt and is ignored; ${meant} may be meant`,
      );
    }),
  );
  const more = notes.misspelt - notes.misspeltIds.length;
  return more > 0 ? [...findings, warning(`${path}: ${more} more entries with such members`)] : findings;
}

function unreadable(location: string, detail: string): Finding {
  const line = /\bline (\d+)/.exec(detail)?.[1];
  const file = location.replace(/^file:(?:\/\/(?=\/))?/, '');
  const text = `cas.interrupt.json.location: ${file}: ${detail}`;
  return { ...warning(text), file, ...(line === undefined ? {} : { line: Number(line) }) };
}

function whyMalformed(text: string, strict: boolean): string {
  const answer = parsePayloadText(text, { strict });
  if (answer.kind === 'failed') return `cannot be read: ${answer.fault.detail}`;
  const detail = answer.kind === 'interrupt' ? answer.fault?.detail : undefined;
  return `cannot be read, and blocks this person: ${detail ?? 'it is malformed'}`;
}

/** Codes of texts that no bundle has (D19): people would be shown the default. */
function codeFindings(
  settings: Settings,
  path: string,
  ids: readonly string[],
  entry: (id: string) => string | null,
): readonly Finding[] {
  const coded = ids.flatMap((id) => {
    const answer = parsePayloadText(entry(id) ?? '', { strict: false });
    const code = answer.kind === 'interrupt' ? answer.response.messageCode : null;
    return code === null ? [] : [{ id, code }];
  });
  if (coded.length === 0) return [];
  const messages = createMessages({
    baseNames: settings['cas.message-bundle.base-names'],
    defaultLocale: settings['cas.locale.default-value'],
    forceDefault: false,
    onFault: () => undefined,
  });
  const unknown = coded.filter(({ code }) => !messages.knows(code));
  const text = unknown.length === 0 ? '' : readFileSync(path, 'utf8');
  return unknown
    .slice(0, LISTED)
    .map(({ id, code }) =>
      findingAt(
        'warning',
        { file: path, line: lineOfMember(text, [id]) },
        id,
        `no message bundle has the text of messageCode ${code}`,
      ),
    );
}

/** Links that cannot be shown (D20), and those over plain http, which anybody on the way can change. */
function linkFindings(
  path: string,
  ids: readonly string[],
  entry: (id: string) => string | null,
): readonly Finding[] {
  const unsafe: string[] = [];
  const dropped: string[] = [];
  for (const id of ids) {
    const answer = parsePayloadText(entry(id) ?? '', { strict: false });
    if (answer.kind !== 'interrupt') continue;
    const links = judgedLinks(answer.response);
    if (links.dropped.length > 0) dropped.push(id);
    if ([...links.shown.values()].some(({ url }) => url.startsWith('http:'))) unsafe.push(id);
  }
  const about = (of: readonly string[], what: string): readonly Finding[] =>
    of.length === 0 ? [] : [warning(`${path}: ${what}: ${listed(of)}`)];
  return [
    ...about(unsafe, 'links over plain http in the entries of'),
    ...about(
      dropped,
      'links that are no https, http or mailto address, and are left out of the page, in the entries of',
    ),
  ];
}

/** Names may hold commas, blanks and dots, or be something that looks like a pattern. */
const quoted = (names: readonly string[]): string => listed(names.map((name) => JSON.stringify(name)));

function listed(names: readonly string[], all = names.length): string {
  const shown = names.slice(0, LISTED);
  return shown.join(', ') + (all > shown.length ? ` and ${all - shown.length} more` : '');
}
