// Definitions as operators write them, addresses of applications, and spellings that mean, or seem to mean, the same.
import fc from 'fast-check';
import { serviceFile } from '../../support/config-folder.ts';

const HOSTS = [
  'payroll.example.edu',
  'app.example.edu',
  'bank.example',
  'bücher.example',
  '127.0.0.1',
] as const;

const quoted = (host: string): string => host.replaceAll('.', '\\.');
const LITERAL = {
  '@class': 'org.apereo.cas.services.LiteralRegisteredServiceMatchingStrategy',
} as const;
const PARTIAL = {
  '@class': 'org.apereo.cas.services.PartialRegexRegisteredServiceMatchingStrategy',
} as const;

interface Pattern {
  readonly serviceId: string;
  readonly matchingStrategy?: object;
}

/** Look-around, anchors, ports, names beyond ASCII, literals and substrings among them. */
const pattern: fc.Arbitrary<Pattern> = fc.constantFrom(...HOSTS).chain((host) => {
  const name = quoted(host);
  return fc.oneof(
    fc
      .constantFrom(
        `^https?://${name}/.*`,
        `^https://${name}/pay$`,
        `^https://${name}/admin(/.*)?$`,
        `^https://${name}(:\\d+)?(/.*)?$`,
        `^https://${name}:443/.*`,
        `^https://${name}$`,
        `^https://${name}/(?!admin).*`,
        `^https://${name}/#/.*`,
        `^https://(?!${name}).*`,
        `^https://(?!${name}(:443)?/).*`,
        `^https://[^/]+(?<!${name})$`,
        '^https://[^/]+\\.example\\.edu/.*',
        '^https://[^/]+\\.example\\.edu(#.*)?',
        '^https://(?=.*edu).*',
        '^https://[a-z.]+/über%20uns',
        '^https://xn--bcher-kva\\.example/.*',
        '^(?!.*admin).*$',
        '^https?://.*(?<!/admin)$',
        '^https?://\\b.*\\bexample\\b.*',
        '^https?://.*',
        '.*',
      )
      .map((serviceId) => ({ serviceId })),
    fc
      .constantFrom(`https://${host}/pay`, `https://${host}`, `HTTPS://${host}:443/über uns`)
      .map((serviceId) => ({
        serviceId,
        matchingStrategy: LITERAL,
      })),
    fc.constant({ serviceId: name, matchingStrategy: PARTIAL }),
  );
});

/** Files of a registry: each definition has its own place, its own word on interrupts, and releases its own attribute. */
export const registry: fc.Arbitrary<Record<string, object>> = fc
  .array(fc.tuple(pattern, fc.boolean(), fc.integer({ min: 0, max: 9 })), { minLength: 2, maxLength: 6 })
  .map((definitions) =>
    Object.fromEntries(
      definitions.map(([{ serviceId, ...strategy }, interrupts, disabled], index) => {
        const id = index + 1;
        const file = serviceFile(id, `S${id}`, serviceId, {
          ...strategy,
          evaluationOrder: id,
          webflowInterruptPolicy: { enabled: interrupts },
          accessStrategy: { enabled: disabled > 0 },
          attributeReleasePolicy: {
            '@class': 'org.apereo.cas.services.ReturnAllowedAttributeReleasePolicy',
            allowedAttributes: [`a${id}`],
          },
        });
        return [`S${id}-${id}.json`, file];
      }),
    ),
  );

export const ownAddress: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...HOSTS),
    fc.constantFrom('', '', '', ':8443'),
    fc.constantFrom('', '/', '/pay', '/admin', '/public/x', '/über uns', '/my%20file', '/a?x=1', '/#/y'),
  )
  .map(([host, port, path]) => `https://${host}${port}${path}`);

type Respelling = (address: string) => string;
const inHost =
  (change: (host: string) => string): Respelling =>
  (address) =>
    address.replace(
      /^(https?:\/\/)([^/?#]*)/i,
      (_all, scheme: string, host: string) => scheme + change(host),
    );
const inPath =
  (change: (path: string) => string): Respelling =>
  (address) =>
    address.replace(
      /^(https?:\/\/[^/?#]*)(\/?)(.*)$/is,
      (_all, origin: string, slash: string, path: string) =>
        `${origin}${slash === '' ? '/' : slash}${change(path)}`,
    );
const atEnd =
  (more: string): Respelling =>
  (address) =>
    address.includes('#') ? address : address + more;

const respelling: fc.Arbitrary<Respelling> = fc.constantFrom<Respelling>(
  (address) => address.toUpperCase(),
  (address) => address.replace('https:', 'HttpS:'),
  (address) => address.replace('https:', 'http:'),
  (address) => address.replace('//', '/'),
  (address) => address.replaceAll('/', '\\'),
  (address) => address.replaceAll(' ', '%20').replaceAll('ü', '%c3%bc'),
  (address) => address.replaceAll('%20', ' '),
  (address) => address.replaceAll('%', '%25'),
  inHost((host) => `${host}.`),
  inHost((host) => `${host}..`),
  inHost((host) => (host.includes(':') ? host : `${host}:443`)),
  inHost((host) => `${host}:`),
  inHost((host) => host.replace('p', '%70')),
  inHost((host) => host.replace('k', '\u212a')),
  inHost((host) => host.replace('a', '\uff41')),
  inHost((host) => host.replace('.', '\u3002')),
  inHost((host) => host.replace('l', '\u00adl')),
  inHost((host) => host.replace('bücher', 'xn--bcher-kva')),
  inHost((host) => host.replace('127.0.0.1', '0x7f.1')),
  inHost((host) => `evil.example@${host}`),
  inHost((host) => `${host}@evil.example`),
  inHost((host) => `evil.example?.${host}`),
  inHost((host) => `evil.example#.${host}`),
  inHost((host) => `evil.example\\.${host}`),
  inHost((host) => `evil.example/.${host}`),
  inPath((path) => path.replace('a', '%61')),
  inPath((path) => path.replace('p', '%70')),
  inPath((path) => `x/../${path}`),
  inPath((path) => `x/%2e%2E/${path}`),
  inPath((path) => `public/..;jsessionid=1/${path}`),
  inPath((path) => `public/..;j%73essionid=1/${path}`),
  inPath((path) => `public/..;x/${path}`),
  inPath((path) => `public/..%2f${path}`),
  inPath((path) => `./${path}`),
  inPath((path) => `/${path}`),
  atEnd('?'),
  atEnd('?x=1'),
  atEnd('&'),
  atEnd('#x'),
  atEnd('#/y'),
  atEnd(';jsessionid=A'),
  atEnd('%23x'),
  atEnd('%3fx'),
  atEnd('/'),
  atEnd(' '),
);

/** An address and another spelling of it, or of one like it. */
export const respelt: fc.Arbitrary<readonly [own: string, spelling: string]> = fc
  .tuple(ownAddress, fc.array(respelling, { minLength: 1, maxLength: 2 }))
  .map(([own, changes]) => [own, changes.reduce((spelling, change) => change(spelling), own)] as const);
