// The address of the other side, as people write it: IPv4 without its IPv6 clothes.

export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice('::ffff:'.length) : address;
}
