// What the rooms say to the log while they are put together is what a start would say: `check` tells it as warnings.
import type { Logger } from '@vestibule/interrupt';

export interface Heard {
  readonly logger: Logger;
  /** One line each, in the order in which they were said. */
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
}

/** Entries of files are looked at closer by checks of their own, which tell line and name. */
const TOLD_CLOSER = { inquirer: 'json', event: 'accounts-malformed' } as const;
/** Inquirers that name themselves and not their setting. */
const SCRIPTS: readonly unknown[] = ['script', 'groovy'];

/** Where to look, of the fields that log lines have. */
const PLACES = ['setting', 'about', 'file', 'path', 'location'] as const;
const CAUSES = ['detail', 'fault', 'reason'] as const;

export function listen(): Heard {
  const warnings: string[] = [];
  const notices: string[] = [];
  const hear =
    (into: string[]) =>
    (fields: object, message: string): void => {
      const said = fields as Readonly<Record<string, unknown>>;
      const closer = said['inquirer'] === TOLD_CLOSER.inquirer || said['event'] === TOLD_CLOSER.event;
      if (!closer) into.push(sentence(said, message));
    };
  const warn = hear(warnings);
  const note = (fields: object, message: string): void => {
    if ((fields as { readonly event?: unknown }).event === 'service-definition')
      hear(notices)(fields, message);
  };
  return { logger: { debug: () => undefined, info: note, warn, error: warn }, warnings, notices };
}

function sentence(fields: Readonly<Record<string, unknown>>, message: string): string {
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value : value instanceof Error ? value.message : '';
  };
  const place = PLACES.map(text).find((one) => one !== '') ?? '';
  const cause = [...CAUSES, 'error', 'err', 'cause'].map(text).find((one) => one !== '') ?? '';
  const { inquirer } = fields;
  const setting = SCRIPTS.includes(inquirer) ? `cas.interrupt.${String(inquirer)}.location` : '';
  return [setting, place, message, cause].filter((one) => one !== '').join(': ');
}
