// The configuration of `apereo-configuration/` as an operator brings it along: unpacked somewhere, with the endpoint it
// asks, and with the one file of our own that says which losses are meant.
import { cpSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { makeConfigFolder, type ConfigFolder } from '../support/config-folder.ts';

const CONFIGURATION = fileURLToPath(new URL('./apereo-configuration', import.meta.url));

/** What the operator adds: second factors are given up knowingly, and the proxy may say where people come from. */
const OURS = {
  'cas.unsupported.accept[0]': 'cas.authn.mfa.gauth',
  'cas.server.trusted-proxies[0]': '127.0.0.1',
};

export interface University {
  readonly folder: ConfigFolder;
  /** What the settings' placeholders stand for. */
  readonly env: Readonly<Record<string, string>>;
  /** Every question the endpoint was asked. */
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

export interface Asked {
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  readonly language: string | undefined;
}

const ANSWERS: Readonly<Record<string, { readonly status: number; readonly body: object }>> = {
  emil: {
    status: 200,
    body: {
      message: 'Your mailbox is nearly full.',
      links: { 'Tidy up': 'https://mail.example.edu/quota' },
      interrupt: true,
    },
  },
  // As the frameworks behind such endpoints answer when something breaks.
  frida: { status: 500, body: { status: 500, error: 'Internal Server Error', path: '/interrupt' } },
};

export async function unpack(): Promise<University> {
  const asked: Asked[] = [];
  const endpoint = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    const { authorization, 'accept-language': language } = request.headers;
    asked.push({ query: Object.fromEntries(searchParams), authorization, language });
    const answer = ANSWERS[searchParams.get('username') ?? ''] ?? { status: 200, body: { interrupt: false } };
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  const { port } = endpoint.address() as AddressInfo;
  const folder = makeConfigFolder(OURS);
  cpSync(CONFIGURATION, folder.path, { recursive: true });
  return {
    folder,
    env: {
      SSO_HOME: folder.path,
      NOTICES_URL: `http://127.0.0.1:${port}/interrupt?campus=main`,
      NOTICES_PASSWORD: 'between-friends',
    },
    asked,
    async close() {
      endpoint.closeAllConnections();
      await new Promise((resolve) => endpoint.close(resolve));
      folder.remove();
    },
  };
}
