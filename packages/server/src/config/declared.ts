// Every setting of the server, in one table. The loader, the checker and the reference page read it.
import type { Section, ValueOf } from './setting.ts';
import { applicationSettings } from './settings/applications.ts';
import { interruptSettings } from './settings/interrupt.ts';
import { outgoingSettings } from './settings/outgoing.ts';
import { operationSettings } from './settings/operations.ts';
import { peopleSettings } from './settings/people.ts';
import { serverSettings } from './settings/server.ts';
import { sessionSettings } from './settings/sessions.ts';
import { wordSettings } from './settings/words.ts';

/** In the order of the reference page. */
export const SECTIONS = {
  'The server': serverSettings,
  'Who may sign in': peopleSettings,
  'Which applications': applicationSettings,
  'The interrupt': interruptSettings,
  'Sessions, tickets and cookies': sessionSettings,
  'Languages and texts': wordSettings,
  'Requests to other servers': outgoingSettings,
  Operations: operationSettings,
} as const satisfies Readonly<Record<string, Section>>;

export const DECLARED = {
  ...serverSettings,
  ...peopleSettings,
  ...applicationSettings,
  ...interruptSettings,
  ...sessionSettings,
  ...wordSettings,
  ...outgoingSettings,
  ...operationSettings,
} as const;

export type SettingName = keyof typeof DECLARED;
/** The settings in force, under their full names. */
export type Settings = { readonly [N in SettingName]: ValueOf<(typeof DECLARED)[N]> };
