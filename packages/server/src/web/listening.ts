// Where the server listens, as people write it, and why it cannot.
import type { AddressInfo } from 'node:net';

/** The address to show for a host and port; every interface is shown as `localhost`. */
export function shownAddress(
  scheme: string,
  host: string,
  bound: AddressInfo | string | null,
  contextPath: string,
): string {
  const port = typeof bound === 'object' && bound !== null ? `:${bound.port}` : '';
  return `${scheme}://${shownHost(host)}${port}${contextPath}`;
}

function shownHost(host: string): string {
  if (['', '::', '0.0.0.0'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** One line that names the setting to change. */
export function listenFault({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `server.port: ${port} is taken by another program${host === '' ? '' : ` at ${host}`}; choose another with --server.port=8081, or --server.port=0 for a free one`;
    case 'EACCES':
      return (
        `server.port: ${port} may not be used by this account, since it is below 1024: listen on --server.port=8443 with a proxy in ` +
        'front, or give the program the capability CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities=CAP_NET_BIND_SERVICE)'
      );
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EINVAL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NONAME':
      return `server.address: ${host} is no address of this machine; leave it out to listen on all of them`;
    default:
      return `server.port: cannot listen on ${port} (${message})`;
  }
}
