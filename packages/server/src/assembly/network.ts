// Where the server listens, and whom it believes: tried without staying there.
import { createServer } from 'node:net';
import type { Settings } from '../config/settings.ts';
import { addressList } from '../operations/address-list.ts';
import { listenFault } from '../web/listening.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';

/** Who may send forwarded headers (`cas.server.trusted-proxies`). */
export function assembleProxies(settings: Settings): Assembled<(address: string) => boolean> {
  const proxies = addressList(settings['cas.server.trusted-proxies']);
  if (proxies.kind === 'ok') return assembled((address) => proxies.list.includes(address));
  return faulty(
    `cas.server.trusted-proxies: "${proxies.entry}" is no address or network; write addresses such as 192.0.2.7 or networks such as 192.0.2.0/24, no patterns and no host names`,
  );
}

/** Ports below it belong to the system: only some accounts may listen there. */
const FIRST_FREE_PORT = 1024;

/**
 * Whether `server.address` is one of this machine and this account may use `server.port`. Any free port tells as much
 * of an address; a port of the system is tried itself. One that is taken is no fault of the configuration: it may be
 * taken by the server that is about to be restarted.
 */
export async function assembleAddress(settings: Settings): Promise<Assembled<null>> {
  const { 'server.port': port, 'server.address': address } = settings;
  const tried = port < FIRST_FREE_PORT ? port : 0;
  const error = await whyNotListening(tried, address === '' ? '::' : address);
  if (error === null || error.code === 'EADDRINUSE') return assembled(null);
  return faulty(listenFault(error, port, address));
}

function whyNotListening(port: number, host: string): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', resolve);
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}
