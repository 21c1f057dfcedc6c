// What `/actuator/health` answers: one word to anybody, the parts to whom the settings let in. Pure; no HTTP here.
import { addressList, type AddressList } from './address-list.ts';

export type HealthStatus = 'up' | 'degraded' | 'down';

export interface HealthPart {
  /** Unique: `store`, `inquirer json`, `users`, … */
  readonly name: string;
  readonly status: HealthStatus;
  /** For operators: may name files and settings, never a person's data. */
  readonly detail: string;
}

/** Asked at every request: looks at what is already known and waits for nothing. */
export type HealthSource = () => HealthPart | readonly HealthPart[];

export interface Health {
  parts(): readonly HealthPart[];
}

/** Composes sources. One that throws is itself a part that is down, so that health always answers. */
export function createHealth(sources: Readonly<Record<string, HealthSource>>): Health {
  return {
    parts: () =>
      Object.entries(sources).flatMap(([name, source]) => {
        try {
          return source();
        } catch (error) {
          const detail = `could not be asked (${error instanceof Error ? error.name : typeof error})`;
          return { name, status: 'down' as const, detail };
        }
      }),
  };
}

/** Who is told the parts. */
export type HealthAccess =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'addresses'; readonly addresses: AddressList };

export type HealthAccessOutcome =
  | { readonly kind: 'ok'; readonly access: HealthAccess }
  | { readonly kind: 'fault'; readonly setting: string; readonly reason: string };

const PREFIX = 'cas.monitor.endpoints.endpoint.health';

/**
 * The settings `cas.monitor.endpoints.endpoint.health.access` (a list; default `DENY`) and `.required-ip-addresses`.
 * Of several levels the narrowest rules: `DENY`, then `IP_ADDRESS`, then `PERMIT` and `ANONYMOUS`.
 */
export function healthAccess(
  levels: readonly string[],
  requiredIpAddresses: readonly string[],
): HealthAccessOutcome {
  for (const level of levels) {
    if (['AUTHENTICATED', 'ROLE', 'AUTHORITY'].includes(level)) {
      return accessFault(`'${level}' is not supported, there are no operator accounts; use IP_ADDRESS`);
    }
    if (!['PERMIT', 'ANONYMOUS', 'DENY', 'IP_ADDRESS'].includes(level)) {
      return accessFault(`expected PERMIT, ANONYMOUS, DENY or IP_ADDRESS, not '${level}'`);
    }
  }
  if (levels.length === 0 || levels.includes('DENY')) return { kind: 'ok', access: { kind: 'nobody' } };
  if (!levels.includes('IP_ADDRESS')) return { kind: 'ok', access: { kind: 'everybody' } };
  const setting = `${PREFIX}.required-ip-addresses`;
  if (requiredIpAddresses.length === 0) {
    return { kind: 'fault', setting, reason: 'access IP_ADDRESS needs at least one address or network' };
  }
  const outcome = addressList(requiredIpAddresses);
  if (outcome.kind === 'fault') {
    return { kind: 'fault', setting, reason: `'${outcome.entry}' is neither an address nor a network` };
  }
  return { kind: 'ok', access: { kind: 'addresses', addresses: outcome.list } };
}

/** In the words of Spring Boot's endpoint, which monitors already understand. */
export interface HealthAnswer {
  readonly httpStatus: 200 | 503;
  readonly body: {
    readonly status: HealthWord;
    readonly components?: Readonly<Record<string, HealthComponent>>;
  };
}

/** Health as one client may see it. */
export type AnswerHealth = (clientAddress: string) => HealthAnswer;

/** Whether anybody can be let in now: one word, to everybody. */
export type AnswerReadiness = () => HealthAnswer;

/** Ready unless one of the parts that every entry needs is down; what is merely degraded still serves. */
export function readinessAnswer(parts: readonly HealthPart[]): HealthAnswer {
  return parts.some(({ status }) => status === 'down')
    ? { httpStatus: 503, body: { status: 'DOWN' } }
    : { httpStatus: 200, body: { status: 'UP' } };
}

export type HealthWord = 'UP' | 'WARN' | 'DOWN';

export interface HealthComponent {
  readonly status: HealthWord;
  readonly details: { readonly detail: string };
}

const WORDS: Readonly<Record<HealthStatus, HealthWord>> = { up: 'UP', degraded: 'WARN', down: 'DOWN' };

/** The worst part gives the word; 503 only when something is down, since a degraded server still serves. */
export function healthAnswer(
  parts: readonly HealthPart[],
  access: HealthAccess,
  clientAddress: string,
): HealthAnswer {
  const statuses = new Set(parts.map((part) => part.status));
  const worst = (['down', 'degraded'] as const).find((status) => statuses.has(status)) ?? 'up';
  const httpStatus = worst === 'down' ? 503 : 200;
  const status = WORDS[worst];
  if (!mayRead(access, clientAddress)) return { httpStatus, body: { status } };
  const components = Object.create(null) as Record<string, HealthComponent>;
  for (const part of parts) {
    components[part.name] = { status: WORDS[part.status], details: { detail: part.detail } };
  }
  return { httpStatus, body: { status, components } };
}

function mayRead(access: HealthAccess, clientAddress: string): boolean {
  if (access.kind === 'addresses') return access.addresses.includes(clientAddress);
  return access.kind === 'everybody';
}

function accessFault(reason: string): HealthAccessOutcome {
  return { kind: 'fault', setting: `${PREFIX}.access`, reason };
}
