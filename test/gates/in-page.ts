import type { JSHandle, Page } from 'playwright-core';

// biome-ignore lint/suspicious/noExplicitAny: the types of a browser's window clash with a Worker's
export type Window = any;

/** Runs `look` in the page. */
export async function inPage<Found, Argument = undefined>(
  page: Page,
  look: (window: Window, argument: Argument) => Found,
  argument?: Argument,
): Promise<Awaited<Found>> {
  const window: JSHandle<Window> = await page.evaluateHandle('window');
  try {
    return (await window.evaluate(look as Window, argument)) as Awaited<Found>;
  } finally {
    await window.dispose();
  }
}
