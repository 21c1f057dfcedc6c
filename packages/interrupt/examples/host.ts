// What a host brings itself: who is there, its pages, its cookies, and the facts of a request.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  judgedLinks,
  loadSanitiser,
  systemClock,
  type Entry,
  type InterruptResponse,
  type PageEvent,
} from '@vestibule/interrupt';

const COOKIE = 'SEEN';
const sanitise = await loadSanitiser();

/** The transaction and the answer of a posted page; a new transaction for everything else. */
export async function readPost(request: IncomingMessage): Promise<{ transaction: string; event: PageEvent }> {
  const form = new URLSearchParams(await text(request));
  const link = form.get('link');
  return {
    transaction: form.get('transaction') ?? randomUUID(),
    event: link === null ? { event: 'proceed' } : { event: 'redirect', link },
  };
}

/** One request for entry, for a person who has signed in by your own means. */
export function entryOf(request: IncomingMessage, response: ServerResponse, transaction: string): Entry {
  const { method = 'GET', url = '/', headers, socket } = request;
  const id = new URL(url, 'http://localhost').searchParams.get('user') ?? 'nobody';
  const clientAddress = socket.remoteAddress ?? '';
  const userAgent = headers['user-agent'] ?? null;
  const acceptLanguage = headers['accept-language'] ?? null;
  const pairs = (headers.cookie ?? '').split('; ').filter((pair) => pair.startsWith(`${COOKIE}=`));
  return {
    inquiry: {
      authentication: {
        principal: { id, attributes: {} },
        attributes: {},
        authenticatedAt: systemClock.now(),
      },
      service: null,
      registeredService: null,
      request: {
        method,
        url,
        clientAddress,
        userAgent,
        acceptLanguage,
        locale: 'en',
        headers: {},
        parameters: {},
      },
    },
    manner: 'interactive',
    transaction,
    // The clearance dies with the answer.
    scope: { isOpen: () => !response.writableEnded },
    tracking: {
      principalId: id,
      clientAddress,
      userAgent,
      // Every value under the name: two cookies of one name count as none, so the engine wants to see both.
      presented: pairs.map((pair) => pair.slice(COOKIE.length + 1)),
      present: (value) =>
        response.setHeader('set-cookie', `${COOKIE}=${value ?? '; Max-Age=0'}; HttpOnly; SameSite=Lax`),
    },
  };
}

export async function askingPage(transaction: string, response: InterruptResponse): Promise<string> {
  const links = [...judgedLinks(response).shown].map(
    ([label, { url }]) => `<button name="link" value="${escaped(url)}">${escaped(label)}</button>`,
  );
  const proceed = response.block ? '' : '<button>Proceed</button>';
  const hidden = `<input type="hidden" name="transaction" value="${escaped(transaction)}">`;
  const form = `<form method="post">${hidden}${links.join('')}${proceed}</form>`;
  return page('One moment', `<div>${sanitise(response.message ?? '')}</div>${form}`);
}

/** `html` must be safe already; the title is escaped. */
export function page(title: string, html = ''): string {
  return `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title><h1>${escaped(title)}</h1>${html}`;
}

function escaped(plain: string): string {
  return plain.replaceAll(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
