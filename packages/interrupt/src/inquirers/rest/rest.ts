// The REST strategy (INT-21…33, D8–D10): asks an endpoint of the operator's about one person.
import type { Inquirer, InquirerAnswer, InquirerHealth, InquiryFault } from '../../inquirer.ts';
import type { Inquiry } from '../../inquiry.ts';
import { parsePayloadText } from '../../payload.ts';
import type { Clock, Logger } from '../../ports.ts';
import { createBreaker, type Breaker, type BreakerSettings, type Tried } from './breaker.ts';
import { createClient } from './client.ts';
import { exchange, type Exchange } from './exchange.ts';
import { requestOf } from './request.ts';
import { endpointOf, type RestSettings } from './settings.ts';

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

/** One inquiry, all tries together, as the breaker sees it. */
interface Outcome extends Tried {
  readonly answer: InquirerAnswer;
}

/** Milliseconds between two tries. */
const RETRY_AFTER_MILLISECONDS = 50;

/** Loads the HTTP client. Throws `RestSettingsError`. */
export async function createRestInquirer(options: RestInquirerOptions): Promise<RestInquirer> {
  const { timeout = 5_000, connectTimeout = 1_000, retries = 1, maxBody = 262_144 } = options;
  const { noneOnStatus = [204], strict, logger, clock } = options;
  const endpoint = endpointOf(options);
  const client = await createClient({ connectTimeout, maxBody, noneOnStatus });
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
  let lastFault: InquiryFault | null = null;

  async function ask(inquiry: Inquiry, signal: AbortSignal): Promise<Outcome> {
    const request = requestOf(endpoint, inquiry);
    const came = await again.execute(() => exchange(client, request, signal), signal);
    return {
      principalId: inquiry.authentication.principal.id,
      sick:
        came.kind === 'failed'
          ? came.why !== 'other'
          : came.status >= 500 && !noneOnStatus.includes(came.status),
      answer: came.kind === 'failed' ? came : read(came.status, came.body),
    };
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
    async inquire(inquiry, signal) {
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
      const outcome = await breaker.run(() => ask(inquiry, deadline));
      if (outcome === null) return notAsked(lastFault);
      const { answer } = outcome;
      lastFault = answer.kind === 'none' ? null : (answer.fault ?? null);
      return answer;
    },
    health: () => healthOf(breaker.state, lastFault),
    close: () => client.agent.destroy(),
  };
}

/** Transport errors and 5xx only. Whatever the endpoint said itself would be said again. */
function mayRetry(came: Exchange, noneOnStatus: readonly number[]): boolean {
  if (came.kind === 'failed') return came.why === 'transport';
  return came.status >= 500 && !noneOnStatus.includes(came.status);
}

function notAsked(last: InquiryFault | null): InquirerAnswer {
  const because = last === null ? '' : `, last: ${last.detail}`;
  const detail = `not asked, for the endpoint failed again and again (cas.interrupt.rest.breaker)${because}`;
  return { kind: 'failed', fault: { code: 'unavailable', detail } };
}

function healthOf(state: Breaker['state'], last: InquiryFault | null): InquirerHealth {
  const detail = `breaker ${state}${last === null ? '' : `; last inquiry: ${last.detail}`}`;
  if (state === 'open') return { status: 'down', detail };
  return { status: state === 'closed' && last === null ? 'up' : 'degraded', detail };
}
