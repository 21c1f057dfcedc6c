// Where the links of the demonstration's interrupts lead: pages of its own, that everybody may read.
import type { ServerResponse } from 'node:http';
import { sendPage } from './page.ts';

const PATH = '/pages/';

/** Name to title and text; the text is HTML of our own. */
const PAGES: ReadonlyMap<string, readonly [title: string, text: string]> = new Map([
  ['library', ['What is new', 'The library moves to the new building on Monday. Loans go on as before.']],
  ['library/hours', ['Opening hours', 'Monday to Friday from eight to ten, at weekends from ten to six.']],
  [
    'safety-training',
    [
      'Safety training',
      'The next one is on Thursday at nine, in room 12. Until then the account stays on hold.',
    ],
  ],
  ['portal', ['New portal', 'Everything that was in the old portal is here now.']],
  ['survey', ['Survey', 'Thank you for coming. There are no questions yet.']],
  ['examinations', ['Examinations', 'Registration is open until Friday.']],
  ['mailbox', ['Old mailbox', 'Mail to your old address is kept here for a year.']],
]);

/** Whether the address was one of these pages, which has then been answered. */
export function answerWithPage(address: string, response: ServerResponse): boolean {
  if (!address.startsWith(PATH)) return false;
  const page = PAGES.get(address.slice(PATH.length));
  if (page === undefined) {
    response.statusCode = 404;
    sendPage(response, 'No such page', '<p>The demonstration has no page at this address.</p>');
    return true;
  }
  const [title, text] = page;
  const note = 'An example of a place to which an interrupt can send people.';
  sendPage(response, title, `<p>${text}</p><p class="note">${note}</p>`);
  return true;
}
