// The pooled HTTP client of one inquirer. Its limits are undici's own; its deadlines are not, for those come up to a
// second late.
import { CONNECT_TIMEOUT, type Exchanger } from './exchange.ts';

export interface ClientLimits {
  /** Milliseconds until a connection, its TLS included, must stand. */
  readonly connectTimeout: number;
  readonly maxBody: number;
  readonly noneOnStatus: readonly number[];
}

/** More requests at a time wait for a free connection, within their deadline. */
const MOST_CONNECTIONS = 128;

export async function createClient({
  connectTimeout,
  maxBody,
  noneOnStatus,
}: ClientLimits): Promise<Exchanger> {
  const { Agent, buildConnector, request } = await import('undici');
  const connect = buildConnector({ allowH2: false, timeout: 0 });
  const agent = new Agent({
    connections: MOST_CONNECTIONS,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxBody,
    connect(options, callback) {
      const late = setTimeout(() => {
        // The types say void, but the connector returns its socket.
        socket?.destroy(new ConnectTimeout());
      }, connectTimeout);
      const socket = connect(options, (...answer) => {
        clearTimeout(late);
        callback(...answer);
      }) as unknown as { destroy(error: Error): void } | undefined;
    },
  });
  return { request, agent, maxBody, noneOnStatus };
}

class ConnectTimeout extends Error {
  override readonly name = 'ConnectTimeout';
  readonly code = CONNECT_TIMEOUT;
}
