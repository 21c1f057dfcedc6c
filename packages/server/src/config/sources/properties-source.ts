// Settings of a `.properties` file, with their lines. The encoding is Java's: ISO-8859-1. A byte order mark of UTF-8, which
// some editors put first, is no part of the first name.
import { Properties } from 'properties-file/parser';
import type { Entry } from '../entry.ts';
import type { FileOutcome } from './files.ts';

/** `#---` on a line of its own begins another document, as in Spring Boot. */
export function propertiesDocuments(bytes: Buffer, where: string, rank: number): FileOutcome {
  const text = bytes.toString('latin1').replace(/^\u00EF\u00BB\u00BF/u, '');
  const ends = [...text.matchAll(/^[#!]---[ \t]*$/gmu)].map(
    ({ index }) => text.slice(0, index).split(/\r\n?|\n/u).length,
  );
  try {
    const entries = new Properties(text).getProperties().map((property) => ({
      name: property.key,
      value: property.value,
      source: { where, line: property.startingLineNumber },
      rank,
    }));
    const documentOf = ({ source }: Entry): number => ends.filter((end) => end < (source.line ?? 0)).length;
    return { ok: true, documents: [...Map.groupBy(entries, documentOf).values()] };
  } catch (error) {
    // The parser throws on `\u12` and the like, and says no line.
    const { message } = error as Error;
    return { ok: false, line: null, message: `is no properties file (${message})` };
  }
}
