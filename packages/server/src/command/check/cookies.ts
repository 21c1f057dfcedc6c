// Cookies: what holds them, and what protects what is in them.
import type { Settings } from '../../config/settings.ts';
import { warning, type Finding } from './finding.ts';

export function checkCookies(settings: Settings): readonly Finding[] {
  const warnings: string[] = [];
  const certificate = settings['server.ssl.certificate'] || settings['server.ssl.key-store'];
  const tls = settings['server.ssl.enabled'] && certificate !== '';
  const address = settings['cas.server.prefix'] || settings['cas.server.name'];
  const proxied = settings['cas.server.trusted-proxies'].length > 0 || address.startsWith('https:');
  if (settings['cas.tgc.secure'] && !tls && !proxied) {
    warnings.push(
      'plain http: browsers on other machines do not keep Secure cookies, so nobody stays signed in; configure server.ssl.*, or a proxy with cas.server.trusted-proxies and cas.server.name=https://…',
    );
  }
  if (!settings['cas.tgc.secure']) warnings.push('cas.tgc.secure=false: the session can be read on the way');
  if (
    settings['cas.interrupt.tracking.type'] === 'COOKIE' &&
    settings['cas.interrupt.tracking.module'] === ''
  ) {
    if (!settings['cas.interrupt.cookie.crypto.enabled']) {
      warnings.push(
        'cas.interrupt.cookie.crypto.enabled=false: anybody can write acknowledgements into their own cookie (blocks are not affected)',
      );
    }
  }
  return warnings.map(warning);
}
