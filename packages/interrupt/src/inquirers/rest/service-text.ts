// The address of the application as an endpoint is told of it: whole where it fits, cut where it does not (D27).
import { encoded, SERVICE_ROOM } from './measure.ts';

export interface ServiceText {
  /** Null when not even its beginning can be sent. */
  readonly text: string | null;
  readonly cut: boolean;
}

/** Without its query, and if that is still too long without its path, when it is longer than what there is room for. */
export function serviceText(service: string): ServiceText {
  if (fits(service)) return { text: service, cut: false };
  const withoutQuery = service.replace(/[?#].*$/s, '');
  return fits(withoutQuery) ? { text: withoutQuery, cut: true } : originText(service);
}

/** Scheme, host and port: what no firewall takes for an attack. */
export function originText(service: string): ServiceText {
  const [origin = '', rest = ''] = /^[a-z][a-z\d+.-]*:(?:\/\/([^/?#\\]*))?/i.exec(service) ?? [];
  if (origin === '' || !HOST.test(rest) || !fits(origin)) return { text: null, cut: true };
  return { text: origin, cut: origin !== service };
}

/** Letters of any language, since a host may be written in them. */
const HOST = /^[\p{L}\p{M}\p{N}._:[\]-]*$/u;

const fits = (text: string): boolean => encoded(text).length <= SERVICE_ROOM;
