// Which of the definitions that match decides (D25): the first in order, but a wildcard gives way to an earlier one that
// matches the address without its query, so that `…/pay$` is not slipped past by `?x=1`.
import { withoutQuery, type ServiceAddress } from './canonical-address.ts';
import type { RegisteredService } from './registered-service.ts';

/** `services` in evaluation order; null when none matches. */
export function decide(
  services: readonly RegisteredService[],
  address: ServiceAddress,
): RegisteredService | null {
  const index = services.findIndex((service) => service.matches(address));
  const first = services[index] ?? null;
  if (first === null || !first.wildcard) return first;
  const bare = withoutQuery(address);
  if (bare === address) return first;
  return services.slice(0, index).find((service) => !service.wildcard && service.matches(bare)) ?? first;
}
