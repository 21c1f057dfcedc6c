// The server itself: address, TLS, where it keeps things, whom it believes.
import { apereo, list, ours } from '../setting.ts';
import { contextPath, duration, location, text, truth, webAddress, wholeNumber } from '../value-types.ts';

export const serverSettings = {
  'server.port': ours(
    wholeNumber(0, 65_535),
    8080,
    'Port to listen on; 0 takes a free one. Apereo listens on 8443, with TLS.',
  ),
  'server.address': ours(text, '', 'Address to listen on; empty means all.', { example: '127.0.0.1' }),
  'server.servlet.context-path': ours(contextPath, '/cas', 'Path under which everything lies.'),
  'server.ssl.enabled': ours(truth, true, 'Speak TLS when a certificate or key store is given.'),
  'server.ssl.certificate': ours(location, '', 'Certificate chain (PEM).', {
    example: 'file:/etc/cas/tls/cert.pem',
  }),
  'server.ssl.certificate-private-key': ours(location, '', 'Its private key (PEM).', {
    example: 'file:/etc/cas/tls/key.pem',
  }),
  'server.ssl.key-store': ours(location, '', 'Key store (PKCS#12) instead of the two.', {
    example: 'file:/etc/cas/thekeystore.p12',
  }),
  'server.ssl.key-store-password': ours(text, '', 'Password of the key store.', { secret: true }),
  'server.ssl.enabled-protocols': list(
    text,
    [],
    'Versions of TLS that are spoken: `TLSv1.2`, `TLSv1.3`; both when none is named. Older ones never are.',
    { apereo: false, example: 'TLSv1.3' },
  ),
  'server.ssl.key-store-type': ours(text, 'PKCS12', 'Only PKCS12.'),
  'cas.server.name': apereo(
    webAddress,
    '',
    'Address people use, without the context path; taken from the request when it is not given (W2).',
    {
      example: 'https://sso.example.org',
    },
  ),
  'cas.server.prefix': apereo(webAddress, '', 'The same with the context path.', {
    example: 'https://sso.example.org/cas',
  }),
  'cas.server.data-directory': ours(
    location,
    'data',
    'Where keys and tickets are kept: 0700, files 0600 (W7).',
  ),
  'cas.server.shutdown-timeout': ours(
    duration,
    20_000,
    'How long requests in flight may take to finish after SIGTERM; a server that finds its data directory in use waits that long and ten seconds more (D31).',
  ),
  'cas.server.trusted-proxies': list(
    text,
    [],
    'Addresses or networks that may send `X-Forwarded-…` headers.',
    {
      apereo: false,
      example: '10.0.0.0/8',
    },
  ),
  'cas.unsupported.accept': list(
    text,
    [],
    'Names, or beginnings of names, of Apereo settings that may be lost here (W5).',
    {
      apereo: false,
      example: 'cas.authn.mfa.duo',
    },
  ),
} as const;
