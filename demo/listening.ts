// Ports of the demonstration: the wished one, or the next that is free.
import type { Server } from 'node:http';

/** Nothing of the demonstration can be reached from another machine; browsers find it under `localhost`. */
export const LOOPBACK = '127.0.0.1';

/**
 * Resolves with the port. Tried by listening itself, so that nobody can take the port between the look and the use;
 * rejects when a hundred in a row are taken.
 */
export function listenFrom(server: Server, wished: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let port = wished;
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' || port >= wished + 100) {
        reject(error);
        return;
      }
      port += 1;
      server.listen(port, LOOPBACK);
    });
    server.once('listening', () => resolve(port));
    server.listen(port, LOOPBACK);
  });
}
