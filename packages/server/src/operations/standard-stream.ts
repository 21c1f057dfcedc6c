// Standard output and error, written without ever waiting for whoever reads them.
import { constants, fstatSync, openSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { TryWrite } from './line-writer.ts';

/** Sockets that stand for a stream live as long as the process: a collected one would close it. */
const held: Socket[] = [];

/** A file takes what it is given; a pipe, a terminal or a socket says when it can take no more. */
export function standardStream(stream: 1 | 2): TryWrite {
  const target = unblocked(stream);
  return (bytes) => {
    try {
      return writeSync(target, bytes);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
      throw error;
    }
  };
}

function unblocked(stream: number): number {
  const kind = fstatSync(stream);
  if (kind.isFile()) return stream;
  if (!kind.isSocket()) {
    try {
      // Opened once more, so that not waiting is our own affair: the mode belongs to the opening, and others share the first.
      const { O_WRONLY, O_APPEND, O_NONBLOCK, O_NOCTTY } = constants;
      return openSync(`/proc/self/fd/${stream}`, O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY);
    } catch {
      // No /proc, or a pipe of another account, as containers have.
    }
  }
  try {
    // Node puts what it wraps into the mode that does not wait. The socket itself is never written to.
    const socket = new Socket({ fd: stream, readable: false, writable: true });
    socket.on('error', () => undefined).unref();
    held.push(socket);
  } catch {
    // Something that Node cannot wrap, such as a terminal without /proc: it is written as it is.
  }
  return stream;
}
