// Debian's Chromium, started once per test file; each journey gets a context of its own.
import { after } from 'node:test';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

const EXECUTABLE = process.env['VESTIBULE_CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--headless=new',
  '--no-sandbox', // tests may run as root in a container
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever still wants to leave this machine finds nobody.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];
const DEADLINE_MS = 15_000;

export interface ContextOptions {
  readonly javaScript?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

let launched: Promise<Browser> | undefined;

/** A fresh context: no cookies, English, light, JavaScript on, unless told otherwise. */
export async function newContext(options: ContextOptions = {}): Promise<BrowserContext> {
  launched ??= launch();
  const context = await (
    await launched
  ).newContext({
    javaScriptEnabled: options.javaScript ?? true,
    colorScheme: options.colorScheme ?? 'light',
    locale: options.locale ?? 'en',
    viewport: options.viewport ?? { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ignoreHTTPSErrors: true, // certificates made for the test
  });
  context.setDefaultTimeout(DEADLINE_MS);
  return context;
}

async function launch(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: FLAGS,
    // A browser is no Node: keep the test runner's options from its helpers.
    env: withoutNodeOptions(process.env),
  });
  return browser;
}

after(async () => {
  await (await launched)?.close();
});

function withoutNodeOptions(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'NODE_OPTIONS',
  );
  return Object.fromEntries(entries);
}
