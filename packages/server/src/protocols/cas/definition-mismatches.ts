// How many tickets were redeemed with an address that another definition decides on than the one they were made for
// (D25): somebody spells addresses, or two definitions part the addresses of one application.
import type { HealthPart } from '../../operations/health.ts';

export interface DefinitionMismatches {
  count(): void;
  health(): readonly HealthPart[];
}

export function countMismatches(): DefinitionMismatches {
  let number = 0;
  return {
    count: () => void (number += 1),
    health: () => [
      {
        name: 'validation',
        status: 'up',
        detail: `${number} tickets refused because another definition decides on the address than at the login`,
      },
    ],
  };
}
