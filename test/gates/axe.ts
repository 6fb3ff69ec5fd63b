import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { inPage } from './in-page.ts';

/** An email is shown within an email client, which has the landmarks. */
export const NOT_FOR_MAILS = ['region', 'landmark-one-main'];

/** The parts of a page whose colors depend on its width. */
export const COLORED_BY_WIDTH = ['.sign-up', '.way-day'];

/** axe violations by all rules except those named: `rule: element`. */
export async function violationsIn(page: Page, without: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axe.source);
  return run(page, without, {});
}

/** Color violations only, for pages whose other rules were checked in another scheme. */
export const colourFaultsIn = (page: Page): Promise<string[]> =>
  run(page, [], { runOnly: ['color-contrast', 'link-in-text-block'] });

/** `axe` must be loaded in the page. */
async function run(
  page: Page,
  without: readonly string[],
  options: axe.RunOptions,
): Promise<string[]> {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const { violations } = await inPage(
    page,
    (window, options) => window.axe.run(window.document, options) as Promise<axe.AxeResults>,
    { ...options, rules, resultTypes: ['violations'] } as axe.RunOptions,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`),
  );
}
