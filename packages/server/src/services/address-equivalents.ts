// Other spellings of a canonical address that operators write into patterns (D25). A pattern with a negative look-around
// sees none of them: it would be slipped past by the spelling it does not think of.
import { domainToASCII, domainToUnicode } from 'node:url';
import type { AddressParts, ServiceAddress } from './canonical-address.ts';

interface Equivalents {
  readonly plain: readonly string[];
  /** Those that end in the address's fragment. */
  readonly withFragment: readonly string[];
}

// Worked out once for an address, however many definitions are asked.
const known = new WeakMap<ServiceAddress, Equivalents>();

/** The equivalents of a web address; with its fragment only for a pattern that writes `#`. */
export function equivalentsOf(address: ServiceAddress, patternWritesFragment: boolean): readonly string[] {
  if (address.kind === 'identifier') return [];
  let equivalents = known.get(address);
  if (equivalents === undefined) {
    equivalents = workOut(address);
    known.set(address, equivalents);
  }
  return patternWritesFragment ? [...equivalents.plain, ...equivalents.withFragment] : equivalents.plain;
}

function workOut({ canonical, parts }: ServiceAddress): Equivalents {
  const { scheme, rest, fragment } = parts;
  const origins = hosts(parts).flatMap((host) => ports(parts).map((port) => `${scheme}://${host}${port}`));
  const rests = distinct([rest, lettersDecoded(rest)]);
  // Without its slash only where nothing follows: `https://evil.example?.example.edu/` must keep it.
  const all = origins.flatMap((origin) =>
    [...rests, ...(rest === '/' ? [''] : [])].map((behind) => origin + behind),
  );
  return {
    plain: all.filter((spelling) => spelling !== canonical),
    withFragment:
      fragment === ''
        ? []
        : origins.flatMap((origin) =>
            rests.flatMap((behind) =>
              distinct([fragment, lettersDecoded(fragment)]).map((end) => origin + behind + end),
            ),
          ),
  };
}

function hosts({ host }: AddressParts): readonly string[] {
  if (!/(?:^|\.)xn--/.test(host)) return [host];
  const unicode = domainToUnicode(host);
  return domainToASCII(unicode) === host ? distinct([host, unicode]) : [host];
}

function ports({ scheme, port }: AddressParts): readonly string[] {
  return port === '' ? ['', scheme === 'https' ? ':443' : ':80'] : [port];
}

/** Escapes that spell letters beyond ASCII, as those letters; all others stay. */
function lettersDecoded(text: string): string {
  return text.replaceAll(/(?:%[89A-F][0-9A-F])+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes).replaceAll(/[^\p{L}\p{M}\p{N}]/gu, encodeURIComponent);
    } catch {
      return escapes;
    }
  });
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
