// What a script is told of one inquiry, as it goes through the pipe.
import type { Attributes, Inquiry, RequestFacts } from '../../inquiry.ts';
import { toWire, type Pairs, type QuestionFacts, type RequestOnWire } from './protocol.ts';

/** Never told to a script, even if a host were to hand it on (D12). */
const SECRET_HEADERS = ['authorization', 'proxy-authorization', 'cookie'];
const SECRET_PARAMETERS = ['password', 'execution'];

/** For an interrupt script. */
export function inquiryFacts(inquiry: Inquiry): QuestionFacts {
  return { ...triggerFacts(inquiry), request: requestOnWire(inquiry.request) };
}

/** For a policy's trigger: no request. */
export function triggerFacts({ authentication, service, registeredService }: Inquiry): QuestionFacts {
  return {
    principal: authentication.principal.id,
    principalAttributes: pairs(authentication.principal.attributes),
    authenticationAttributes: pairs(authentication.attributes),
    authenticatedAt: authentication.authenticatedAt,
    service: service?.id ?? null,
    registeredService:
      registeredService === null
        ? null
        : {
            id: registeredService.id,
            name: registeredService.name,
            serviceId: registeredService.serviceId,
            definition:
              registeredService.definition === undefined ? null : toWire(registeredService.definition),
          },
  };
}

function requestOnWire(request: RequestFacts): RequestOnWire {
  return {
    method: request.method,
    url: request.url,
    clientAddress: request.clientAddress,
    locale: request.locale,
    headers: Object.entries(request.headers).filter(([name]) => !SECRET_HEADERS.includes(name.toLowerCase())),
    parameters: Object.entries(request.parameters).filter(([name]) => !SECRET_PARAMETERS.includes(name)),
  };
}

function pairs(attributes: Attributes): Pairs<readonly (string | number | boolean)[]> {
  return Object.entries(attributes);
}
