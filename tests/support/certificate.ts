// A certificate for this machine, made by the system's openssl for one test and trusted by this process.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

export interface Certificate {
  readonly keyFile: string;
  /** Signed with its own key: the file that clients trust, too. */
  readonly certificateFile: string;
}

/** For `localhost` and `127.0.0.1`, two days. From here on this process trusts it. */
export function makeTrustedCertificate(folder: string): Certificate {
  const keyFile = join(folder, 'key.pem');
  const certificateFile = join(folder, 'certificate.pem');
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout ${keyFile} -out ${certificateFile}`.split(
      ' ',
    ),
    { stdio: 'pipe' },
  );
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(certificateFile, 'utf8')]);
  return { keyFile, certificateFile };
}
