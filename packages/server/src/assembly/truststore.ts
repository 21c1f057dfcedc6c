// Whom the server's own requests trust: the machine's authorities, and those of `cas.http-client.truststore.file` (F-022).
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { whyUnreadable } from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { filePath } from './file-path.ts';

const SETTING = 'cas.http-client.truststore.file';
const PEM =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]+-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;
const KEYTOOL_MILLISECONDS = 30_000;

/** Every certificate that is trusted, in PEM; `null` without a trust store, which leaves it to the machine. */
export async function assembleTrust(settings: Settings): Promise<Assembled<readonly string[] | null>> {
  const location = settings[SETTING];
  if (location === '') return assembled(null);
  const path = filePath(location);
  const read = await readCertificates(
    path,
    settings['cas.http-client.truststore.psw'],
    settings['cas.http-client.truststore.type'],
  );
  if (!read.ok) return read;
  if (read.value.length === 0) return faulty(`${SETTING}: ${path} holds no certificate`);
  for (const [index, certificate] of read.value.entries()) {
    const fault = certificateFault(certificate);
    if (fault !== null)
      return faulty(`${SETTING}: certificate ${index + 1} of ${path} cannot be read (${fault})`);
  }
  return assembled([...getCACertificates('default'), ...read.value]);
}

async function readCertificates(
  path: string,
  password: string,
  type: string,
): Promise<Assembled<readonly string[]>> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return faulty(`${SETTING}: ${path} ${whyUnreadable(path, error)}`);
  }
  const found = bytes.toString('latin1').match(PEM);
  if (found !== null) return assembled(found);
  if (type === 'PEM' || bytes.length === 0) return assembled([]);
  if (certificateFault(bytes) === null) return assembled([new X509Certificate(bytes).toString()]);
  return fromKeyStore(path, password);
}

/** A certificate for itself (DER) or a text of one (PEM). */
function certificateFault(certificate: string | Buffer): string | null {
  try {
    new X509Certificate(certificate).toString();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Java's own tool reads Java's own stores; its password goes by the environment, where no other account sees it. */
async function fromKeyStore(path: string, password: string): Promise<Assembled<readonly string[]>> {
  const list = [
    '-J-Duser.language=en',
    '-list',
    '-rfc',
    '-keystore',
    path,
    '-storepass:env',
    'STORE_PASSWORD',
  ];
  const options = {
    env: { ...process.env, STORE_PASSWORD: password },
    timeout: KEYTOOL_MILLISECONDS,
    maxBuffer: 32 * 1_048_576,
  };
  const home = process.env['JAVA_HOME'];
  const tools = [...(home === undefined || home === '' ? [] : [join(home, 'bin', 'keytool')]), 'keytool'];
  for (const tool of tools) {
    try {
      const { stdout } = await promisify(execFile)(tool, list, options);
      return assembled(stdout.match(PEM) ?? []);
    } catch (error) {
      const { code, stdout } = error as NodeJS.ErrnoException & { readonly stdout?: string };
      if (code === 'ENOENT') continue;
      const said = (stdout ?? '').split('\n').find((line) => line.trim() !== '') ?? 'it does not say why';
      return faulty(
        `${SETTING}: keytool cannot read ${path} (${said.trim()}); is cas.http-client.truststore.psw right? PEM needs neither`,
      );
    }
  }
  return faulty(
    `${SETTING}: ${path} is no PEM file, and without a Java there is no keytool to read a Java key store with; where there is one, run keytool -list -rfc -keystore ${path} > authorities.pem and name that file`,
  );
}
