// A person with a browser, in the words of the journeys. Whatever the browser complains of on the way (a violated
// Content-Security-Policy, a script's error, a file that is missing) fails the journey.
import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { newContext, type ContextOptions } from './browser.ts';

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
}

/** One journey in a fresh browser. */
export async function visit(
  options: ContextOptions,
  journey: (visitor: Visitor) => Promise<void>,
): Promise<void> {
  const context = await newContext(options);
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    const { url } = message.location();
    // A page that answers 401 or 403 is meant to; Chromium says so on the console all the same.
    const refusal =
      /the server responded with a status of 4\d\d/.test(message.text()) && !url.includes('/assets/');
    if (['error', 'warning'].includes(message.type()) && !refusal)
      complaints.push(`${url}: ${message.text()}`);
  });
  try {
    const page = await context.newPage();
    await journey({ context, page });
    assert.deepEqual(complaints, [], 'what the browser complained of');
  } finally {
    await context.close();
  }
}

/** Fills the login form that is shown and sends it. */
export async function signIn(page: Page, username: string, password = 'Mellon'): Promise<void> {
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.click('#submitBtn');
}

/** Waits until the application says who it takes the person for. */
export async function assertSignedIn(page: Page, application: string, user: string): Promise<void> {
  await page.locator('#user').waitFor();
  assert.equal(await page.textContent('#user'), user);
  assert.ok(page.url().startsWith(application), `${page.url()} is not ${application}`);
}

/** Waits until the interrupt page is shown, at the login's own address (W2). */
export async function assertInterrupted(page: Page): Promise<void> {
  await page.locator('#interruptLinks').waitFor({ state: 'attached' });
  assert.equal(await page.textContent('#content h1'), 'Authentication Interrupt');
  assert.match((await page.textContent('#content p')) ?? '', /^The authentication flow has been interrupted/);
  assert.match(page.url(), /\/login\b/);
}

/** Names of the server's cookies that this browser holds. */
export async function cookieNames(context: BrowserContext): Promise<readonly string[]> {
  const cookies = await context.cookies();
  return cookies
    .map(({ name }) => name)
    .filter((name) => ['TGC', 'CASINTERRUPT', 'CASPRIVACY'].includes(name))
    .toSorted();
}
