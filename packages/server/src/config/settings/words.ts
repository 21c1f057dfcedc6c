// Languages and texts.
import { apereo, list } from '../setting.ts';
import { bundle, location, text, truth } from '../value-types.ts';

export const wordSettings = {
  'cas.locale.param-name': apereo(text, 'locale', 'Parameter that chooses the language of a page.'),
  'cas.locale.default-value': apereo(text, 'en', 'Language when nothing fits.'),
  'cas.locale.force-default-locale': apereo(truth, false, 'Everybody gets the default language.'),
  'cas.message-bundle.base-names': list(
    bundle,
    ['classpath:custom_messages', 'classpath:messages'],
    'Message bundles, the first that has a text wins; `classpath:messages` is ours, another `classpath:NAME` a file `NAME.properties` beside the settings, if there is one.',
    {
      apereo: true,
      example: 'file:/etc/cas/config/messages,classpath:messages',
    },
  ),
  'cas.view.template-prefixes': list(
    location,
    [],
    'Directory of templates that replace ours, file by file; the first is used.',
    {
      apereo: true,
      example: 'file:/etc/cas/templates',
    },
  ),
} as const;
