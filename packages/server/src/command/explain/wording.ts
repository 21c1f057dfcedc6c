// What `vestibule explain` says, as lines for a person and as JSON for a program.
import type {
  ExplainedInquiry,
  Explanation,
  InterruptResponse,
  Principal,
  Tracking,
} from '@vestibule/interrupt';
import type { RegisteredService } from '../../services/registered-service.ts';
import { describeSource, type Source } from '../../config/entry.ts';

/** What is told beside the explanation itself. */
export interface Circumstances {
  readonly principal: Principal;
  /** Whether a source of people has somebody of that name; null where that cannot be known. */
  readonly account: boolean | null;
  readonly address: string | null;
  readonly service: RegisteredService | null;
  readonly tracking: Tracking['kind'];
  /** Where an inquirer's answer was written, as far as it lies in a file. */
  sourceOf(inquiry: ExplainedInquiry): Source | null;
}

export function jsonOf(
  { policy, forced, inquirers, decision }: Explanation,
  { account, tracking, sourceOf }: Circumstances,
): object {
  const plain = inquirers.map(({ response, fault, ...rest }) => ({
    ...rest,
    writtenIn: sourceOf({ response, fault, ...rest }),
    response: response === null ? null : asPayload(response),
    fault: fault === null ? null : { code: fault.code, detail: fault.detail },
  }));
  return { account, tracking, policy, forced, inquirers: plain, decision, marked: marksOf(inquirers) };
}

/** As a strategy would write it. */
function asPayload({ links, data, ...fields }: InterruptResponse): object {
  return { ...fields, links: Object.fromEntries(links), data: Object.fromEntries(data) };
}

export function linesOf(
  { policy, forced, inquirers, decision }: Explanation,
  about: Circumstances,
): readonly string[] {
  const { principal, account, address, service } = about;
  const attributes = Object.entries(principal.attributes).map(
    ([name, values]) => `${name}=${values.join(', ')}`,
  );
  const unknown =
    account === false ? '; no account of that name is configured, so nobody can sign in as this person' : '';
  const marks = marksOf(inquirers);
  const marked = marks.length === 0 ? '' : `, marked interruptInquiryFailed=${marks.join(', ')}`;
  return [
    `Person       ${principal.id}${attributes.length === 0 ? '' : ` (${attributes.join('; ')})`}${unknown}`,
    `Application  ${address === null ? 'none' : `${address}${service === null ? '' : `, by the definition "${service.name}"`}`}`,
    `Policy       ${policy.kind === 'exempt' ? `nobody is interrupted here (${policy.by})` : 'inquirers are asked'}${forced ? '; acknowledgements are ignored' : ''}`,
    ...inquirers.map((inquiry) => `${String(inquiry.order).padStart(2)}. ${line(inquiry, about)}`),
    `Decision     ${decided(decision)}${policy.kind === 'exempt' ? '' : marked}`,
  ];
}

/** Inquirers that failed and were passed over: the entry carries their names (D9). */
function marksOf(inquirers: readonly ExplainedInquiry[]): readonly string[] {
  return inquirers
    .filter(({ outcome }) => outcome === 'failed-open' || outcome === 'failed-closed')
    .map(({ inquirer }) => inquirer);
}

function remembered(acknowledgement: ExplainedInquiry['acknowledgement'], kind: Tracking['kind']): string {
  if (acknowledgement === 'skips') return 'acknowledged before';
  if (acknowledgement === 'ignored') return 'whether it was acknowledged before or not';
  // A command line has no browser: an acknowledgement in a cookie is not seen here.
  return kind === 'cookie' ? 'unless it was acknowledged before' : 'not acknowledged so far';
}

/** Longest part of a message that is shown. */
const SHOWN = 100;

function quoted(message: string | null | undefined): string {
  const text = (message ?? '').replaceAll(/\s+/g, ' ').trim();
  if (text === '') return '';
  return `"${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}"`;
}

function line(inquiry: ExplainedInquiry, { tracking, sourceOf }: Circumstances): string {
  const { inquirer, kind, milliseconds, outcome, response, fault, acknowledgement, failureMode, source } =
    inquiry;
  const written = outcome === 'none' ? null : sourceOf(inquiry);
  const name = inquirer === kind ? inquirer : `${inquirer} (${kind})`;
  const took = `${milliseconds.toFixed(1)} ms`;
  const answer = {
    none: 'no interrupt',
    interrupt: response?.block === true ? 'a block' : 'an interrupt',
    'failed-open': `failed and is passed over (failure mode ${failureMode})`,
    'failed-closed': `failed and keeps the door shut (failure mode ${failureMode})`,
    busy: 'not asked, for other inquiries were before it',
  }[outcome];
  const extras = [
    source === 'last-known' ? 'the last known answer' : '',
    fault === null ? '' : `${fault.code}: ${fault.detail}`,
    outcome === 'interrupt' ? quoted(response?.message) : '',
    outcome === 'interrupt' && typeof response?.messageCode === 'string'
      ? `message code ${response.messageCode}`
      : '',
    written === null ? '' : describeSource(written),
    outcome === 'interrupt' && response?.block === false ? remembered(acknowledgement, tracking) : '',
    response?.ssoEnabled === false ? 'no single sign-on session' : '',
  ].filter((extra) => extra !== '');
  return `${name}: ${answer}, ${took}${extras.length === 0 ? '' : ` (${extras.join('; ')})`}`;
}

function decided(decision: Explanation['decision']): string {
  switch (decision.kind) {
    case 'clear':
      return 'the person goes on';
    case 'ask':
      return decision.block
        ? `the person is blocked by ${decision.by}`
        : `the person sees the page of ${decision.by}`;
    case 'unavailable':
      return `nobody goes on until ${decision.inquirers.join(', ')} can be asked`;
    case 'withheld':
      return `no ticket (${decision.reason}, by ${decision.by})`;
  }
}
