// What the server's own requests to other servers go by (`cas.http-client.*`).
import { apereo, map } from '../setting.ts';
import { location, oneOf, text } from '../value-types.ts';

export const outgoingSettings = {
  'cas.http-client.truststore.file': apereo(
    location,
    '',
    "Certificates of authorities that are trusted besides the machine's own, for the endpoint of `cas.interrupt.rest.url`: PEM, or a Java key store (JKS, PKCS#12), which needs `keytool`.",
    { example: 'file:/etc/cas/authorities.pem' },
  ),
  'cas.http-client.truststore.psw': apereo(text, 'changeit', 'Password of a Java key store.', {
    secret: true,
  }),
  'cas.http-client.truststore.type': apereo(
    oneOf('', 'PEM', 'JKS', 'PKCS12', 'PKCS#12'),
    '',
    'Its kind; without, the file itself tells.',
  ),
  'cas.http-client.default-headers': map(
    text,
    'Headers of every request to `cas.interrupt.rest.url`; those of `cas.interrupt.rest.headers` win.',
    { apereo: true, secret: true, example: 'cas.http-client.default-headers.X-Client=sso' },
  ),
} as const;
