// SSHA: the salted SHA-1 of LDAP directories (`{SSHA}`, or `{SHA}` without salt), for passwords exported from one.
// Weak by today's measure; kept so that an export can be used until each person has a new password.
import { createHash } from 'node:crypto';
import { fixedWork, type PasswordEncoder } from './port.ts';
import { equalInConstantTime } from './constant-time.ts';

const SALT_BYTES = 8;
const SHA1_BYTES = 20;
const ENCODED = /^\{s?sha\}(?<body>[A-Za-z0-9+/]+={0,2})$/i;

export function sshaEncoder(): PasswordEncoder {
  return {
    kind: 'SSHA',
    accepts: (encoded) => parts(encoded) !== null,
    verify: async (password, encoded) => {
      const stored = parts(encoded);
      return stored !== null && equalInConstantTime(sha1(password, stored.salt), stored.hash);
    },
    refusal: () => null,
    hash: async (password, random) => {
      const salt = random(SALT_BYTES);
      return `{SSHA}${Buffer.concat([sha1(password, salt), salt]).toString('base64')}`;
    },
    ...fixedWork(`{SSHA}${Buffer.alloc(SHA1_BYTES + SALT_BYTES).toString('base64')}`),
  };
}

function parts(encoded: string): { hash: Uint8Array; salt: Uint8Array } | null {
  const body = ENCODED.exec(encoded)?.groups?.['body'];
  if (body === undefined) return null;
  const bytes = Buffer.from(body, 'base64');
  const salted = encoded.slice(0, 6).toLowerCase() === '{ssha}';
  if (salted ? bytes.length <= SHA1_BYTES : bytes.length !== SHA1_BYTES) return null;
  return { hash: bytes.subarray(0, SHA1_BYTES), salt: bytes.subarray(SHA1_BYTES) };
}

function sha1(password: string, salt: Uint8Array): Buffer {
  return createHash('sha1').update(password, 'utf8').update(salt).digest();
}
