// Holds an inquirer to its port. Ours are held by the compiler; a module of an operator's is not, and what it says
// wrongly must be a failure, never a silent "no".
import type { InquirerAnswer, InquiryFault } from './inquirer.ts';
import { parsePayload } from './payload.ts';
import type { InterruptResponse } from './response.ts';
import { responseFromJson, responseToJson } from './serialise.ts';

/**
 * The answer, with a copy of its payload that nobody else can change. Whatever is no answer of the port is a failure,
 * except that one whose `block` can be read as true blocks (D8).
 */
export function soundAnswer(answer: unknown): InquirerAnswer {
  if (typeof answer !== 'object' || answer === null) return unsound(null, 'answered no object');
  const { kind, response, fault } = answer as Readonly<Record<string, unknown>>;
  switch (kind) {
    case 'none':
      return { kind, ...(isFault(fault) ? { fault } : {}) };
    case 'failed':
      return { kind, fault: isFault(fault) ? fault : { code: 'defect', detail: 'failed without a fault' } };
    case 'interrupt': {
      const sound = copy(response);
      if (sound === null) return unsound(response, 'interrupts without a whole payload');
      return { kind, response: sound, ...(isFault(fault) ? { fault } : {}) };
    }
    default:
      return unsound(answer, 'answered neither none, interrupt nor failed');
  }
}

function unsound(payload: unknown, detail: string): InquirerAnswer {
  const fault: InquiryFault = { code: 'defect', detail };
  const read = parsePayload(payload, { strict: false });
  if (read.kind === 'interrupt' && read.response.block) return { ...read, fault };
  return { kind: 'failed', fault };
}

function copy(response: unknown): InterruptResponse | null {
  try {
    return responseFromJson(responseToJson(response as InterruptResponse));
  } catch {
    return null;
  }
}

function isFault(value: unknown): value is InquiryFault {
  if (typeof value !== 'object' || value === null) return false;
  const { code, detail } = value as Readonly<Record<string, unknown>>;
  return typeof code === 'string' && typeof detail === 'string';
}
