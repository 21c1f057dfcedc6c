// How long an end may take. Whoever waits for something at the end waits no longer than this.
import type { Server } from 'node:http';
import type { Logger } from '@vestibule/interrupt';

/** Milliseconds for the rooms to let go of files, workers and JVMs, once no request is answered any more. */
export const ROOMS_MAY_TAKE = 5000;

/** Whether `work` came to an end in time. What it rejects with is the caller's to handle. */
export async function endsWithin(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true as const), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Something that stops to take requests when it is told to, and is closed when the last one is answered. */
interface HttpServer {
  readonly server: Pick<Server, 'closeAllConnections'>;
  close(): PromiseLike<unknown>;
}

/** Lets the requests in flight finish, for so many milliseconds; then their connections are closed. */
export async function endRequests(http: HttpServer, milliseconds: number, logger: Logger): Promise<void> {
  const closing = Promise.resolve(http.close());
  if (await endsWithin(milliseconds, closing)) return;
  logger.warn(
    { event: 'stop-cut-short', setting: 'cas.server.shutdown-timeout', milliseconds },
    'requests in flight did not finish in time; their connections are closed',
  );
  http.server.closeAllConnections();
  await endsWithin(ROOMS_MAY_TAKE, closing);
}
