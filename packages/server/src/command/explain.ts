// `vestibule explain`: what the gate would do for a person and an application, and why, step by step (D23). It asks the
// same inquirers and changes nothing.
import {
  describePlan,
  explain,
  silentLogger,
  systemClock,
  type AttributeValue,
  type ExplainedInquiry,
  type Explanation,
  type InterruptResponse,
  type Principal,
} from '@vestibule/interrupt';
import { assembleInterrupt } from '../assembly/interrupt.ts';
import { assembleScripts } from '../assembly/scripts.ts';
import { assembleServices } from '../assembly/services.ts';
import { memoryStorage } from '../assembly/storage.ts';
import { attributesOf, stubAttributes, withStubAttributes } from '../authentication/attribute-repository.ts';
import type { Settings } from '../config/settings.ts';
import { silentAudit } from '../operations/audit.ts';
import { lookUpService } from '../login/room.ts';
import type { RegisteredService, ServiceRegistry } from '../services/registered-service.ts';
import { parseServiceAddress } from '../services/canonical-address.ts';
import { calledBy, principalAttributes } from '../authentication/principal-names.ts';
import { openAccounts } from './check/people.ts';
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
  const storage = memoryStorage();
  const scripts = assembleScripts(settings, silentLogger, systemClock);
  const interrupt = await assembleInterrupt({
    settings,
    storage,
    scripts,
    audit: silentAudit,
    logger: silentLogger,
    clock: systemClock,
    inquirers: [],
    tracking: null,
  });
  const services = await assembleServices(settings, silentLogger, scripts.compileTrigger, systemClock);
  const unrunnable = await scripts.faults();
  try {
    if (unrunnable.length > 0) return { ok: false, lines: unrunnable };
    if (!interrupt.ok) return { ok: false, lines: interrupt.faults };
    if (!services.ok) return { ok: false, lines: services.faults };
    const found = findService(services.value.registry, options.service);
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
    const explanation = await explain(interrupt.value.options, {
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
    const plan = describePlan(interrupt.value.gate.plan);
    const about = { principal, service: found.address, registeredService: found.service?.name ?? null, plan };
    if (options.json)
      return { ok: true, lines: [JSON.stringify({ ...about, ...jsonOf(explanation) }, null, 2)] };
    return { ok: true, lines: read(principal, found.address, found.service, explanation) };
  } finally {
    if (interrupt.ok) await interrupt.value.close();
    if (services.ok) await services.value.close();
    await scripts.close();
    await storage.close();
  }
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
  return { ok: false, why: barred(service, why[found.reason]) };
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

function jsonOf({ policy, forced, inquirers, decision }: Explanation): object {
  const plain = inquirers.map(({ response, fault, ...rest }) => ({
    ...rest,
    response: response === null ? null : asPayload(response),
    fault: fault === null ? null : { code: fault.code, detail: fault.detail },
  }));
  return { policy, forced, inquirers: plain, decision };
}

/** As a strategy would write it. */
function asPayload({ links, data, ...fields }: InterruptResponse): object {
  return { ...fields, links: Object.fromEntries(links), data: Object.fromEntries(data) };
}

function read(
  principal: Principal,
  address: string | null,
  service: RegisteredService | null,
  { policy, forced, inquirers, decision }: Explanation,
): readonly string[] {
  const attributes = Object.entries(principal.attributes).map(
    ([name, values]) => `${name}=${values.join(', ')}`,
  );
  return [
    `Person       ${principal.id}${attributes.length === 0 ? '' : ` (${attributes.join('; ')})`}`,
    `Application  ${address === null ? 'none' : `${address}${service === null ? '' : `, by the definition "${service.name}"`}`}`,
    `Policy       ${policy.kind === 'exempt' ? `nobody is interrupted here (${policy.by})` : 'inquirers are asked'}${forced ? '; acknowledgements are ignored' : ''}`,
    ...inquirers.map((inquiry) => `${String(inquiry.order).padStart(2)}. ${line(inquiry)}`),
    `Decision     ${decided(decision)}`,
  ];
}

/** A command line has no browser: an acknowledgement in a cookie is not seen here. */
const REMEMBERED: Readonly<Record<ExplainedInquiry['acknowledgement'], string>> = {
  absent: 'unless it was acknowledged before',
  skips: 'acknowledged before',
  ignored: 'whether it was acknowledged before or not',
};

function line({
  inquirer,
  kind,
  milliseconds,
  outcome,
  response,
  fault,
  acknowledgement,
  failureMode,
  source,
}: ExplainedInquiry): string {
  const name = inquirer === kind ? inquirer : `${inquirer} (${kind})`;
  const took = `${milliseconds.toFixed(1)} ms`;
  const answer = {
    none: 'no interrupt',
    interrupt: response?.block === true ? 'a block' : 'an interrupt',
    'failed-open': `failed and is passed over (failure mode ${failureMode})`,
    'failed-closed': `failed and keeps the door shut (failure mode ${failureMode})`,
    busy: 'not asked, for other inquiries were before it',
  }[outcome];
  const extras = [
    source === 'last-known' ? 'the last known answer' : '',
    fault === null ? '' : `${fault.code}: ${fault.detail}`,
    outcome === 'interrupt' && response?.block === false ? REMEMBERED[acknowledgement] : '',
    response?.ssoEnabled === false ? 'no single sign-on session' : '',
  ].filter((extra) => extra !== '');
  return `${name}: ${answer}, ${took}${extras.length === 0 ? '' : ` (${extras.join('; ')})`}`;
}

function decided(decision: Explanation['decision']): string {
  switch (decision.kind) {
    case 'clear':
      return 'the person goes on';
    case 'ask':
      return decision.block
        ? `the person is blocked by ${decision.by}`
        : `the person sees the page of ${decision.by}`;
    case 'unavailable':
      return `nobody goes on until ${decision.inquirers.join(', ')} can be asked`;
    case 'withheld':
      return `no ticket (${decision.reason}, by ${decision.by})`;
  }
}
