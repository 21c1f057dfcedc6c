// The REST strategy (INT-21…33, D8–D10): asks an endpoint of the operator's about one person.
import type { Inquirer, InquirerAnswer, InquirerHealth, InquiryFault, Turn } from '../../inquirer.ts';
import type { Inquiry } from '../../inquiry.ts';
import { parsePayloadText } from '../../payload.ts';
import type { Clock, Logger } from '../../ports.ts';
import { createBreaker, type Breaker, type BreakerSettings, type Tried } from './breaker.ts';
import { createClient } from './client.ts';
import { exchange, type Exchange } from './exchange.ts';
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

/** One request, its retries with it. */
interface Outcome {
  readonly answer: InquirerAnswer;
  readonly sick: boolean;
  /** Somebody has seen the request. */
  readonly answered: boolean;
}

/** An inquiry, as the breaker and health are told of it. */
interface Told extends Outcome, Tried {
  /** What the endpoint answers, leaving aside what it made of one person's text. */
  readonly own: InquirerAnswer;
}

const isSame = (one: RestRequest, other: RestRequest): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** For a free connection; the plan's own deadline comes earlier. */
const LONGEST_WAIT_MILLISECONDS = 600_000;

const NOT_SENT: InquirerAnswer = {
  kind: 'failed',
  fault: { code: 'timeout', detail: 'no connection was free in time' },
};

/** Milliseconds between two tries. */
const RETRY_AFTER_MILLISECONDS = 50;

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
  const { ConstantBackoff, handleWhenResult, retry } = await import('cockatiel');
  const again = retry(
    handleWhenResult((came) => mayRetry(came as Exchange, noneOnStatus)),
    { maxAttempts: retries, backoff: new ConstantBackoff(RETRY_AFTER_MILLISECONDS) },
  );
  const large = tooLargeForMany(options);
  if (large !== null) logger.warn({ event: 'rest-request-large', inquirer: 'rest' }, large);
  let lastFault: InquiryFault | null = null;
  let misfits = 0;

  async function send(request: RestRequest, signal: AbortSignal): Promise<Outcome> {
    const came = await again.execute(() => exchange(client, request, signal), signal);
    const sick =
      came.kind === 'failed'
        ? came.why !== 'other'
        : came.status >= 500 && !noneOnStatus.includes(came.status);
    return {
      sick,
      // Silence and what never came there cannot be for the sake of what was asked.
      answered: came.kind === 'answered' || came.why === 'transport' || came.why === 'other',
      answer: came.kind === 'failed' ? came : read(came.status, came.body),
    };
  }

  /**
   * A firewall in front of an endpoint may dislike what a person wrote into an address, and one person's text must not
   * be a failure of the inquirer: what was turned away is asked once more without it (D27).
   */
  async function ask(inquiry: Inquiry, signal: AbortSignal): Promise<Told> {
    const principalId = inquiry.authentication.principal.id;
    const whole = requestOf(endpoint, inquiry);
    const first = await send(whole, signal);
    const plain = plainRequestOf(endpoint, inquiry);
    if (first.answer.kind !== 'failed' || !first.answered || isSame(whole, plain)) {
      return { principalId, own: first.answer, ...first };
    }
    const second = await send(plain, signal);
    const { answer } = second;
    if (answer.kind === 'failed') return { principalId, own: answer, ...second };
    const { detail } = first.answer.fault;
    const fault: InquiryFault = {
      code: 'turned-away',
      detail: `${detail}; asked again without what the person sent, it answers`,
    };
    return { principalId, own: answer, ...second, answer: { fault, ...answer } };
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

  function read(status: number, body: string): InquirerAnswer {
    if (noneOnStatus.includes(status)) return { kind: 'none' };
    if (status >= 200 && status < 300) return parsePayloadText(body, { strict });
    const detail = `the endpoint answers ${status}: look at cas.interrupt.rest.url, or at .none-on-status if that means no interrupt`;
    return { kind: 'failed', fault: { code: status >= 500 ? 'unavailable' : 'refused', detail } };
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
        const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
        const outcome = await breaker.run(() => ask(inquiry, deadline));
        if (outcome === null) return notAsked(lastFault);
        lastFault = outcome.own.fault ?? null;
        return outcome.answer;
      } finally {
        connection();
      }
    },
    health: () => healthOf(breaker.state, lastFault, large, misfits),
    close: () => client.agent.destroy(),
  };
}

/** Transport errors and 5xx only. Whatever the endpoint said itself would be said again. */
function mayRetry(came: Exchange, noneOnStatus: readonly number[]): boolean {
  if (came.kind === 'failed') return came.why === 'transport' || came.why === 'unreached';
  return came.status >= 500 && !noneOnStatus.includes(came.status);
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
