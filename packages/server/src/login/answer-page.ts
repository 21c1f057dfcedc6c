// A page is answered: the passage that waited for it goes on, or the same page is shown again.
import type { PageEvent } from '@vestibule/interrupt';
import { admit } from './arrive.ts';
import type { Browser } from './browser.ts';
import type { DoorAnswer, DoorRequest } from './door.ts';
import { walkLogin } from './flow.ts';
import type { Passage } from './passage.ts';
import type { LoginRoom } from './room.ts';
import type { Session } from '../sso/session.ts';
import { cookieChanges, type Walk } from './walk.ts';

export type PageAnswered =
  | { readonly kind: 'answer'; readonly answer: DoorAnswer; readonly ticket: string | null }
  | { readonly kind: 'restart' };

/** Takes up the passage with what the person chose (D4). The event decides, never the presence of a parameter. */
export async function answerPage(
  room: LoginRoom,
  request: DoorRequest,
  browser: Browser,
  passage: Passage,
  form: URLSearchParams,
): Promise<PageAnswered> {
  const understood = admit(room, passage.request);
  if (!understood.ok) return { kind: 'answer', answer: understood.answer, ticket: null };
  // What was asked, was asked of another definition than the one that now decides.
  if ((understood.service?.id ?? null) !== passage.definition) return { kind: 'restart' };
  const session = await standsOn(room, passage);
  if (session === 'gone') return { kind: 'restart' };
  const heard = hear(passage, form);
  const walk: Walk = {
    request,
    browser,
    service: understood.service,
    passage: { ...heard.passage, awaiting: null },
    session,
    event: heard.event,
    clearance: null,
    cookies: cookieChanges(noMoreWarnings(passage, form) ? [{ cookie: 'warn', value: null }] : []),
  };
  return walkLogin(room, walk);
}

/** Whoever answers the warning before an application may switch it off with it (`ignorewarn`, D36). */
function noMoreWarnings({ awaiting }: Passage, form: URLSearchParams): boolean {
  const ticked = ['true', 'on', '1'].includes(form.get('ignorewarn') ?? '');
  return ticked && awaiting === 'warn' && form.get('_eventId') === 'proceed';
}

/** The session of the passage, which must live and be the same person's (D22). */
async function standsOn(
  room: LoginRoom,
  { sessionId, authentication }: Passage,
): Promise<Session | null | 'gone'> {
  if (sessionId === null) return null;
  const session = await room.sessions.byId(sessionId);
  return session?.authentication.principal.id === authentication.principal.id ? session : 'gone';
}

interface Heard {
  readonly passage: Passage;
  readonly event: PageEvent | null;
}

/** An unknown event changes nothing: the page is shown again, and on a block it is a forged way on. */
function hear(passage: Passage, form: URLSearchParams): Heard {
  const said = form.get('_eventId') ?? '';
  switch (passage.awaiting) {
    case 'account-warnings':
      return { event: null, passage: said === 'proceed' ? { ...passage, accountWarnings: [] } : passage };
    case 'warn':
      return { event: null, passage: said === 'proceed' ? { ...passage, warnConfirmed: true } : passage };
    case 'inquiry-failed':
    case 'busy':
      return { event: said === 'retry' ? { event: 'retry' } : null, passage };
    case 'interrupt':
      return {
        passage: said === 'stay' ? { ...passage, stayed: true } : passage,
        event: pageEvent(passage, said, form),
      };
    case null:
      return { event: null, passage };
  }
}

function pageEvent({ progress }: Passage, said: string, form: URLSearchParams): PageEvent | null {
  // The page's own hidden field may come along empty beside the button's.
  const links = form.getAll('link').filter((link) => link !== '');
  if (said === 'redirect') return { event: 'redirect', link: links.length === 1 ? (links[0] ?? '') : '' };
  if (said === 'proceed') return { event: 'proceed' };
  const forgedWayOn = said !== '' && said !== 'stay' && progress.asking?.response.block === true;
  return forgedWayOn ? { event: 'proceed' } : null;
}
