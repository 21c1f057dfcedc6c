// Debian's Chromium, started once per test file; each journey gets a context of its own.
import { after } from 'node:test';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import { startOutside } from './outside.ts';

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
];
const DEADLINE_MS = 15_000;

export interface ContextOptions {
  readonly javaScript?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

let launched: Promise<Launched> | undefined;

interface Launched {
  readonly browser: Browser;
  close(): Promise<void>;
}

/** A fresh context: no cookies, English, light, JavaScript on, unless told otherwise. */
export async function newContext(options: ContextOptions = {}): Promise<BrowserContext> {
  launched ??= launch();
  const { browser } = await launched;
  const context = await browser.newContext({
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

async function launch(): Promise<Launched> {
  const outside = await startOutside();
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    // Whatever wants to leave this machine arrives at our own page.
    args: [
      ...FLAGS,
      `--host-resolver-rules=MAP * 127.0.0.1:${outside.port}, EXCLUDE localhost, EXCLUDE 127.0.0.1`,
    ],
    // A browser is no Node: keep the test runner's options from its helpers.
    env: withoutNodeOptions(process.env),
  });
  return {
    browser,
    async close() {
      await browser.close();
      outside.close();
    },
  };
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
