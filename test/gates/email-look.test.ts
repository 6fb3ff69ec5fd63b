import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../scripts/world/browser.ts';
import { picture } from '../support/picture.ts';
import { NOT_FOR_MAILS, violationsIn } from './axe.ts';
import type { Email } from './compose-emails.ts';
import { everyEmail, oneOfEach } from './every-email.ts';
import { inPage } from './in-page.ts';

const folder = join(import.meta.dirname, '../../artifacts/gates/mails');

let browser: Browser;
let judged: Email[];
let each: Email[];
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await launchBrowser();
  const { emails } = await everyEmail();
  judged = oneOfEach(emails, ['ada', 'extreme', 'german']);
  each = oneOfEach(emails, ['ada', 'extreme', 'german', 'right-to-left'], ({ name }) => name);
});
afterAll(() => browser?.close());

test.each(['light', 'dark'] as const)(
  'axe finds no violation in any email, %s',
  async (colorScheme) => {
    const faults = await onEach(360, colorScheme, async (page) =>
      violationsIn(page, NOT_FOR_MAILS),
    );
    expect(faults).toEqual([]);
  },
);

test('every part of an email is dark in dark mode', async () => {
  const faults = await onEach(900, 'dark', (page) =>
    inPage(page, ({ document, getComputedStyle }) => {
      const isLight = (color: string) => {
        const [r = 0, g = 0, b = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
        return alpha > 0 && (r + g + b) / 3 > 128;
      };
      return [...document.querySelectorAll('html, body, table, td, div, p')]
        .filter((one) => one.clientWidth > 320 && isLight(getComputedStyle(one).backgroundColor))
        .map((one) => `${one.tagName} stays ${getComputedStyle(one).backgroundColor}`);
    }),
  );
  expect(faults).toEqual([]);
});

test('phones of 320 and 360 pixels show the full width at a readable size', async () => {
  const look = async (page: Page) => {
    const found = await phoneFaults(page);
    await page.setViewportSize({ width: 360, height: 800 });
    found.push(...(await phoneFaults(page)));
    await page.setViewportSize({ width: 320, height: 800 });
    return found;
  };
  expect(await onEach(320, 'light', look, each)).toEqual([]);
});

const phoneFaults = (page: Page): Promise<string[]> =>
  inPage(page, ({ document, getComputedStyle }) => {
    const found: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`is ${scrollWidth} of ${clientWidth} pixels wide`);
    for (const link of document.querySelectorAll('a[style*="inline-block"]')) {
      if (link.getBoundingClientRect().height < 44) found.push(`"${link.textContent}" is low`);
    }
    for (const part of document.querySelectorAll('p, li, a, h1, h2')) {
      const size = Number.parseFloat(getComputedStyle(part).fontSize);
      if (size < 16) found.push(`"${part.textContent?.slice(0, 30)}" is ${size} pixels small`);
    }
    return found;
  });

test('reads the same without <style>, which Gmail removes for other accounts', async () => {
  const faults = await onEach(360, 'light', async (page) => {
    await inPage(page, ({ document }) => document.querySelector('style').remove());
    return violationsIn(page, NOT_FOR_MAILS);
  });
  expect(faults).toEqual([]);
});

test('every fact of the HTML is in the plain text', async () => {
  const faults = await onEach(
    600,
    'light',
    async (page, email) => {
      const facts = await inPage(page, ({ document }) => {
        // The timeline's marks are characters that form a picture.
        for (const mark of document.querySelectorAll('td[class*="edge-"]')) mark.remove();
        const blocks = document.querySelectorAll('p, li, h1, h2, h3, td.on-road, a, strong');
        return [...blocks].map((block): string => block.innerText);
      });
      const text = plain(email.text.replace(/<?https?:\S+/g, ' '));
      return facts
        .flatMap((fact) => fact.split('\n'))
        .map(plain)
        .filter((fact) => fact !== '' && !text.includes(fact));
    },
    each,
  );
  expect(faults).toEqual([]);
});

test.skipIf(process.env.CI)('screenshots of every kind of email are saved', async () => {
  for (const [width, colorScheme] of [
    [640, 'light'],
    [640, 'dark'],
    [360, 'light'],
  ] as const) {
    await onEach(width, colorScheme, async (page, { name }) => {
      await picture(page, folder, `${name.replaceAll('/', '-')}-${width}-${colorScheme}`);
      return [];
    });
  }
});

/** Letters and digits only, so that bullets, quotes and line ends don't matter. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}$&@]+/gu, ' ')
    .trim();

/** Runs `look` on each email, in a window of this width. */
async function onEach(
  width: number,
  colorScheme: 'light' | 'dark',
  look: (page: Page, email: Email) => Promise<readonly string[]>,
  all = judged,
): Promise<string[]> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  const found: string[] = [];
  for (const email of all) {
    await page.setContent(email.html);
    found.push(...(await look(page, email)).map((what) => `${email.name}: ${what}`));
  }
  await context.close();
  return found;
}
