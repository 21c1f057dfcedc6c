// Last good answers in memory: for tests, and the shortest example of the port.
import type { KnownAnswer, LastKnownAnswers } from '../last-known.ts';

export function memoryLastKnown(): LastKnownAnswers {
  const kept = new Map<string, ReadonlyMap<string, KnownAnswer>>();
  const keyOf = (inquirer: string, principalId: string): string => JSON.stringify([inquirer, principalId]);
  return {
    list: async (inquirer, principalId) => [...(kept.get(keyOf(inquirer, principalId))?.values() ?? [])],
    async keep(inquirer, principalId, answer) {
      const key = keyOf(inquirer, principalId);
      kept.set(key, new Map([...(kept.get(key) ?? []), [answer.service, answer]]));
    },
  };
}
