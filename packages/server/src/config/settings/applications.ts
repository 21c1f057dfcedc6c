// Which applications, and how people leave.
import { apereo, list } from '../setting.ts';
import { location, text, truth } from '../value-types.ts';

export const applicationSettings = {
  'cas.service-registry.json.location': apereo(location, '', 'Directory of service files.', {
    expressions: true,
    example: 'file:/etc/cas/services',
  }),
  'cas.service-registry.json.watcher-enabled': apereo(truth, true, 'Follow changes of the directory.'),
  'cas.service-registry.core.init-from-json': apereo(
    truth,
    false,
    'Without a location: let every https and imaps application in (W2).',
  ),
  'cas.service-registry.core.init-default-services': apereo(
    truth,
    true,
    'Import the definitions that come with the server.',
    {
      withoutEffect: 'nothing is imported but by `cas.service-registry.core.init-from-json`',
    },
  ),
  'cas.logout.follow-service-redirects': apereo(
    truth,
    false,
    'After logout go to the registered application that is named.',
  ),
  'cas.logout.redirect-parameter': list(text, ['service'], 'Parameter that names it.', { apereo: true }),
  'cas.view.cas2.v3-forward-compatible': apereo(
    truth,
    true,
    'Attributes are released at `/serviceValidate` too.',
    {
      withoutEffect: 'attributes are always released there',
    },
  ),
} as const;
