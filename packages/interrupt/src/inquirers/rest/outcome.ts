// One question, its retries with it, and what the answer means (D8, D10).
import type { InquirerAnswer } from '../../inquirer.ts';
import { parsePayloadText } from '../../payload.ts';
import { exchange, TOO_LATE, type Exchange, type Exchanger } from './exchange.ts';
import type { RestRequest } from './request.ts';

export interface Outcome {
  readonly answer: InquirerAnswer;
  /** A transport error, a time-out or a 5xx. Any other answer shows that the endpoint lives. */
  readonly sick: boolean;
  /** Something of the question went out: what it holds may be why there is no answer. */
  readonly seen: boolean;
}

export interface SenderOptions {
  readonly retries: number;
  readonly noneOnStatus: readonly number[];
  readonly strict: boolean;
}

/** Milliseconds between two tries. */
const RETRY_AFTER_MILLISECONDS = 50;

export const TIMED_OUT: Outcome = { answer: TOO_LATE, sick: true, seen: true };

/** What it makes never rejects. */
export async function createSender(
  client: Exchanger,
  { retries, noneOnStatus, strict }: SenderOptions,
): Promise<(request: RestRequest, signal: AbortSignal) => Promise<Outcome>> {
  const { ConstantBackoff, handleWhenResult, retry } = await import('cockatiel');

  /** Whatever the endpoint said itself would be said again. */
  const again = retry(
    handleWhenResult((result) => {
      const came = result as Exchange;
      if (came.kind === 'failed') return came.why === 'transport' || came.why === 'unreached';
      return isSick(came);
    }),
    { maxAttempts: retries, backoff: new ConstantBackoff(RETRY_AFTER_MILLISECONDS) },
  );

  const isSick = (came: Exchange): boolean =>
    came.kind === 'failed' ? came.why !== 'other' : came.status >= 500 && !noneOnStatus.includes(came.status);

  function read(status: number, body: string): InquirerAnswer {
    if (noneOnStatus.includes(status)) return { kind: 'none' };
    if (status >= 200 && status < 300) return parsePayloadText(body, { strict });
    // Whoever blocks with such a status must not be led to take the block away.
    const detail = `the endpoint answers ${status}: an interrupt or a block counts only with a 2xx, so answer 200 where the body holds one; else look at cas.interrupt.rest.url, or at .none-on-status if the status means no interrupt for everybody`;
    return { kind: 'failed', fault: { code: status >= 500 ? 'unavailable' : 'refused', detail } };
  }

  return async (request, signal) => {
    let seen = false;
    const came = await again.execute(async () => {
      const one = await exchange(client, request, signal);
      seen ||= one.kind === 'answered' || one.why !== 'unreached';
      return one;
    }, signal);
    const answer = came.kind === 'failed' ? came : read(came.status, came.body);
    return { answer, sick: isSick(came), seen };
  };
}
