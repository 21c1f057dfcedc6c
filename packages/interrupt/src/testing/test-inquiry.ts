// A question to put to an inquirer in a test.
import type { Attributes, Inquiry, InterruptibleService } from '../inquiry.ts';
import { DEFAULT_INTERRUPT_POLICY, type WebflowInterruptPolicy } from '../service-policy.ts';

export interface TestQuestion {
  /** Default `casuser`. */
  readonly principalId?: string;
  readonly attributes?: Attributes;
  readonly authenticationAttributes?: Attributes;
  /** Numeric id of the application's definition; null: an entry without a service. Default 1. */
  readonly service?: number | null;
  readonly policy?: Partial<WebflowInterruptPolicy>;
}

export function testInquiry(question: TestQuestion = {}): Inquiry {
  const { principalId = 'casuser', attributes = {}, authenticationAttributes = {}, service = 1 } = question;
  const url = `https://app${service}.example.org/`;
  const registeredService: InterruptibleService | null =
    service === null
      ? null
      : {
          id: service,
          name: `App ${service}`,
          serviceId: `^${url}.*`,
          webflowInterruptPolicy: { ...DEFAULT_INTERRUPT_POLICY, ...question.policy },
        };
  return {
    authentication: {
      principal: { id: principalId, attributes },
      attributes: authenticationAttributes,
      authenticatedAt: Date.UTC(2030, 0, 1),
    },
    service: service === null ? null : { id: url },
    registeredService,
    request: {
      method: 'GET',
      url: '/cas/login',
      clientAddress: '192.0.2.7',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
      acceptLanguage: 'en',
      locale: 'en',
      headers: {},
      parameters: {},
    },
  };
}
