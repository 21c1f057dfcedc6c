// What of a client's address the throttle counts by: an IPv4 address whole, an IPv6 one by its /64,
// since a single subscriber commands all the addresses of one.
import ipaddr from 'ipaddr.js';

/** `192.0.2.1`, also for `::ffff:192.0.2.1`; `2001:db8:0:1::/64`; anything that is no address as it came. */
export function clientNetwork(address: string): string {
  const bare = address.replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return address;
  const parsed = ipaddr.process(bare);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${bare}/64`).toString()}/64`;
}
