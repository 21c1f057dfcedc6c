// The interrupt file: every entry can be read, its links can be shown, and its names are people we know.
import { checkInterruptFile, judgedLinks, parsePayloadText } from '@vestibule/interrupt';
import type { Settings } from '../../config/settings.ts';
import type { Finding } from '../check.ts';
import { openAccounts } from './people.ts';

/** More names than these are counted, not listed. */
const LISTED = 5;

export async function checkInterruptEntries(settings: Settings): Promise<readonly Finding[]> {
  const location = settings['cas.interrupt.json.location'];
  if (location === '') return [];
  const strict = settings['cas.interrupt.core.strict-payload'];
  const checked = checkInterruptFile(location, strict);
  // The server would start: the failure mode decides until the file is good (D11). It is a fault of the configuration.
  if (!checked.ok) return [{ level: 'fault', text: `cas.interrupt.json.location: ${checked.detail}` }];
  const { path, ids, notes } = checked;
  const findings: Finding[] = [];
  if (notes.malformed > 0) {
    const text = `${path}: ${notes.malformed} entries cannot be read: ${listed(notes.malformedIds, notes.malformed)}`;
    findings.push({ level: 'fault', text });
  }
  if (notes.repeated > 0)
    findings.push({
      level: 'warning',
      text: `${path}: ${notes.repeated} names stand there twice; the last one counts`,
    });
  const accounts = await openAccounts(settings);
  if (accounts?.kind === 'ok' && settings['cas.authn.accept.users'] === '') {
    const names = new Set(accounts.handler.names());
    await accounts.handler.close();
    const strangers = ids.filter((id) => !names.has(id));
    if (strangers.length > 0) {
      const text = `${path}: nobody among the accounts is called ${listed(strangers, strangers.length)}`;
      findings.push({ level: 'warning', text });
    }
  }
  return [...findings, ...linkFindings(path, ids, checked.entry)];
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
    of.length === 0 ? [] : [{ level: 'warning', text: `${path}: ${what}: ${listed(of, of.length)}` }];
  return [
    ...about(unsafe, 'links over plain http in the entries of'),
    ...about(
      dropped,
      'links that are no https, http or mailto address, and are left out of the page, in the entries of',
    ),
  ];
}

function listed(names: readonly string[], total: number): string {
  const shown = names.slice(0, LISTED);
  return shown.join(', ') + (total > shown.length ? ` and ${total - shown.length} more` : '');
}
