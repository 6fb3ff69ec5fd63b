import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Saves a screenshot of the whole page. Nothing checks screenshots, so CI takes none. */
export async function picture(page: Page, folder: string, name: string): Promise<void> {
  if (process.env.CI) return;
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
