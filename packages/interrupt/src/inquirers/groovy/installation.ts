// Finds the Java and the Groovy of this machine. Groovy: the setting, then GROOVY_HOME, then `groovy` on the path,
// then Debian's jar, then the jars inside the npm package npm-groovy-lint (for development; Groovy 4).
import { accessSync, constants, existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';

export interface GroovyInstallation {
  /** The program `java`. */
  readonly java: string;
  /** Jar files, in order. */
  readonly jars: readonly string[];
  /** Where the jars were found, for the log and health. */
  readonly source: string;
}

export type FoundInstallation =
  | { readonly ok: true; readonly installation: GroovyInstallation }
  | {
      readonly ok: false;
      readonly code: 'no-java' | 'no-groovy';
      /** What to install or set. */
      readonly detail: string;
    };

export interface LookingFor {
  /** Jar files or directories that hold them; when given, nothing else is looked at. */
  readonly jars?: readonly string[];
  /** `GROOVY_HOME`, `JAVA_HOME` and `PATH` are read from here. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Debian's jar; another path in tests. */
  readonly systemJar?: string;
}

/** From the package `groovy` of Debian and Ubuntu; holds all of Groovy 2.4. */
const SYSTEM_JAR = '/usr/share/java/groovy-all.jar';

export function findGroovy(looking: LookingFor): FoundInstallation {
  const java = findJava(looking.env);
  if (java === null) {
    const detail =
      'no java was found: install a Java runtime, 11 or later (Debian: apt install default-jre-headless), or set JAVA_HOME';
    return { ok: false, code: 'no-java', detail };
  }
  const found = looking.jars === undefined ? discovered(looking) : configured(looking.jars);
  if (typeof found === 'string') return { ok: false, code: 'no-groovy', detail: found };
  return { ok: true, installation: { java, ...found } };
}

type Jars = Pick<GroovyInstallation, 'jars' | 'source'>;

function findJava(env: LookingFor['env']): string | null {
  const home = env['JAVA_HOME'];
  if (home !== undefined && home !== '') {
    const java = join(home, 'bin', 'java');
    if (isProgram(java)) return java;
  }
  return onPath('java', env);
}

function configured(entries: readonly string[]): Jars | string {
  const jars: string[] = [];
  for (const entry of entries) {
    if (isDirectory(entry)) jars.push(...jarsIn(entry));
    else if (isFile(entry)) jars.push(entry);
    else return `the configured Groovy jar ${entry} does not exist`;
  }
  if (!jars.some(isCore)) return `no groovy-….jar among the configured jars (${entries.join(', ')})`;
  return { jars, source: 'configured jars' };
}

function discovered({ env, systemJar = SYSTEM_JAR }: LookingFor): Jars | string {
  const home = env['GROOVY_HOME'];
  if (home !== undefined && home !== '') {
    // Set and wrong is a mistake to be told, not a reason to run another Groovy.
    return homeJars(home) ?? `GROOVY_HOME is ${home}, but its lib directory holds no groovy-….jar`;
  }
  const program = onPath('groovy', env);
  const ofProgram = program === null ? null : homeJars(dirname(dirname(realpathSync(program))));
  if (ofProgram !== null) return ofProgram;
  if (isFile(systemJar)) return { jars: [systemJar], source: systemJar };
  return (
    developmentJars() ??
    'no Groovy was found: install it (Debian: apt install groovy), or set GROOVY_HOME to where it was unpacked'
  );
}

function homeJars(home: string): Jars | null {
  const lib = join(home, 'lib');
  const jars = jarsIn(lib);
  return jars.some(isCore) ? { jars, source: lib } : null;
}

function developmentJars(): Jars | null {
  try {
    // Its manifest is not among its exports; its entry lies beside the jars.
    const entry = createRequire(import.meta.url).resolve('npm-groovy-lint');
    const lib = join(dirname(entry), 'java', 'groovy', 'lib');
    const jars = jarsIn(lib);
    return jars.some(isCore) ? { jars, source: 'npm-groovy-lint' } : null;
  } catch {
    return null;
  }
}

/** Links that lead nowhere are left out: Debian's directory holds some for packages that are only recommended. */
function jarsIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.jar'))
      .toSorted()
      .map((name) => join(directory, name))
      .filter(isFile);
  } catch {
    return [];
  }
}

/** `groovy-all.jar`, `groovy-2.4.21.jar`, `groovy-4.0.26.jar`… but not a module of Groovy. */
function isCore(jar: string): boolean {
  return /^groovy(?:-all)?(?:-\d[\w.-]*)?\.jar$/.test(basename(jar));
}

function onPath(program: string, env: LookingFor['env']): string | null {
  const directories = (env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, program)).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function isDirectory(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
