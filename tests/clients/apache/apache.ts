// Apache with mod_auth_cas, both from Debian, configured from nothing: one plain host with a page that CAS protects.
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild } from '../../support/child.ts';

const MODULES = '/usr/lib/apache2/modules';

/**
 * Files below `/secured/` that mod_auth_cas asks for with a decoded path. None beyond ASCII, which it sends as bytes that no HTTP
 * parser takes, and none that its own redirect to the page without ticket would spoil (`%`, `\`).
 */
export const ODD_NAMES = ['my file.html', "o'neil.html", 'a+b.html', 'a;b=c.html', 'a~b@c.html'] as const;

export interface ApacheOptions {
  readonly port: number;
  /** Address of the CAS server, with its context path. */
  readonly cas: string;
  /** PEM file that the server's certificate is checked with. */
  readonly trusted: string;
}

export interface Apache {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  log(): string;
  stop(): Promise<void>;
}

export async function startApache(options: ApacheOptions): Promise<Apache> {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-apache-'));
  chmodSync(folder, 0o755);
  for (const [name, mode] of [
    ['cookies', 0o777], // written by the unprivileged workers
    ['pages/secured', 0o755],
    ['pages/staff', 0o755],
  ] as const) {
    mkdirSync(join(folder, name), { recursive: true });
    chmodSync(join(folder, name), mode);
  }
  for (const page of ['secured', 'staff'])
    writeFileSync(join(folder, 'pages', page, 'index.html'), `<h1>${page}</h1>`);
  // Names whose spelling in an address is another one than on the disk.
  for (const name of ODD_NAMES) writeFileSync(join(folder, 'pages', 'secured', name), `<h1>${name}</h1>`);
  const log = join(folder, 'error.log');
  copyFileSync(options.trusted, join(folder, 'trusted.pem')); // readable by the workers, unlike its own directory
  writeFileSync(log, '');
  writeFileSync(join(folder, 'httpd.conf'), configuration(folder, options));
  const child = startChild('/usr/sbin/apache2', ['-f', join(folder, 'httpd.conf'), '-D', 'FOREGROUND']);
  const url = `http://127.0.0.1:${options.port}`;
  const apache: Apache = {
    url,
    log: () => `${readFileSync(log, 'utf8')}${child.stderr()}`,
    async stop() {
      await child.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await answering(url, child.ended, apache);
  return apache;
}

/** Apache says nothing when it is ready. */
async function answering(url: string, ended: Promise<unknown>, apache: Apache): Promise<void> {
  let gone = false;
  void ended.then(() => (gone = true));
  for (;;) {
    try {
      await fetch(`${url}/`, { redirect: 'manual' });
      return;
    } catch {
      if (gone) throw new Error(`Apache did not start:\n${apache.log()}`);
      await pause(50);
    }
  }
}

function configuration(folder: string, { port, cas }: ApacheOptions): string {
  const modules = [
    'mpm_event',
    'authn_core',
    'authz_core',
    'authz_user',
    'auth_cas',
    'dir',
    'mime',
    'headers',
  ];
  return `
ServerRoot ${folder}
PidFile ${folder}/httpd.pid
DefaultRuntimeDir ${folder}
Listen 127.0.0.1:${port}
ServerName 127.0.0.1:${port}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
${modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
LogLevel info
ErrorLog ${folder}/error.log
TypesConfig /dev/null
AddType text/html .html
DirectoryIndex index.html
DocumentRoot ${folder}/pages
StartServers 1
CASCookiePath ${folder}/cookies/
CASLoginURL ${cas}/login
CASValidateURL ${cas}/serviceValidate
CASCertificatePath ${folder}/trusted.pem
CASAttributePrefix CAS_
<Directory ${folder}/pages>
  Require all granted
</Directory>
<Location /secured>
  AuthType CAS
  CASAuthNHeader X-Cas-User
  CASScope /
  Require valid-user
  Header set X-Seen-User "expr=%{REMOTE_USER}"
  Header set X-Seen-Mail "expr=%{req:CAS_mail}"
</Location>
<Location /staff>
  AuthType CAS
  CASScope /
  Require cas-attribute memberOf:staff
</Location>
`;
}
