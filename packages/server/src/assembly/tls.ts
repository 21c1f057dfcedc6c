// The server's own TLS: a PEM certificate with its key, or a PKCS#12 key store (W3).
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { ServerOptions } from 'node:https';
import type { Settings } from '../config/settings.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { filePath } from './file-path.ts';

/** The first bytes of a Java key store. */
const JKS = 0xfeedfeed;

export function assembleTls(settings: Settings): Assembled<ServerOptions | null> {
  const {
    'server.ssl.enabled': enabled,
    'server.ssl.certificate': certificate,
    'server.ssl.certificate-private-key': privateKey,
    'server.ssl.key-store': keyStore,
    'server.ssl.key-store-password': passphrase,
  } = settings;
  if (!enabled) return assembled(null);
  if (certificate === '' && privateKey === '' && keyStore === '') return assembled(null);
  if (keyStore !== '') {
    const store = read('server.ssl.key-store', keyStore);
    if (!store.ok) return store;
    const bytes = store.value;
    if (bytes.length >= 4 && bytes.readUInt32BE(0) === JKS) {
      const path = filePath(keyStore);
      return faulty(
        `server.ssl.key-store: ${path} is a JKS store, which cannot be read here; convert it with ` +
          `keytool -importkeystore -srckeystore ${path} -destkeystore ${path}.p12 -deststoretype pkcs12`,
      );
    }
    return usable('server.ssl.key-store', { pfx: bytes, passphrase });
  }
  if (certificate === '' || privateKey === '') {
    return faulty(
      'server.ssl.certificate and server.ssl.certificate-private-key belong together; one is missing',
    );
  }
  const cert = read('server.ssl.certificate', certificate);
  const key = read('server.ssl.certificate-private-key', privateKey);
  if (!cert.ok) return cert;
  return key.ok ? usable('server.ssl.certificate', { cert: cert.value, key: key.value }) : key;
}

function read(setting: string, location: string): Assembled<Buffer> {
  try {
    return assembled(readFileSync(filePath(location)));
  } catch (error) {
    return faulty(
      `${setting}: ${filePath(location)} cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
  }
}

function usable(setting: string, options: ServerOptions): Assembled<ServerOptions> {
  try {
    createSecureContext(options);
    return assembled(options);
  } catch (error) {
    return faulty(`${setting}: the key material cannot be used (${(error as Error).message})`);
  }
}
