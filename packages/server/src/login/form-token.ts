// The login form's `execution`: a sealed token, since nothing is stored for anybody who has not authenticated (W2).
// It carries credentials to the door and nothing else; it never becomes a page's (D4).
import { Buffer } from 'node:buffer';
import type { Clock } from '@vestibule/interrupt';
import type { Sealer } from '../sealing/seal.ts';
import type { Browser } from './browser.ts';
import type { LoginRequest } from './login-request.ts';

/** Eight hours: a form that was left open over a working day still works. */
const LIFETIME = 8 * 60 * 60 * 1000;
const CONTEXT = 'login-form';

export interface FormToken {
  /** The request the form was shown for. */
  readonly request: LoginRequest;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface FormTokens {
  issue(request: LoginRequest, browser: Browser): string;
  /** Null unless it was issued to this browser, is not too old, and is ours at all. */
  open(token: string, browser: Browser): FormToken | null;
}

interface Plain extends FormToken {
  readonly browser: string;
}

export function createFormTokens(sealer: Sealer, clock: Clock): FormTokens {
  return {
    issue(request, browser) {
      const plain: Plain = { request, browser: browser.digest, expiresAt: clock.now() + LIFETIME };
      return sealer.seal(JSON.stringify(plain), CONTEXT);
    },
    open(token, browser) {
      const opened = sealer.open(token, CONTEXT);
      if (opened === null) return null;
      const plain = JSON.parse(Buffer.from(opened).toString()) as Plain;
      if (plain.browser !== browser.digest || plain.expiresAt <= clock.now()) return null;
      return { request: plain.request, expiresAt: plain.expiresAt };
    },
  };
}
