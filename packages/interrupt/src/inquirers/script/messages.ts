// What travels between the server and a script's process. Plain values only: they are cloned.
import type { InquirerAnswer } from '../../inquirer.ts';
import type {
  Authentication,
  DefinitionValue,
  Inquiry,
  InterruptibleService,
  RequestFacts,
  Service,
} from '../../inquiry.ts';
import type { ScriptRegisteredService, ScriptServiceProperty } from './interrupt-script.ts';

export interface PlainInquiry {
  readonly authentication: Authentication;
  readonly service: Service | null;
  /** Without `properties` when nobody knows more than the three. */
  readonly registeredService:
    | ScriptRegisteredService
    | Pick<ScriptRegisteredService, 'id' | 'name' | 'serviceId'>
    | null;
  readonly request: RequestFacts;
}

/** Leaves out what cannot be cloned: a service definition holds compiled patterns. */
export function plainInquiry({ authentication, service, registeredService, request }: Inquiry): PlainInquiry {
  const { principal, attributes, authenticatedAt } = authentication;
  return {
    authentication: {
      principal: { id: principal.id, attributes: principal.attributes },
      attributes,
      authenticatedAt,
    },
    service: service === null ? null : { id: service.id },
    registeredService: registeredService === null ? null : definitionOf(registeredService),
    request,
  };
}

/** The file's own members, without the prototypes that they are kept without. */
function definitionOf({
  id,
  name,
  serviceId,
  definition,
}: InterruptibleService): PlainInquiry['registeredService'] {
  if (definition === undefined) return { id, name, serviceId };
  const said = definition['properties'];
  const properties = Object.entries(typeof said === 'object' ? said : {}).filter(([key]) => key !== '@class');
  return {
    ...definition,
    id,
    name,
    serviceId,
    properties: Object.fromEntries(properties.map(([key, value]) => [key, propertyOf(value)])),
  };
}

function propertyOf(value: DefinitionValue): ScriptServiceProperty {
  const said = typeof value === 'object' && 'values' in value ? value['values'] : value;
  const values = (Array.isArray(said) ? said : said === undefined ? [] : [said]).map(String);
  return { values, value: values[0] ?? null };
}

export type Question =
  | { readonly kind: 'inquiry'; readonly inquiry: PlainInquiry; readonly strict: boolean }
  | { readonly kind: 'trigger'; readonly inquiry: PlainInquiry };

export type ScriptAnswer = InquirerAnswer | { readonly kind: 'decided'; readonly ask: boolean };

/** The text of a module and of what it imports, as it was when it loaded. */
export interface SavedModule {
  readonly resolved: ReadonlyMap<
    string,
    { readonly url: string; readonly format: string | null | undefined }
  >;
  readonly sources: ReadonlyMap<
    string,
    { readonly source: string; readonly format: string | null | undefined }
  >;
}

export type ToProcess =
  /** The first message. `saved`: load this instead of what the files hold now. */
  | { readonly kind: 'start'; readonly path: string; readonly saved: SavedModule | null }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  | { readonly kind: 'ping' };

export type FromProcess =
  /** A file that is executed, or decides what is (D33). Comes before `ready` for what is loaded by then. */
  | { readonly kind: 'loads'; readonly path: string }
  | { readonly kind: 'ready'; readonly saved: SavedModule }
  | { readonly kind: 'unfit'; readonly detail: string; readonly saved: SavedModule }
  /** The script has it now; what it did before is over or waits for something. */
  | { readonly kind: 'begun'; readonly id: number }
  | { readonly kind: 'answered'; readonly id: number; readonly answer: ScriptAnswer }
  | { readonly kind: 'log'; readonly level: 'debug' | 'info' | 'warn' | 'error'; readonly text: string }
  | { readonly kind: 'pong' }
  /** Something that belongs to no inquiry threw; the process ends. */
  | { readonly kind: 'threw'; readonly detail: string };
