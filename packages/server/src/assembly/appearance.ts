// What people see: texts in their language and pages, with what the operator has put over ours.
import { whyUnreadable, type Logger } from '@vestibule/interrupt';
import type { Settings } from '../config/settings.ts';
import { judgeBundles } from '../web/messages/judge-bundles.ts';
import { createMessages, type Messages } from '../web/messages/messages.ts';
import { judgeTemplates } from '../web/pages/judge-templates.ts';
import { createPages, type Pages } from '../web/pages/render.ts';
import { assembled, faulty, type Assembled } from './assembled.ts';
import { filePath } from './file-path.ts';

export interface Appearance {
  readonly messages: Messages;
  readonly pages: Pages;
}

export function assembleAppearance(settings: Settings, logger: Logger): Assembled<Appearance> {
  const baseNames = settings['cas.message-bundle.base-names'];
  const messages = createMessages({
    baseNames,
    defaultLocale: settings['cas.locale.default-value'],
    forceDefault: settings['cas.locale.force-default-locale'],
    onFault: ({ about, text }) => {
      // A base name is the setting's own; a language or a key is told by itself.
      const where = baseNames.includes(about) ? { setting: 'cas.message-bundle.base-names' } : { about };
      const said = 'about' in where || text.includes(about) ? text : `${about}: ${text}`;
      logger.warn({ event: 'message-bundle', ...where }, said);
    },
  });
  for (const { about, text } of judgeBundles(baseNames))
    logger.warn({ event: 'message-bundle', about }, text);
  const [templates = ''] = settings['cas.view.template-prefixes'];
  try {
    const pages = createPages({
      overrideDirectory: templates === '' ? null : filePath(templates),
      contextPath: settings['server.servlet.context-path'],
      messages,
      onFault: ({ template, error }) => {
        logger.error(
          { event: 'template-failed', template, error },
          'a template of yours failed; ours was shown',
        );
      },
    });
    const unseen = templates === '' ? [] : judgeTemplates(filePath(templates), messages.knows);
    for (const { about, text } of unseen) logger.warn({ event: 'template-unused', about }, text);
    return assembled({ messages, pages });
  } catch (error) {
    return faulty(`cas.view.template-prefixes: ${whyUnusable(error, filePath(templates))}`);
  }
}

/** A directory that cannot be read, or the template that does not compile with what its compiler says. */
function whyUnusable(error: unknown, directory: string): string {
  const { code, message, cause } = error as NodeJS.ErrnoException;
  if (code !== undefined)
    return `${directory} ${whyUnreadable(directory, error)}; name the directory that holds your templates, NAME.eta`;
  const [why = ''] = cause instanceof Error ? cause.message.split('\n') : [];
  return why === '' ? message : `${message}: ${why}`;
}
