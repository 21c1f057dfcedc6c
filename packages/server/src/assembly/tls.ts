// The server's own TLS: a PEM certificate with its key, or a PKCS#12 key store (W3).
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { ServerOptions } from 'node:https';
import { whyUnreadable } from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { filePath } from './file-path.ts';

const CERTIFICATE = 'server.ssl.certificate';
const PRIVATE_KEY = 'server.ssl.certificate-private-key';
const KEY_STORE = 'server.ssl.key-store';

/** The first bytes of a Java key store. */
const JKS = 0xfeedfeed;

/** Oldest first; older ones are not spoken, whatever is asked for. */
const VERSIONS = ['TLSv1.2', 'TLSv1.3'] as const;

export function assembleTls(settings: Settings): Assembled<ServerOptions | null> {
  const tls = certificateOf(settings);
  const asked = settings['server.ssl.enabled-protocols'];
  if (!tls.ok || tls.value === null || asked.length === 0) return tls;
  const spoken = VERSIONS.filter((version) =>
    asked.some((one) => one.toLowerCase() === version.toLowerCase()),
  );
  const [minVersion] = spoken;
  const maxVersion = spoken.at(-1);
  return minVersion === undefined || maxVersion === undefined
    ? faulty(`server.ssl.enabled-protocols: expected ${VERSIONS.join(' or ')}; older ones are not spoken`)
    : assembled({ ...tls.value, minVersion, maxVersion });
}

function certificateOf(settings: Settings): Assembled<ServerOptions | null> {
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
    return keyStoreOf(filePath(keyStore), bytes, passphrase);
  }
  if (certificate === '' || privateKey === '') {
    return faulty(
      'server.ssl.certificate and server.ssl.certificate-private-key belong together; one is missing',
    );
  }
  const cert = read(CERTIFICATE, certificate);
  const key = read(PRIVATE_KEY, privateKey);
  if (!cert.ok || !key.ok) return faulty(...[cert, key].flatMap((file) => (file.ok ? [] : file.faults)));
  return pemPair(
    { file: filePath(certificate), pem: cert.value },
    { file: filePath(privateKey), pem: key.value },
  );
}

interface PemFile {
  readonly file: string;
  readonly pem: Buffer;
}

/** Each file is tried by itself, so that the one that is wrong is named. */
function pemPair(certificate: PemFile, key: PemFile): Assembled<ServerOptions> {
  const faults: string[] = [];
  const chain = tried(() => new X509Certificate(certificate.pem));
  if (!chain.ok)
    faults.push(`${CERTIFICATE}: ${certificate.file} holds no certificate in PEM (${chain.reason})`);
  const secret = tried(() => createPrivateKey(key.pem));
  if (!secret.ok) {
    const encrypted = key.pem.includes('ENCRYPTED');
    faults.push(
      `${PRIVATE_KEY}: ${key.file} ` +
        (encrypted
          ? `is encrypted, and its password cannot be given here; decrypt it: openssl pkey -in '${key.file}' -out key.pem`
          : `holds no private key in PEM (${secret.reason})`),
    );
  }
  if (!chain.ok || !secret.ok) return faulty(...faults);
  if (!chain.value.checkPrivateKey(secret.value)) {
    return faulty(`${PRIVATE_KEY}: ${key.file} is not the key of the certificate in ${certificate.file}`);
  }
  const options = { cert: certificate.pem, key: key.pem };
  const context = tried(() => createSecureContext(options));
  return context.ok
    ? assembled(options)
    : faulty(`${CERTIFICATE}: ${certificate.file} and ${key.file} cannot be used (${context.reason})`);
}

function keyStoreOf(file: string, pfx: Buffer, passphrase: string): Assembled<ServerOptions> {
  const options = { pfx, passphrase };
  const context = tried(() => createSecureContext(options));
  if (context.ok) return assembled(options);
  const { reason } = context;
  if (/mac verify|password/iu.test(reason))
    return faulty(`server.ssl.key-store-password: it does not open ${file} (${reason})`);
  const remedy = /unsupported/iu.test(reason)
    ? '; it is encrypted in a way that OpenSSL 3 no longer reads: make it anew with keytool of Java 11 or later'
    : '';
  return faulty(`${KEY_STORE}: ${file} cannot be used as a PKCS#12 key store (${reason})${remedy}`);
}

type Tried<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

/** OpenSSL's own words, without its number. */
function tried<T>(work: () => T): Tried<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    const { message } = error as Error;
    return { ok: false, reason: message.replace(/^error:[0-9A-F]+:/u, '').replaceAll('::', ': ') };
  }
}

function read(setting: string, location: string): Assembled<Buffer> {
  try {
    return assembled(readFileSync(filePath(location)));
  } catch (error) {
    const path = filePath(location);
    return faulty(`${setting}: ${path} ${whyUnreadable(path, error)}`);
  }
}
