// What a registry's patterns miss (D25): one that matches no address that anybody can ask for, and one that ends before the
// query while another definition behind it takes the same address with a query.
import { exampleTexts } from '@vestibule/interrupt';
import { parseServiceAddress, withoutQuery, type ServiceAddress } from '../../services/canonical-address.ts';
import { decide } from '../../services/decide.ts';
import type { RegisteredService } from '../../services/registered-service.ts';
import { warning, type Finding } from './finding.ts';

/** Texts that are tried of each pattern. */
const EXAMPLES = 240;

/** `services` in evaluation order. */
export function checkServicePatterns(services: readonly RegisteredService[]): readonly Finding[] {
  return services.flatMap((service) => {
    const examples = examplesOf(service);
    const told = neverMatches(service, examples) ?? endsBeforeQuery(service, services, examples);
    return told === null ? [] : [warning(`${service.source}: serviceId: ${told}`)];
  });
}

interface Example {
  readonly text: string;
  readonly address: ServiceAddress | null;
  /** Why there is none. */
  readonly because: string;
}

function examplesOf({ serviceId }: RegisteredService): readonly Example[] {
  const texts = exampleTexts(serviceId, true, EXAMPLES);
  return [...texts, serviceId].map((text) => {
    const parsed = parseServiceAddress(text);
    return parsed.ok
      ? { text, address: parsed.address, because: '' }
      : { text, address: null, because: parsed.reason };
  });
}

/** Said only where every example speaks for it: a pattern that is none too easily met is no fault. */
function neverMatches(service: RegisteredService, examples: readonly Example[]): string | null {
  if (service.wildcard) return null;
  if (examples.some(({ address }) => address !== null && service.matches(address))) return null;
  const shown = examples.find(({ address }) => address === null) ?? examples[0];
  if (shown === undefined) return null;
  const why =
    shown.address === null
      ? `is no address that can be asked for (${shown.because})`
      : `is looked up as ${shown.address.canonical}, which the pattern does not match`;
  return `the pattern can never match: "${shown.text}", for instance, ${why}`;
}

function endsBeforeQuery(
  service: RegisteredService,
  services: readonly RegisteredService[],
  examples: readonly Example[],
): string | null {
  if (service.wildcard) return null;
  const own = examples.flatMap(({ address }) =>
    address !== null &&
    address.kind === 'web' &&
    service.matches(address) &&
    withoutQuery(address) === address
      ? [address]
      : [],
  );
  const asked = own.flatMap(({ canonical }) => {
    const parsed = parseServiceAddress(`${canonical}?a=1`);
    return parsed.ok ? [parsed.address] : [];
  });
  if (asked.some((address) => service.matches(address))) return null;
  const behind = services.slice(services.indexOf(service) + 1);
  for (const address of asked) {
    const other = behind.find((one) => one.matches(address));
    // Whoever stands before it would decide on the address without a query, too.
    if (
      other === undefined ||
      services.slice(0, services.indexOf(service)).some((one) => one.matches(address))
    )
      continue;
    const decides = decide(services, address);
    const who =
      decides === service
        ? `"${service.name}" decides there all the same, since "${other.name}" is for every site`
        : `"${other.name}" decides there`;
    return `the pattern ends before the query, and "${other.name}" behind it matches ${address.canonical}: ${who}; end it in (\\?.*)?$ to take queries as well`;
  }
  return null;
}
