// The JSON form of an answer (CAS Protocol §2.5.2). Exactly these members: strict clients refuse any other (CAS-54).
import type { Validation } from './validation.ts';

export function jsonResponse(validation: Validation): unknown {
  if (validation.kind === 'failure') {
    const { code, description } = validation;
    return { serviceResponse: { authenticationFailure: { code, description } } };
  }
  const { user, attributes } = validation;
  return { serviceResponse: { authenticationSuccess: { user, attributes } } };
}
