// A list of addresses and networks out of the settings (`required-ip-addresses` and the like).
import ipaddr from 'ipaddr.js';

export interface AddressList {
  /** Whether an address is one of the list or in one of its networks. Something that is no address is not. */
  includes(address: string): boolean;
}

export type AddressListOutcome =
  | { readonly kind: 'ok'; readonly list: AddressList }
  /** The first entry that is neither an address nor a network. */
  | { readonly kind: 'fault'; readonly entry: string };

/** Entries are `192.0.2.1`, `192.0.2.0/24`, `2001:db8::1`, `2001:db8::/32`. IPv4 in IPv6 clothes counts as IPv4. */
export function addressList(entries: readonly string[]): AddressListOutcome {
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of entries) {
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.IPv6.isValid(entry) || ipaddr.IPv4.isValidFourPartDecimal(entry)) {
      const address = ipaddr.process(entry);
      networks.push([address, address.kind() === 'ipv4' ? 32 : 128]);
    } else return { kind: 'fault', entry };
  }
  return {
    kind: 'ok',
    list: {
      includes(text) {
        if (!ipaddr.isValid(text)) return false;
        const address = ipaddr.process(text);
        return networks.some(
          ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
        );
      },
    },
  };
}
