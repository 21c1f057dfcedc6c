// An inquirer that tests write on while the server runs, and that remembers who was asked about (D2).
import { parsePayload, type InquirerAnswer, type Inquiry, type PlannedInquirer } from '@vestibule/interrupt';

/** A payload as any strategy would bring it, or what makes one of the inquiry; null says no interrupt. */
export type Notice = object | null | ((inquiry: Inquiry) => object | null);

export interface Bulletin {
  readonly planned: PlannedInquirer;
  /** What this person is told from now on. */
  post(principalId: string, notice: Notice): void;
  /** From now on every inquiry fails, or none does. */
  fail(broken: boolean): void;
  /** One entry an inquiry: the person, and the application or null. */
  readonly asked: { readonly who: string; readonly where: string | null }[];
}

export interface BulletinOptions {
  readonly name?: string;
  readonly failureMode?: 'OPEN' | 'CLOSED';
}

export function makeBulletin(
  notices: Readonly<Record<string, Notice>> = {},
  { name = 'bulletin', failureMode = 'OPEN' }: BulletinOptions = {},
): Bulletin {
  const posted = new Map<string, Notice>(Object.entries(notices));
  const asked: { who: string; where: string | null }[] = [];
  let broken = false;
  const inquire = (inquiry: Inquiry): InquirerAnswer => {
    const who = inquiry.authentication.principal.id;
    asked.push({ who, where: inquiry.service?.id ?? null });
    if (broken) return { kind: 'failed', fault: { code: 'unavailable', detail: 'the board is down' } };
    const notice = posted.get(who) ?? null;
    return parsePayload(typeof notice === 'function' ? notice(inquiry) : notice, { strict: false });
  };
  return {
    planned: {
      inquirer: { name, kind: 'custom', timeout: null, inquire },
      failureMode: { mode: failureMode },
    },
    post: (principalId, notice) => void posted.set(principalId, notice),
    fail(now) {
      broken = now;
    },
    asked,
  };
}
