// What operators see.
import { list } from '../setting.ts';
import { oneOf, text } from '../value-types.ts';

/** All of Apereo's; the room says why it cannot honour some of them. */
const access = oneOf('PERMIT', 'ANONYMOUS', 'DENY', 'IP_ADDRESS', 'AUTHENTICATED', 'ROLE', 'AUTHORITY');

export const operationSettings = {
  'cas.monitor.endpoints.endpoint.health.access': list(
    access,
    ['DENY'],
    'Who sees the parts of `/actuator/health`: `PERMIT`, `ANONYMOUS`, `DENY`, `IP_ADDRESS`.',
    {
      apereo: true,
    },
  ),
  'cas.monitor.endpoints.endpoint.health.required-ip-addresses': list(
    text,
    [],
    'With `IP_ADDRESS`: from which addresses or networks.',
    {
      apereo: true,
      example: '192.0.2.0/24',
    },
  ),
} as const;
