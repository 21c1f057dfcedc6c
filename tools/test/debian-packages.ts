// The parts of the system that tests use and npm does not bring: named as Debian packages, recognised by what they put
// on the machine, so that one who installed Chromium or a JDK in another way is not asked to do it again.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Any of these, a command on the path or a file, shows that the package's part is there. */
const PROOF: Readonly<Record<string, readonly string[]>> = {
  apache2: ['apache2', '/usr/sbin/apache2'],
  chromium: ['chromium'],
  'default-jdk-headless': ['javac'],
  'fonts-dejavu-core': ['/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'],
  groovy: ['/usr/share/java/groovy-all.jar'],
  'libapache2-mod-auth-cas': ['/usr/lib/apache2/modules/mod_auth_cas.so'],
  'libapache2-mod-security2': ['/usr/lib/apache2/modules/mod_security2.so'],
  'libxml2-utils': ['xmllint'],
  'modsecurity-crs': ['/usr/share/modsecurity-crs/rules/REQUEST-901-INITIALIZATION.conf'],
  'nginx-light': ['/usr/sbin/nginx'],
  openssl: ['openssl'],
};

/** Packages that are not there, each once, in order of name. An unknown name throws: it has no proof yet. */
export function missingPackages(wanted: Iterable<string>): readonly string[] {
  return [...new Set(wanted)].toSorted().filter((name) => {
    const proof = PROOF[name];
    if (proof === undefined) throw new Error(`${name} has no proof in tools/test/debian-packages.ts`);
    return !proof.some(isThere);
  });
}

function isThere(commandOrFile: string): boolean {
  const places = commandOrFile.startsWith('/')
    ? [commandOrFile]
    : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, commandOrFile));
  return places.some((place) => {
    try {
      accessSync(place, commandOrFile.startsWith('/') ? constants.R_OK : constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export interface Plan {
  /** What apt would install, dependencies included. */
  readonly all: readonly string[];
  /** apt's own words on download and disk. */
  readonly size: string;
}

export function hasApt(): boolean {
  return isThere('apt-get');
}

/** Asks apt what it would do; refreshes its lists first when it does not know a package. */
export function planInstallation(packages: readonly string[]): Plan | null {
  return simulate(packages) ?? (apt(['update'], 'inherit') === 0 ? simulate(packages) : null);
}

function simulate(packages: readonly string[]): Plan | null {
  // Prints the plan with sizes and does nothing. `--assume-no` would not do: apt asks nothing, and goes on, when it needs
  // no package beyond those that were named.
  const plan = ['install', '--no-install-recommends', '--yes', '--print-uris', ...packages];
  const told = spawnSync('apt-get', plan, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const size = told.stdout.match(/^(Need to get|After this operation).*$/gm);
  const all = /The following NEW packages will be installed:\n((?: .*\n)+)/.exec(told.stdout)?.[1];
  return size === null || all === undefined ? null : { all: all.trim().split(/\s+/), size: size.join(' ') };
}

export function install(packages: readonly string[]): boolean {
  return apt(['install', '--no-install-recommends', '--yes', ...packages], 'inherit') === 0;
}

function apt(parameters: readonly string[], output: 'inherit'): number | null {
  const asRoot = process.getuid?.() === 0;
  const command = [...(asRoot ? [] : ['sudo']), 'apt-get', ...parameters];
  process.stderr.write(`$ ${command.join(' ')}\n`);
  // apt's own output goes to standard error: the last line of standard output is the count.
  return spawnSync(command[0] ?? '', command.slice(1), {
    stdio: ['inherit', process.stderr, output],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status;
}
