// An inquiry about somebody, without a server around it.
import type { Attributes, Inquiry } from '@vestibule/interrupt';

export function about(id: string, attributes: Attributes = {}): Inquiry {
  return {
    authentication: { principal: { id, attributes }, attributes: {}, authenticatedAt: 0 },
    service: null,
    registeredService: null,
    request: {
      method: 'POST',
      url: '/cas/login',
      clientAddress: '127.0.0.1',
      userAgent: null,
      acceptLanguage: null,
      locale: 'en',
      headers: {},
      parameters: {},
    },
  };
}
