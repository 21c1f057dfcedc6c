// What every cookie of the server can be told.
import { apereo, prefixed } from '../setting.ts';
import { cookieAge, cookieDomain, cookiePath, oneOf, text, truth, wholeNumber } from '../value-types.ts';

const sameSite = oneOf('', 'Lax', 'Strict', 'None', 'Off');

export function cookie<const P extends string>(prefix: P, name: string, holds: string, age = '') {
  const entries = {
    name: apereo(text, name, `Name of the cookie that holds ${holds}.`),
    path: apereo(
      cookiePath,
      '',
      'Path of the cookie; empty means the context path, see `auto-configure-cookie-path`.',
    ),
    'auto-configure-cookie-path': apereo(
      truth,
      true,
      'Take the context path when no path is configured; `/` otherwise.',
    ),
    domain: apereo(cookieDomain, '', 'Domain of the cookie; empty means this host only.'),
    secure: apereo(truth, true, 'Sent over https only.'),
    'http-only': apereo(truth, true, 'Out of reach of scripts.'),
    'same-site-policy': apereo(
      sameSite,
      '',
      '`Lax`, `Strict`, `None`, or `Off` for a cookie without the attribute; empty means Lax (D15). `None` needs `secure`.',
    ),
    'max-age': apereo(cookieAge, -1, `How long browsers keep it.${age}`),
  } as const;
  return prefixed(prefix, entries);
}

export function cookieCrypto<const P extends string>(prefix: P, description: string, withoutEffect?: string) {
  const about = withoutEffect === undefined ? {} : { withoutEffect };
  const key = { secret: true, expressions: true, ...about } as const;
  const entries = {
    'crypto.enabled': apereo(truth, true, `Encrypt and sign the value. ${description}`, about),
    'crypto.strategy-type': apereo(
      oneOf('ENCRYPT_AND_SIGN', 'SIGN_AND_ENCRYPT'),
      'ENCRYPT_AND_SIGN',
      'What is done first.',
      about,
    ),
    'crypto.alg': apereo(text, '', 'Content encryption; empty chooses by the size of the key.', about),
    'crypto.encryption.key': apereo(
      text,
      '',
      'The `k` of a JSON Web Key, as `vestibule keys` makes it.',
      key,
    ),
    'crypto.encryption.key-size': apereo(wholeNumber(128, 4096), 512, 'Its size in bits.', about),
    'crypto.signing.key': apereo(text, '', 'The `k` of a JSON Web Key, as `vestibule keys` makes it.', key),
    'crypto.signing.key-size': apereo(wholeNumber(128, 4096), 512, 'Its size in bits.', about),
  } as const;
  return prefixed(prefix, entries);
}
