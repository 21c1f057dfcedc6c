// `vestibule explain`: what the gate would do for a person and an application, and why, step by step (D23). It asks the
// same inquirers and changes nothing.
import { readFileSync } from 'node:fs';
import {
  describePlan,
  explain,
  silentLogger,
  systemClock,
  type AttributeValue,
  type Inquirer,
  type Principal,
} from '@vestibule/interrupt';
import { filePath } from '../assembly/file-path.ts';
import { assembleParts } from '../assembly/parts.ts';
import { lookIntoStorage } from '../assembly/storage.ts';
import { attributesOf, stubAttributes, withStubAttributes } from '../authentication/attribute-repository.ts';
import type { Source } from '../config/entry.ts';
import type { Settings } from '../config/settings.ts';
import { silentAudit } from '../operations/audit.ts';
import { lookUpService } from '../login/room.ts';
import type { RegisteredService, ServiceRegistry } from '../services/registered-service.ts';
import { parseServiceAddress } from '../services/canonical-address.ts';
import { calledBy, principalAttributes } from '../authentication/principal-names.ts';
import { lineOfMember } from './check/line-of-member.ts';
import { openAccounts } from './check/people.ts';
import { placed } from './check/placed.ts';
import { jsonOf, linesOf, type Circumstances } from './explain/wording.ts';
import { readSettings, type ReadOptions } from './read-settings.ts';

export interface ExplainCommand extends ReadOptions {
  readonly user: string;
  /** `name=value`, several of one name for several values. None: as the file of accounts tells, if it knows the person. */
  readonly attributes: readonly string[];
  readonly service: string | null;
  readonly json: boolean;
}

export interface Told {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

export async function explainCommand(options: ExplainCommand): Promise<Told> {
  const nameless = options.attributes.find((attribute) => attribute.indexOf('=') < 1);
  if (nameless !== undefined)
    return { ok: false, lines: [`--attribute: expected name=value, not "${nameless}"`] };
  const loaded = readSettings(options);
  if (!loaded.ok) return { ok: false, lines: loaded.said };
  const { settings } = loaded;
  const gathered = await assembleParts({
    settings,
    logger: silentLogger,
    audit: silentAudit,
    clock: systemClock,
    openStorage: lookIntoStorage,
    inquirers: [],
    tracking: null,
  });
  if (!gathered.ok)
    return { ok: false, lines: gathered.faults.map((text) => placed('fault', text, loaded.loaded).text) };
  await using parts = gathered.value;
  const { interrupt, services } = parts;
  const found = findService(services.registry, options.service);
  if (!found.ok) return { ok: false, lines: [found.why] };
  const principal = await principalOf(settings, options);
  const now = systemClock.now();
  const authentication = {
    principal,
    attributes: attributesOf([['authenticationDate', [Math.floor(now / 1_000)]]]),
    authenticatedAt: now,
  };
  if (found.service !== null && !found.service.access.allows(authentication))
    return {
      ok: false,
      lines: [
        barred(found.address, `the accessStrategy of "${found.service.name}" does not let this person in`),
      ],
    };
  const explanation = await explain(interrupt.options, {
    inquiry: {
      authentication,
      service: found.address === null ? null : { id: found.address },
      registeredService: found.service,
      request: {
        method: 'GET',
        url: `${settings['cas.server.prefix'] || `http://localhost${settings['server.servlet.context-path']}`}/login`,
        clientAddress: '127.0.0.1',
        userAgent: null,
        acceptLanguage: null,
        locale: settings['cas.locale.default-value'],
        headers: {},
        parameters: {},
      },
    },
    manner: 'interactive',
    tracking: {
      principalId: principal.id,
      presented: [],
      clientAddress: '127.0.0.1',
      userAgent: null,
      present: () => undefined,
    },
  });
  const plan = describePlan(interrupt.gate.plan);
  const about: Circumstances = {
    principal,
    account: await hasAccount(settings, options.user),
    address: found.address,
    service: found.service,
    tracking: interrupt.options.tracking.kind,
    sourceOf: ({ kind }) => sourceOfAnswer(settings, kind, principal.id),
  };
  if (!options.json) return { ok: true, lines: linesOf(explanation, about) };
  const registeredService = found.service?.name ?? null;
  const facts = { principal, service: found.address, registeredService, plan };
  return { ok: true, lines: [JSON.stringify({ ...facts, ...jsonOf(explanation, about) }, null, 2)] };
}

type FoundService =
  | { readonly ok: true; readonly address: null; readonly service: null }
  | { readonly ok: true; readonly address: string; readonly service: RegisteredService }
  | { readonly ok: false; readonly why: string };

function findService(registry: ServiceRegistry, address: string | null): FoundService {
  if (address === null) return { ok: true, address: null, service: null };
  const parsed = parseServiceAddress(address);
  if (!parsed.ok) return { ok: false, why: `--service: ${parsed.reason}` };
  const { service } = parsed.address;
  const found = lookUpService(registry, service);
  if (found.ok) return { ok: true, address: service, service: found.service };
  const why = {
    'unknown-service': 'no definition matches it',
    'service-disabled': 'its definition is disabled',
    'service-refused': 'its definition has a restriction that is not supported, so it matches and refuses',
  };
  const said = found.why === null ? why[found.reason] : `${why[found.reason]} (${found.why})`;
  return { ok: false, why: barred(service, said) };
}

function barred(address: string, why: string): string {
  return `--service: no way leads to the gate for ${address}: ${why}`;
}

async function principalOf(settings: Settings, { user, attributes }: ExplainCommand): Promise<Principal> {
  const stub = stubAttributes(settings['cas.authn.attribute-repository.stub.attributes']);
  const given = new Map<string, AttributeValue[]>();
  for (const attribute of attributes) {
    const [name = '', ...value] = attribute.split('=');
    given.set(name, [...(given.get(name) ?? []), value.join('=')]);
  }
  const accounts = given.size > 0 ? null : await openAccounts(settings);
  const known = accounts?.kind === 'ok' ? accounts.handler.principal(user) : null;
  if (accounts?.kind === 'ok') await accounts.handler.close();
  // An account is named as it is at the login; whoever is described by hand is already called so.
  if (known === null) return withStubAttributes({ id: user, attributes: attributesOf(given) }, stub);
  const names = principalAttributes(settings['cas.person-directory.principal-attribute']);
  return calledBy(withStubAttributes(known, stub), names).principal;
}

/** Whether somebody of that name could sign in; null where the sources of people cannot tell. */
async function hasAccount(settings: Settings, user: string): Promise<boolean | null> {
  const listed = settings['cas.authn.accept.users'].split(',').map((entry) => entry.split('::')[0]?.trim());
  if (settings['cas.authn.accept.enabled'] && listed.includes(user)) return true;
  if (settings['cas.authn.json.location'] === '') return false;
  const accounts = await openAccounts(settings);
  if (accounts?.kind !== 'ok') return null;
  const known = accounts.handler.names().includes(user);
  await accounts.handler.close();
  return known;
}

/** The file that an answer comes from; of the interrupt file also the line of the person's entry. */
function sourceOfAnswer(settings: Settings, kind: Inquirer['kind'], id: string): Source | null {
  if (kind !== 'json' && kind !== 'groovy' && kind !== 'script') return null;
  const where = filePath(settings[`cas.interrupt.${kind}.location`]);
  try {
    return { where, line: kind === 'json' ? lineOfMember(readFileSync(where, 'utf8'), [id]) : null };
  } catch {
    return { where, line: null };
  }
}
