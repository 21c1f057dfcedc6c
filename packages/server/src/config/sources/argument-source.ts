// Settings among the arguments: `--cas.any.setting=value`; and `-Dname=value`, which expressions can read (W4).
import type { Entry } from '../entry.ts';

export interface Arguments {
  readonly entries: readonly Entry[];
  readonly systemProperties: ReadonlyMap<string, string>;
  /** Arguments that are neither, without what might be a secret. */
  readonly strange: readonly string[];
}

export function argumentEntries(args: readonly string[], rank: number): Arguments {
  const entries: Entry[] = [];
  const systemProperties = new Map<string, string>();
  const strange: string[] = [];
  const source = { where: 'arguments', line: null };
  for (const [index, argument] of args.entries()) {
    const [, setting, value = ''] = /^--([^=]+)=(.*)$/su.exec(argument) ?? [];
    const [, property, propertyValue = ''] = /^-D([^=]+)=(.*)$/su.exec(argument) ?? [];
    if (setting !== undefined) entries.push({ name: setting, value, source, rank });
    else if (property !== undefined) {
      systemProperties.set(property, propertyValue);
      // As on the JVM, a system property that is a setting sets it; a plain argument is stronger.
      if (/^(?:cas|server)[.[]/iu.test(property)) {
        entries.push({ name: property, value: propertyValue, source, rank: rank - 0.5 });
      }
    } else strange.push(argument.startsWith('-') ? argument : `argument ${index + 1}`);
  }
  return { entries, systemProperties, strange };
}
