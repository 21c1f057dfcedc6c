// Pictures for a person's eye, kept outside git: `artifacts/screenshots/NAME.png`.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../artifacts/screenshots/', import.meta.url));

export async function takeScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}${name.replaceAll(/[^\w.-]+/g, '-')}.png`, fullPage: true });
}
