// The pooled HTTP client of one inquirer. Its limits are undici's own; its deadlines are not, for those come up to a
// second late.
import { createTurns } from '../../turns.ts';
import { CONNECT_TIMEOUT, type Exchanger } from './exchange.ts';

export interface ClientLimits {
  /** Milliseconds until a connection, its TLS included, must stand. */
  readonly connectTimeout: number;
  readonly maxBody: number;
  readonly noneOnStatus: readonly number[];
  /** PEM; null for the machine's own. */
  readonly trustedCertificates: readonly string[] | null;
}

/** More inquiries at a time wait for their turn, on our time (D26). */
const MOST_INQUIRIES = 128;
/** So that one that needs a second connection has it at once, however many others are under way (D27). */
const CONNECTIONS_OF_ONE = 2;

export async function createClient({
  connectTimeout,
  maxBody,
  noneOnStatus,
  trustedCertificates,
}: ClientLimits): Promise<Exchanger> {
  const { Agent, buildConnector, request } = await import('undici');
  const ca = trustedCertificates === null ? {} : { ca: [...trustedCertificates] };
  const connect = buildConnector({ allowH2: false, timeout: 0, ...ca });
  const agent = new Agent({
    connections: MOST_INQUIRIES * CONNECTIONS_OF_ONE,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxBody,
    connect(options, callback) {
      let connected = false;
      const late = setTimeout(() => {
        // What came while this process was at work elsewhere is heard first. The types say void, but the connector
        // returns its socket.
        setImmediate(() => connected || socket?.destroy(new ConnectTimeout()));
      }, connectTimeout);
      const socket = connect(options, (...answer) => {
        clearTimeout(late);
        connected = true;
        callback(...answer);
      }) as unknown as { destroy(error: Error): void } | undefined;
    },
  });
  return { request, agent, maxBody, noneOnStatus, pool: createTurns(MOST_INQUIRIES) };
}

class ConnectTimeout extends Error {
  override readonly name = 'ConnectTimeout';
  readonly code = CONNECT_TIMEOUT;
}
