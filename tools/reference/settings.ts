// Writes docs/reference/settings.md from the declarations of the settings: `node tools/reference/settings.ts`.
import { writeFile } from 'node:fs/promises';
import { SETTINGS_REFERENCE, settingsReference } from '../../packages/server/src/config/reference.ts';

await writeFile(new URL(`../../${SETTINGS_REFERENCE}`, import.meta.url), settingsReference());
