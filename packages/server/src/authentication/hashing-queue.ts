// Where password checks wait (D26). Hashing runs in the thread pool that the process has for everything: name look-ups,
// files, the store of others. It gets less than all of it, or twenty logins at once would keep an inquiry from finding
// the address of its endpoint.
import { clientNetwork } from './client-network.ts';

/** Checks of one client network that may wait, and of all together. */
const MOST_OF_NETWORK = 100;
const MOST = 400;

/** Seconds after which somebody who was turned away may try again. */
const RETRY_AFTER = 5;

export type Queued<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  /** Nothing was run. */
  | { readonly kind: 'full'; readonly retryAfterSeconds: number };

export interface HashingQueue {
  /** Runs `check` as soon as it is this client's turn: networks take turns, whatever each of them has waiting. */
  run<Result>(clientAddress: string, check: () => Promise<Result>): Promise<Queued<Result>>;
}

/** `slots`: how many checks run at once. Memory is bounded: a network is known only while something of it waits. */
export function createHashingQueue(slots: number): HashingQueue {
  /** In the order of their turns. */
  const networks = new Map<string, (() => void)[]>();
  let running = 0;
  let waiting = 0;

  function next(): void {
    const [turn] = networks;
    if (turn === undefined || running >= slots) return;
    const [network, queue] = turn;
    networks.delete(network);
    const begin = queue.shift();
    // To the end of the line.
    if (queue.length > 0) networks.set(network, queue);
    running += 1;
    waiting -= 1;
    begin?.();
  }

  return {
    async run(clientAddress, check) {
      const network = clientNetwork(clientAddress);
      const queue = networks.get(network) ?? [];
      if (waiting >= MOST || queue.length >= MOST_OF_NETWORK) {
        return { kind: 'full', retryAfterSeconds: RETRY_AFTER };
      }
      const turn = Promise.withResolvers<void>();
      queue.push(turn.resolve);
      networks.set(network, queue);
      waiting += 1;
      next();
      await turn.promise;
      try {
        return { kind: 'done', result: await check() };
      } finally {
        running -= 1;
        next();
      }
    },
  };
}

export type HashingSlots =
  | { readonly kind: 'ok'; readonly slots: number }
  | { readonly kind: 'fault'; readonly fault: string };

/** Half of the pool that `UV_THREADPOOL_SIZE` gives (4 unless it says otherwise), as libuv itself does for look-ups. */
export function hashingSlots(poolSize: string | undefined): HashingSlots {
  const threads =
    poolSize === undefined ? 4 : Math.min(1024, Math.max(1, Number.parseInt(poolSize, 10) || 1));
  if (threads > 1) return { kind: 'ok', slots: Math.floor(threads / 2) };
  return {
    kind: 'fault',
    fault: `UV_THREADPOOL_SIZE (environment): ${poolSize} leaves no thread for name look-ups while a password is hashed; give at least 2, or take it away for 4`,
  };
}
