// Settings among the arguments: `--cas.any.setting=value`; and `-Dname=value`, which expressions can read (W4). What a
// service manager gives to a Java machine is told apart from a mistake (D38).
import type { Entry } from '../entry.ts';
import { serverSettings } from '../settings/server.ts';

export interface Arguments {
  readonly entries: readonly Entry[];
  readonly systemProperties: ReadonlyMap<string, string>;
  /** Arguments that are neither, without what might be a secret, and what is to be done about them. */
  readonly strange: readonly { readonly name: string; readonly message: string }[];
  /** What is for a Java machine only. */
  readonly notices: readonly string[];
}

/** As on the JVM, a system property that is a setting sets it. */
const IS_SETTING = /^(?:cas|server|spring|management|logging)[.[]/iu;
const OF_JAVA =
  /^-(?:X|XX|ea|da|esa|dsa|agent|javaagent|splash|verbose|server$|client$|d32$|d64$|showversion$)|^--(?:add-(?:exports|modules|opens|reads)|enable-(?:native-access|preview)|illegal-access|module-path|upgrade-module-path|patch-module|limit-modules)\b/u;
/** Of Spring Boot: they change the log only. */
const OF_SPRING = /^--(?:debug|trace)(?:=.*)?$/u;

export function argumentEntries(args: readonly string[], rank: number): Arguments {
  const entries: Entry[] = [];
  const systemProperties = new Map<string, string>();
  const strange: { name: string; message: string }[] = [];
  const notices: string[] = [];
  const source = { where: 'arguments', line: null };
  for (const [index, argument] of args.entries()) {
    const [, setting, value = ''] = /^--([^=]+)=(.*)$/su.exec(argument) ?? [];
    const [, property, propertyValue = ''] = /^-D([^=]+)(?:=(.*))?$/su.exec(argument) ?? [];
    if (OF_JAVA.test(argument) || OF_SPRING.test(argument)) {
      notices.push(`${argument} (arguments): has no effect here, there is no Java machine`);
    } else if (argument === '-jar' || (args[index - 1] === '-jar' && !argument.startsWith('-'))) {
      notices.push(`${argument} (arguments): has no effect here, nothing of Java is started`);
    } else if (setting !== undefined && ownName(setting) !== null) {
      strange.push({ name: `--${setting}`, message: `is no setting; write --${ownName(setting)}=…` });
    } else if (setting !== undefined) entries.push({ name: setting, value, source, rank });
    else if (property !== undefined) {
      systemProperties.set(property, propertyValue);
      // A plain argument is stronger.
      if (IS_SETTING.test(property)) {
        entries.push({ name: property, value: propertyValue, source, rank: rank - 0.5 });
      }
    } else strange.push(strangeArgument(argument, index, args[index + 1]));
  }
  return { entries, systemProperties, strange, notices };
}

function strangeArgument(
  argument: string,
  index: number,
  next: string | undefined,
): { name: string; message: string } {
  const name = argument.startsWith('-') ? argument : `argument ${index + 1}`;
  const [, setting] = /^--?([\w.[\]-]+\.[\w.[\]-]+)$/u.exec(argument) ?? [];
  const own = ownName(argument.replace(/^--?/u, ''));
  if (setting === undefined) return { name, message: `is no setting; write --${own ?? 'name'}=value` };
  const joined = next === undefined || next.startsWith('-') ? '' : ', in one word with its value';
  return { name, message: `is no setting; write --${setting}=value${joined}` };
}

/** Variables from which a Java machine takes arguments by itself, and those that only scripts hand on. */
const READ_BY_JAVA = ['JDK_JAVA_OPTIONS', 'JAVA_TOOL_OPTIONS'] as const;
const READ_BY_SCRIPTS = ['JAVA_OPTS', 'CAS_OPTS', 'CATALINA_OPTS'] as const;

/** `-Dname=value` in variables: a Java machine would have read those of the first kind. */
export function javaOptions(
  environment: Readonly<Record<string, string | undefined>>,
  rank: number,
): {
  readonly entries: readonly Entry[];
  readonly properties: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
} {
  const properties = new Map<string, string>();
  const entries = READ_BY_JAVA.flatMap((variable) => {
    const given = argumentEntries(words(environment[variable]), rank);
    for (const [name, value] of given.systemProperties) properties.set(name, value);
    return given.entries.map((entry) => ({
      ...entry,
      source: { where: `environment, ${variable}`, line: null },
    }));
  });
  const warnings = READ_BY_SCRIPTS.flatMap((variable) =>
    words(environment[variable]).flatMap((word) => {
      const name = /^-D([^=]+)/u.exec(word)?.[1] ?? '';
      return IS_SETTING.test(name)
        ? [
            `${variable} in the environment sets ${name}, which is not read from there: give it as an argument, --${name}=…`,
          ]
        : [];
    }),
  );
  return { entries, properties, warnings };
}

/** As a shell would take them apart. */
function words(text: string | undefined): readonly string[] {
  return [...(text ?? '').matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/gu)].map(([word]) =>
    word.replaceAll(/["']/gu, ''),
  );
}

/** `port` is how other programs call `server.port`: the server's own setting that ends so; null when there is none. */
function ownName(written: string): string | null {
  const end = `.${written.toLowerCase()}`;
  return Object.keys(serverSettings).find((name) => name.startsWith('server.') && name.endsWith(end)) ?? null;
}
