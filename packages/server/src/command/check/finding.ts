// What `vestibule check` has to say, and where to look.
import { describeSource } from '../../config/entry.ts';
import type { Settings } from '../../config/settings.ts';

/** A fault stops the start, and nothing else is one; a warning is broken or unwise; a notice is worth knowing. */
export type Level = 'fault' | 'warning' | 'notice';

export interface Finding {
  readonly level: Level;
  /** One line; where there is a place, it is named in it. */
  readonly text: string;
  /** The file it is about, where there is one. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
}

export type Check = (settings: Settings) => Promise<readonly Finding[]> | readonly Finding[];

export interface Place {
  readonly file: string;
  /** 1-based; null when only the file is known. */
  readonly line: number | null;
}

/** A finding about `subject` in a file, worded as those about settings: `subject (file, line 3): message`. */
export function findingAt(level: Level, { file, line }: Place, subject: string, message: string): Finding {
  const where = describeSource({ where: file, line });
  const text = subject === '' ? `${where}: ${message}` : `${subject} (${where}): ${message}`;
  return { level, text, file, ...(line === null ? {} : { line }) };
}

export const fault = (text: string): Finding => ({ level: 'fault', text });
export const warning = (text: string): Finding => ({ level: 'warning', text });
export const notice = (text: string): Finding => ({ level: 'notice', text });
