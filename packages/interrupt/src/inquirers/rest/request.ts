// The request that asks about one person: everything in the query, no body (INT-21…26), each part within its room (D27).
import { overlay } from '../../exemption.ts';
import type { InquiryFault } from '../../inquirer.ts';
import type { Inquiry } from '../../inquiry.ts';
import { rebuiltLanguages } from './headers.ts';
import { directoryRoom, encoded, fittingBeginning, USER_AGENT_ROOM } from './measure.ts';
import { originText, serviceText, type ServiceText } from './service-text.ts';
import type { Endpoint, Method } from './settings.ts';

export interface RestRequest {
  readonly url: string;
  readonly method: Method;
  readonly headers: Readonly<Record<string, string>>;
}

type Parameters = readonly (readonly [name: string, value: string])[];

/** The attributes of an authentication that are what the browser said. */
const CHOSEN_BY_PERSON: ReadonlySet<string> = new Set(['userAgent']);

/** `username` always, `service` and `registeredService` (the definition's pattern) where they are known. */
export function requestOf(endpoint: Endpoint, inquiry: Inquiry): RestRequest {
  const { service, request } = inquiry;
  return compose(endpoint, inquiry, {
    service: service === null ? null : serviceText(service.id),
    languages: rebuiltLanguages(request.acceptLanguage),
    chosen: attributes(endpoint, inquiry, true).map(([name, value]) => [
      name,
      fittingBeginning(value, USER_AGENT_ROOM),
    ]),
  });
}

/** The same question with as little of a person's own text as it can be put with (D27). */
export function plainRequestOf(endpoint: Endpoint, inquiry: Inquiry): RestRequest {
  const { service } = inquiry;
  return compose(endpoint, inquiry, {
    service: service === null ? null : originText(service.id),
    languages: '*',
    chosen: [],
  });
}

/** Attributes of the directory are never cut: with too many of them nothing is sent (D27). */
export function doesNotFit(endpoint: Endpoint, about: Known): InquiryFault | null {
  const size = query(known(endpoint, about)).length;
  const room = directoryRoom(endpoint.size);
  if (size <= room) return null;
  const detail = `name and attributes (cas.interrupt.rest.attributes) fill ${size} bytes of the request and ${room} is the most: nothing was sent`;
  return { code: 'too-large', detail };
}

/** All that the directory's part of a request depends on. */
type Known = Pick<Inquiry, 'authentication'>;

interface Said {
  readonly service: ServiceText | null;
  readonly languages: string;
  readonly chosen: Parameters;
}

function compose(endpoint: Endpoint, inquiry: Inquiry, { service, languages, chosen }: Said): RestRequest {
  const [name, ...more] = known(endpoint, inquiry);
  const headers = new Map([
    ['accept-language', languages],
    ['content-type', 'application/json'],
    ...endpoint.headers,
  ]);
  const parameters: Parameters = [
    ...(name === undefined ? [] : [name]),
    ...(service === null ? [] : serviceParameters(service)),
    ...patternParameters(endpoint, inquiry),
    ...more,
    ...chosen,
  ];
  return {
    url: endpoint.prefix + query(parameters),
    method: endpoint.method,
    headers: Object.fromEntries(headers),
  };
}

function serviceParameters({ text, cut }: ServiceText): Parameters {
  const marked: Parameters = cut ? [['serviceCut', 'true']] : [];
  return text === null ? marked : [['service', text], ...marked];
}

/** Which application is entered is the person's choice: a pattern that is too long is left out, and fails nothing. */
function patternParameters(endpoint: Endpoint, inquiry: Inquiry): Parameters {
  const { registeredService } = inquiry;
  if (registeredService === null) return [];
  const pattern: Parameters = [['registeredService', registeredService.serviceId]];
  const size = query([...known(endpoint, inquiry), ...pattern]).length;
  return size <= directoryRoom(endpoint.size) ? pattern : [['registeredServiceCut', 'true']];
}

/** What the directory says: the name, and the attributes that the operator allows. */
function known(endpoint: Endpoint, about: Known): Parameters {
  return [['username', about.authentication.principal.id], ...attributes(endpoint, about, false)];
}

/** One parameter a value. Of two attributes of one name the principal's is sent, as the regex strategy sees it. */
function attributes(
  { attributes: allowed }: Endpoint,
  { authentication }: Known,
  chosenByPerson: boolean,
): Parameters {
  if (allowed.length === 0) return [];
  const { attributes: own } = authentication.principal;
  const all = new Map(overlay(authentication.attributes, own));
  return allowed
    .filter((name) => (CHOSEN_BY_PERSON.has(name) && !Object.hasOwn(own, name)) === chosenByPerson)
    .flatMap((name) =>
      (all.get(name) ?? []).map((value): [string, string] => [`attribute.${name}`, String(value)]),
    );
}

function query(parameters: Parameters): string {
  return parameters.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
}
