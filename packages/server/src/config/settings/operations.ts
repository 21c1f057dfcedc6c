// What operators see.
import { list } from '../setting.ts';
import { text } from '../value-types.ts';

export const operationSettings = {
  'cas.monitor.endpoints.endpoint.health.access': list(text, ['DENY'], 'Who sees the parts of `/actuator/health`: `PERMIT`, `ANONYMOUS`, `DENY`, `IP_ADDRESS`.', {
    apereo: true,
  }),
  'cas.monitor.endpoints.endpoint.health.required-ip-addresses': list(text, [], 'With `IP_ADDRESS`: from which addresses or networks.', {
    apereo: true, example: '192.0.2.0/24',
  }),
} as const;
