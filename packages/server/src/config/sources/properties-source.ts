// Settings of a `.properties` file, with their lines. The encoding is Java's: ISO-8859-1.
import { Properties } from 'properties-file/parser';
import type { FileOutcome } from './files.ts';

export function propertiesEntries(bytes: Buffer, where: string, rank: number): FileOutcome {
  try {
    const entries = new Properties(bytes.toString('latin1')).getProperties().map((property) => ({
      name: property.key,
      value: property.value,
      source: { where, line: property.startingLineNumber },
      rank,
    }));
    return { ok: true, entries };
  } catch (error) {
    // The parser throws on `\u12` and the like, and says no line.
    const { message } = error as Error;
    return { ok: false, line: null, message: `is no properties file (${message})` };
  }
}
