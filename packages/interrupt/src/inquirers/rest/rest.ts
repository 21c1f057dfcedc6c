// The REST strategy (INT-21…33, D8–D10): asks an endpoint of the operator's about one person.
import type { Inquirer, InquirerAnswer, InquirerHealth, InquiryFault, Turn } from '../../inquirer.ts';
import type { Inquiry } from '../../inquiry.ts';
import type { Clock, Logger } from '../../ports.ts';
import { askBeside } from './beside.ts';
import { createBreaker, type Breaker, type BreakerSettings, type Tried } from './breaker.ts';
import { createClient } from './client.ts';
import { createSender } from './outcome.ts';
import { doesNotFit, plainRequestOf, requestOf, type RestRequest } from './request.ts';
import { endpointOf, tooLargeForMany, type RestSettings } from './settings.ts';

export interface RestInquirerOptions extends RestSettings {
  /** `cas.interrupt.rest.timeout`: milliseconds for one inquiry, all tries together. Default 5,000. */
  readonly timeout?: number;
  /** `.connect-timeout` in milliseconds. Default 1,000. */
  readonly connectTimeout?: number;
  /** `.retries`: further tries after a transport error or a 5xx. Default 1. */
  readonly retries?: number;
  /** `.max-body` in bytes. Default 262,144. */
  readonly maxBody?: number;
  /** `.none-on-status[]`: these statuses say that there is no interrupt. Default 204. */
  readonly noneOnStatus?: readonly number[];
  readonly breaker?: Partial<BreakerSettings>;
  /** `cas.interrupt.core.strict-payload`. */
  readonly strict: boolean;
  readonly logger: Logger;
  readonly clock: Clock;
}

export interface RestInquirer extends Inquirer {
  readonly kind: 'rest';
  health(): InquirerHealth;
  /** Ends the connections; what is in flight fails. */
  close(): Promise<void>;
}

/** An inquiry, as the breaker and health are told of it: as soon as it is known whether the endpoint lives. */
interface Told extends Tried {
  /** What went wrong at the endpoint, leaving aside what is made of one person's text. */
  readonly fault: InquiryFault | null;
  readonly answer: Promise<InquirerAnswer>;
}

const isSame = (one: RestRequest, other: RestRequest): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** For a free connection; the plan's own deadline comes earlier. */
const LONGEST_WAIT_MILLISECONDS = 600_000;

const NOT_SENT: InquirerAnswer = {
  kind: 'failed',
  fault: { code: 'timeout', detail: 'no connection was free in time' },
};

/** Milliseconds that an inquiry ends before the plan would end it: an answer that is in hand is given, not lost. */
const MOMENT = 10;

/** Loads the HTTP client. Throws `RestSettingsError`. */
export async function createRestInquirer(options: RestInquirerOptions): Promise<RestInquirer> {
  const { timeout = 5_000, connectTimeout = 1_000, retries = 1, maxBody = 262_144 } = options;
  const { noneOnStatus = [204], strict, logger, clock } = options;
  const endpoint = endpointOf(options);
  const { trustedCertificates = null } = options;
  const client = await createClient({ connectTimeout, maxBody, noneOnStatus, trustedCertificates });
  const breaker = await createBreaker(
    { failures: 5, halfOpenAfter: 10_000, ...options.breaker },
    clock,
    logger,
  );
  const send = await createSender(client, { retries, noneOnStatus, strict });
  const large = tooLargeForMany(options);
  if (large !== null) logger.warn({ event: 'rest-request-large', inquirer: 'rest' }, large);
  let lastFault: InquiryFault | null = null;
  let misfits = 0;

  /**
   * A firewall in front of an endpoint may dislike what a person wrote into an address, and one person's text must not
   * be a failure of the inquirer: what is turned away, or has no answer by half of its time, is asked without it too
   * (D27). An inquiry that tries whether the endpoint lives again asks both at once, since others wait for it.
   */
  async function ask(inquiry: Inquiry, signal: AbortSignal, end: number): Promise<Told> {
    const full = requestOf(endpoint, inquiry);
    const plain = plainRequestOf(endpoint, inquiry);
    const { own, answer } = askBeside({
      full: (deadline) => send(full, deadline),
      bare: isSame(full, plain) ? null : (deadline) => send(plain, deadline),
      alone: breaker.state === 'closed' ? Math.max(0, end - performance.now()) / 2 : 0,
      signal,
    });
    const { sick, answer: told } = await own;
    return { principalId: inquiry.authentication.principal.id, sick, fault: told.fault ?? null, answer };
  }

  /** A pool at its maximum is ours to wait for (D26). */
  async function connectionFor(signal: AbortSignal, turn: Turn | undefined): Promise<() => void> {
    const taken = client.pool.take('', LONGEST_WAIT_MILLISECONDS);
    if (!(taken instanceof Promise)) return taken;
    turn?.held();
    const connection = (await taken) ?? (() => undefined);
    if (!signal.aborted) turn?.begun();
    return connection;
  }

  return {
    name: 'rest',
    kind: 'rest',
    timeout,
    question: (inquiry) => JSON.stringify(requestOf(endpoint, inquiry)),
    async inquire(inquiry, signal, turn) {
      const misfit = doesNotFit(endpoint, inquiry);
      if (misfit !== null) {
        misfits += 1;
        return { kind: 'failed', fault: misfit };
      }
      const connection = await connectionFor(signal, turn);
      try {
        // Too late to ask: the plan has called it busy, and the endpoint has seen nothing of it.
        if (signal.aborted) return NOT_SENT;
        const left = Math.max(0, Math.floor(Math.min(timeout, turn?.left?.() ?? timeout)) - MOMENT);
        const end = performance.now() + left;
        const deadline = AbortSignal.any([signal, afterwards(left)]);
        const told = await breaker.run(() => ask(inquiry, deadline, end));
        if (told === null) return notAsked(lastFault);
        lastFault = told.fault;
        return await told.answer;
      } finally {
        connection();
      }
    },
    health: () => healthOf(breaker.state, lastFault, large, misfits),
    close: () => client.agent.destroy(),
  };
}

/** A signal of `AbortSignal.timeout` that only an `AbortSignal.any` knows may be collected before its time has come. */
function afterwards(milliseconds: number): AbortSignal {
  const over = new AbortController();
  // What came while this process was at work elsewhere is heard first.
  setTimeout(() => setImmediate(() => over.abort()), milliseconds).unref();
  return over.signal;
}

function notAsked(last: InquiryFault | null): InquirerAnswer {
  const because = last === null ? '' : `, last: ${last.detail}`;
  const detail = `not asked, for the endpoint failed again and again (cas.interrupt.rest.breaker)${because}`;
  return { kind: 'failed', fault: { code: 'unavailable', detail } };
}

function healthOf(
  state: Breaker['state'],
  last: InquiryFault | null,
  large: string | null,
  misfits: number,
): InquirerHealth {
  const told = [
    `breaker ${state}`,
    ...(last === null ? [] : [`last inquiry: ${last.detail}`]),
    ...(large === null ? [] : [large]),
    ...(misfits === 0
      ? []
      : [
          `${misfits} inquiries were not made, for the attributes of cas.interrupt.rest.attributes did not fit`,
        ]),
  ];
  const detail = told.join('; ');
  if (state === 'open') return { status: 'down', detail };
  return { status: state === 'closed' && told.length === 1 ? 'up' : 'degraded', detail };
}
