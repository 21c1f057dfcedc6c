// Settings of a `.properties` file, with their lines. The encoding is Java's: ISO-8859-1 (cas-host §2.7).
import { Properties } from 'properties-file/parser';
import type { Entry } from '../entry.ts';

export function propertiesEntries(bytes: Buffer, where: string, rank: number): readonly Entry[] {
  return new Properties(bytes.toString('latin1')).getProperties().map((property) => ({
    name: property.key,
    value: property.value,
    source: { where, line: property.startingLineNumber },
    rank,
  }));
}
