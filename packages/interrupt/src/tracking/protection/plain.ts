// `cas.interrupt.cookie.crypto.enabled=false`: no protection at all, for compatibility.
import { Buffer } from 'node:buffer';
import type { SyncProtection } from './protection.ts';

/**
 * base64url and nothing more: **anybody can forge it**. A person who knows the format can mark a notice as
 * acknowledged that they never saw. Blocks are not affected, since they are never skipped (D5).
 */
export const plainProtection: SyncProtection = {
  protect: (plain) => Buffer.from(plain).toString('base64url'),
  unprotect(value) {
    const bytes = Buffer.from(value, 'base64url');
    return bytes.toString('base64url') === value ? bytes.toString() : null;
  },
};
