// Debian's Apache with ModSecurity and its core rules, and an nginx, each as a reverse proxy before a small endpoint.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startChild } from '../support/child.ts';
import { freePort } from '../support/free-port.ts';

const MODULES = '/usr/lib/apache2/modules';
const RULES = '/etc/modsecurity/crs/crs-setup.conf';

export interface Proxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
}

/** The core rules as Debian ships them, and every match turned away. */
export function startFirewall(t: TestContext, behind: string): Promise<Proxy> {
  const modules = ['mpm_event', 'authz_core', 'unique_id', 'proxy', 'proxy_http', 'reqtimeout'];
  return start(t, '/usr/sbin/apache2', (folder, port) => {
    const root = process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : '';
    return {
      arguments: ['-D', 'FOREGROUND', '-f'],
      configuration: `
ServerRoot ${folder}
PidFile ${folder}/httpd.pid
DefaultRuntimeDir ${folder}
Listen 127.0.0.1:${port}
ServerName 127.0.0.1:${port}
${root}
${modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}
LoadModule security2_module ${MODULES}/mod_security2.so
ErrorLog ${folder}/error.log
StartServers 1
SecRuleEngine On
SecRequestBodyAccess On
SecDataDir ${folder}
SecTmpDir ${folder}
${existsSync(RULES) ? `Include ${RULES}` : ''}
Include /usr/share/modsecurity-crs/rules/*.conf
ProxyPass / ${behind}/
`,
    };
  });
}

/** With the limits of its own defaults: 8 KiB for the request line and for each header. */
export function startNginx(t: TestContext, behind: string): Promise<Proxy> {
  return start(t, '/usr/sbin/nginx', (folder, port) => ({
    arguments: ['-g', 'daemon off;', '-e', join(folder, 'error.log'), '-c'],
    configuration: `
${process.getuid?.() === 0 ? 'user www-data;' : ''}
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; location / { proxy_pass ${behind}; } }
}
`,
  }));
}

interface Plan {
  /** Before the name of the configuration file. */
  readonly arguments: readonly string[];
  readonly configuration: string;
}

async function start(
  t: TestContext,
  program: string,
  plan: (folder: string, port: number) => Plan,
): Promise<Proxy> {
  const folder = mkdtempSync(join(tmpdir(), 'vestibule-firewall-'));
  chmodSync(folder, 0o777); // written by the unprivileged workers
  const port = await freePort();
  const { arguments: given, configuration } = plan(folder, port);
  const file = join(folder, 'proxy.conf');
  writeFileSync(file, configuration);
  const child = startChild(program, [...given, file]);
  t.after(async () => {
    await child.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });
  let gone = false;
  void child.ended.then(() => (gone = true));
  const url = `http://127.0.0.1:${port}`;
  const log = join(folder, 'error.log');
  // Neither says when it is ready.
  for (;;) {
    try {
      await fetch(`${url}/`, { redirect: 'manual' });
      return { url };
    } catch {
      if (gone) {
        const told = existsSync(log) ? readFileSync(log, 'utf8') : '';
        throw new Error(`${program} did not start:\n${told}${child.stderr()}`);
      }
      await pause(50);
    }
  }
}
