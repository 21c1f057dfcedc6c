// Keeps a sick endpoint from being asked for everybody in turn: after so many people in a row without an answer it is
// left alone for a while, then one inquiry tries it (D10).
import type { CircuitBreakerPolicy, IBackoff, IBreaker } from 'cockatiel';
import type { Clock, Logger } from '../../ports.ts';

export interface BreakerSettings {
  /** `.breaker.failures`: so many different principals in a row. Default 5. */
  readonly failures: number;
  /** `.breaker.half-open-after` in milliseconds. Default 10,000. */
  readonly halfOpenAfter: number;
}

/** What came of one inquiry, all tries together. */
export interface Tried {
  readonly principalId: string;
  /** A transport error, a time-out or a 5xx, without a person's own text too (D27). Any other answer shows that it lives. */
  readonly sick: boolean;
}

export interface Breaker {
  readonly state: 'closed' | 'open' | 'half-open';
  /** `null`: not asked, because the breaker is open. */
  run<T extends Tried>(inquire: () => Promise<T>): Promise<T | null>;
}

export async function createBreaker(
  { failures, halfOpenAfter }: BreakerSettings,
  clock: Clock,
  logger: Logger,
): Promise<Breaker> {
  const { BrokenCircuitError, CircuitState, circuitBreaker, handleWhenResult } = await import('cockatiel');

  // One person with an inquiry that always fails must not open it for the others: each principal counts once.
  const people = new Set<string>();
  const breaker: IBreaker = {
    state: null,
    success: () => people.clear(),
    failure() {
      const last = policy.lastFailure;
      if (last !== undefined && 'value' in last) people.add((last.value as Tried).principalId);
      return people.size >= failures;
    },
  };

  // The library compares the duration with its own clock: by ours it is either over or endless.
  const opened = (): IBackoff<unknown> => {
    const at = clock.now();
    return {
      get duration() {
        return clock.now() - at >= halfOpenAfter ? -Infinity : Infinity;
      },
      next: opened,
    };
  };

  const policy: CircuitBreakerPolicy = circuitBreaker(
    handleWhenResult((tried) => (tried as Tried).sick),
    { breaker, halfOpenAfter: { next: opened } },
  );
  const fields = { inquirer: 'rest', setting: 'cas.interrupt.rest.breaker' };
  policy.onBreak(() =>
    logger.error(
      { event: 'rest-breaker-open', ...fields, halfOpenAfter },
      'the REST endpoint failed too often; it is not asked until half-open-after has passed',
    ),
  );
  policy.onReset(() =>
    logger.info({ event: 'rest-breaker-closed', ...fields }, 'the REST endpoint answers again'),
  );

  return {
    get state() {
      if (policy.state === CircuitState.Open) return 'open';
      return policy.state === CircuitState.HalfOpen ? 'half-open' : 'closed';
    },
    async run(inquire) {
      try {
        return await policy.execute(inquire);
      } catch (error) {
        if (error instanceof BrokenCircuitError) return null;
        throw error;
      }
    },
  };
}
