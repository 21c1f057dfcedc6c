// Stands for every place that is not this machine: browsers of the tests are led here whatever name they ask for, so
// that a redirect to `https://www.example.org/…` ends on a page that tells where it wanted to go.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTrustedCertificate } from './certificate.ts';

export interface Outside {
  readonly port: number;
  close(): void;
}

export async function startOutside(): Promise<Outside> {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-outside-'));
  const { keyFile, certificateFile } = makeTrustedCertificate(folder);
  const server = createServer(
    { key: readFileSync(keyFile), cert: readFileSync(certificateFile) },
    (_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(
        '<!doctype html><html lang="en"><title>Outside</title><link rel="icon" href="data:,"><p id="outside">Outside',
      );
    },
  );
  rmSync(folder, { recursive: true });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
