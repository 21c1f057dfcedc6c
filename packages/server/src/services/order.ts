// Which of two definitions is asked first: the lower priority, then order, then name, pattern and id.
import type { RegisteredService } from './registered-service.ts';

/** The reference's order; names in any case, text by code unit, so that it is the same on every machine. */
export function compareServices(a: RegisteredService, b: RegisteredService): number {
  return (
    a.evaluationPriority - b.evaluationPriority ||
    a.evaluationOrder - b.evaluationOrder ||
    compareText(a.name.toLowerCase(), b.name.toLowerCase()) ||
    compareText(a.serviceId, b.serviceId) ||
    a.id - b.id
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
