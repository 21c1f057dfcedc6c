// The cookies as the settings want them (D15, W2).
import type { Settings } from '../config/settings.ts';
import type { CookieAttributes, CookieSettings } from '../web/cookies.ts';

/** The browser's random id (D4). It goes where the session's cookie goes. */
const BROWSER_COOKIE = 'CASLOGIN';

export function assembleCookies(settings: Settings): CookieSettings {
  const contextPath = settings['server.servlet.context-path'];
  const attributes = (
    prefix: 'cas.tgc' | 'cas.interrupt.cookie' | 'cas.warning-cookie',
  ): CookieAttributes => ({
    name: settings[`${prefix}.name`],
    path: cookiePath(
      contextPath,
      settings[`${prefix}.path`],
      settings[`${prefix}.auto-configure-cookie-path`],
    ),
    domain: settings[`${prefix}.domain`],
    secure: settings[`${prefix}.secure`],
    httpOnly: settings[`${prefix}.http-only`],
    sameSite: sameSite(settings[`${prefix}.same-site-policy`]),
    maxAge: settings[`${prefix}.max-age`],
  });
  const ticketGranting = attributes('cas.tgc');
  return {
    cookies: {
      'ticket-granting': ticketGranting,
      tracking: attributes('cas.interrupt.cookie'),
      warn: attributes('cas.warning-cookie'),
      browser: { ...ticketGranting, name: BROWSER_COOKIE, sameSite: 'lax', httpOnly: true, maxAge: -1 },
    },
    rememberedSeconds: settings['cas.tgc.remember-me-max-age'] / 1000,
  };
}

function cookiePath(contextPath: string, configured: string, automatic: boolean): string {
  if (configured !== '') return configured;
  return automatic && contextPath !== '' ? contextPath : '/';
}

/** An empty policy means Lax (D15); `off` leaves the attribute out, as in the reference. */
function sameSite(policy: string): CookieAttributes['sameSite'] {
  const lower = policy.toLowerCase();
  if (lower === 'off') return null;
  return lower === 'strict' || lower === 'none' ? lower : 'lax';
}
