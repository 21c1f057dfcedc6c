// From the text of one entry to values: placeholders filled, then parsed. What is said about a fault shows no secret.
import type { Reading } from './assemble.ts';
import type { Entry } from './entry.ts';
import { absoluteLocation } from './location.ts';
import { ENCRYPTED_REFUSAL, resolveValue, type References } from './placeholders.ts';

export interface Text {
  readonly entry: Entry;
  readonly reading: Reading;
  /** What one text holds: itself, or a list. */
  readonly split: (text: string) => readonly string[];
}

/** The values, or undefined after a fault. */
export function readValues(
  { entry, reading: { type, expressions, secret }, split }: Text,
  references: References,
  fault: (entry: Entry, message: string) => void,
): readonly unknown[] | undefined {
  const resolved = resolveValue(entry.value, references, expressions === true);
  if (!resolved.ok) {
    // The reason quotes what looks like a placeholder, which in a password is a part of it.
    const quoting = secret === true && resolved.reason !== ENCRYPTED_REFUSAL;
    fault(entry, quoting ? 'holds a placeholder or an expression that cannot be filled in' : resolved.reason);
    return undefined;
  }
  const values: unknown[] = [];
  for (const text of split(resolved.value)) {
    const parsed = type.parse(text);
    if (!parsed.ok) {
      fault(entry, `expected ${parsed.expected}${secret === true ? '' : shown(entry.value)}`);
      return undefined;
    }
    values.push(
      type.isLocation === true ? absoluteLocation(String(parsed.value), entry.source) : parsed.value,
    );
  }
  return values;
}

/** As written: what a placeholder brings in, and what stands before an `@` in an address, may be a secret. */
function shown(written: string): string {
  if (written.includes('@')) return '';
  return `, not "${written.length > 80 ? `${written.slice(0, 80)}…` : written}"`;
}
