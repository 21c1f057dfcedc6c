// Settings that are given as one JSON text: `SPRING_APPLICATION_JSON` or `--spring.application.json=…` (D38).
import type { Entry } from '../entry.ts';
import type { Findings } from '../findings.ts';
import { uniformName } from '../names.ts';
import { yamlDocuments } from './yaml-source.ts';

const NAME = uniformName('spring.application.json');

/** The strongest of them, as in Spring. */
export function jsonEntries(entries: readonly Entry[], rank: number, { faults }: Findings): readonly Entry[] {
  const given = entries.findLast(({ name }) => uniformName(name) === NAME);
  if (given === undefined || given.value.trim() === '') return [];
  const { name, source } = given;
  const value = given.value.replace(/^\uFEFF/u, '');
  const fault = (): readonly Entry[] => {
    faults.push({ name, source, message: 'expected a JSON object of settings' });
    return [];
  };
  try {
    JSON.parse(value);
  } catch {
    return fault();
  }
  // JSON is YAML too, which keeps the text of numbers.
  const outcome = yamlDocuments(Buffer.from(value), source.where, rank);
  return outcome.ok ? outcome.documents.flat().map((entry) => ({ ...entry, source })) : fault();
}
