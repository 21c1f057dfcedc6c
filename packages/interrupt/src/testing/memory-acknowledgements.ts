// Acknowledgements in memory: for tests, and the shortest example of the port.
import type { AcknowledgementStore } from '../tracking/store-tracking.ts';
import type { Acknowledgement } from '../tracking/tracking.ts';

export function memoryAcknowledgements(): AcknowledgementStore {
  const people = new Map<string, readonly Acknowledgement[]>();
  const of = (principalId: string): readonly Acknowledgement[] => people.get(principalId) ?? [];
  return {
    list: async (principalId) => of(principalId),
    async add(principalId, added, keep) {
      const others = of(principalId).filter(({ fingerprint }) => fingerprint !== added.fingerprint);
      people.set(principalId, [...others, added].slice(-keep));
    },
  };
}
