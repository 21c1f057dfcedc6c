// Whose request it is: the address of the other side of the connection or, behind a trusted proxy, the one that the
// proxy names in `X-Forwarded-For` (D29). The throttle counts by it and sessions are pinned to it, so that one address
// has one spelling, and a text that is none never takes an address's place.
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';

/** Says whose request it is. */
export type ClientAddress = (request: FastifyRequest) => string;

/** `trustsProxy`: who may send forwarded headers (`cas.server.trusted-proxies`). */
export function createClientAddress(trustsProxy: (address: string) => boolean): ClientAddress {
  return (request) =>
    clientAddress(request.socket.remoteAddress ?? '', request.headers['x-forwarded-for'], trustsProxy);
}

/**
 * The first hop, counted from us, that is no trusted proxy. What a trusted proxy names that is no address (`unknown`,
 * a host name, nothing) counts as the proxy's own; who stands behind it is then not known.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | readonly string[] | undefined,
  trustsProxy: (address: string) => boolean,
): string {
  const hops = [forwardedFor ?? []].flat().join(',').split(',');
  let nearest = plainAddress(peer);
  while (trustsProxy(nearest)) {
    const further = addressOfHop(hops.pop() ?? '');
    if (further === null) break;
    nearest = further;
  }
  return nearest;
}

/**
 * An address in its one spelling: IPv6 in lower case and compressed, IPv4 without its IPv6 clothes, no zone. What is no
 * address stays as it came.
 */
export function plainAddress(text: string): string {
  return address(text) ?? text;
}

/** `a.b.c.d:port` and `[v6]:port` lose the port; a bare IPv6 address stays whole, whatever its last group looks like. */
function addressOfHop(hop: string): string | null {
  const written = hop.trim().replace(/^"(.*)"$/su, '$1');
  const [, bracketed, dotted] = /^(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)$/u.exec(written) ?? [];
  return address(bracketed ?? dotted ?? written);
}

function address(text: string): string | null {
  const [bare = ''] = text.split('%', 1);
  return isIP(bare) === 0 ? null : ipaddr.process(bare).toString();
}
