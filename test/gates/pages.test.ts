import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchBrowser } from '../../scripts/world/browser.ts';
import { picture } from '../support/picture.ts';
import { COLORED_BY_WIDTH, colourFaultsIn, NOT_FOR_MAILS, violationsIn } from './axe.ts';
import { mailFaults, pageFaults } from './html.ts';
import { inPage } from './in-page.ts';
import type { State } from './page-states.ts';

const url = inject('url');
const states = inject('states');
const folder = join(import.meta.dirname, '../../artifacts/gates/pages');
/**
 * All of axe on a phone in light mode and on a desktop in dark mode; otherwise colors only, where
 * they depend on the width.
 */
const LOOKS = [
  [320, 'light'],
  [320, 'dark'],
  [1280, 'dark'],
  [1280, 'light'],
] as const;

const LOCALES = ['en-GB', 'de-DE'] as const;

let browser: Browser;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

type Found = { rule: string; name: string; what: string };
const found: Found[] = [];

test.each(LOCALES)(
  'every page opens in every state, in light and dark, on a phone and on a desktop (%s)',
  async (locale) => {
    const page = await browser.newPage({ timezoneId: 'Europe/Paris', locale });
    for (const state of states.filter((one) => one.locale === locale)) await judge(page, state);
    await page.close();
    expect(faults('status')).toEqual([]);
  },
);

describe('in every state', () => {
  test('axe finds no violation, in light and dark, at 320 and 1280 pixels', () => {
    expect(faults('axe')).toEqual([]);
  });
  test('the HTML is valid', () => {
    expect(faults('html')).toEqual([]);
  });
  test('nothing is wider than a phone of 320 pixels', () => {
    expect(faults('width')).toEqual([]);
  });
  test('the page is in the requested language', () => {
    expect(faults('language')).toEqual([]);
  });
  test('no other origin is requested', () => {
    expect(faults('request')).toEqual([]);
  });
  test('the console has no errors', () => {
    expect(faults('console')).toEqual([]);
  });
  test('print shows the text without navigation and forms, in black on white', () => {
    expect(faults('print')).toEqual([]);
  });
  test('no text is a message key, an ISO date, UTC or GMT', () => {
    expect(faults('words')).toEqual([]);
  });
});

const faults = (rule: string) =>
  found.filter((one) => one.rule === rule).map(({ name, what }) => `${name}: ${what}`);

async function judge(page: Page, state: State): Promise<void> {
  const name = `${state.name} (${state.locale})`;
  const note = (rule: string, what: string) => found.push({ rule, name, what });
  page.removeAllListeners();
  page.on('pageerror', (error) => note('console', String(error)));
  page.on('console', (message) => {
    // Chromium logs an error for every response other than 200.
    const own = /Failed to load resource: the server responded with a status of 4/;
    if (message.type() === 'error' && !own.test(message.text())) note('console', message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) note('request', request.url());
  });
  await page.emulateMedia({ colorScheme: 'light', media: 'screen' });
  await page.setViewportSize({ width: 320, height: 640 });
  await page.setExtraHTTPHeaders({ 'milepost-now': new Date(state.at).toISOString() });
  const { status, html } = await open(page, state);
  if (status !== state.status) note('status', `${status} instead of ${state.status}`);
  for (const fault of await (state.isMail ? mailFaults : pageFaults)(html)) note('html', fault);
  if (!state.isForOperators) for (const fault of await wordFaults(page)) note('words', fault);
  const wide = await inPage(page, ({ document }) => document.documentElement.scrollWidth as number);
  const spoken = await page.locator('html').getAttribute('lang');
  if (!state.isMail && spoken !== state.locale.slice(0, 2)) note('language', `speaks ${spoken}`);
  if (wide > 320) note('width', `${wide} pixels`);
  // Another language changes widths and words, not colors.
  const looks = state.locale === 'en-GB' ? LOOKS : LOOKS.slice(0, 1);
  for (const [index, [width, colorScheme]] of looks.entries()) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    const faults =
      index % 2 === 0
        ? await violationsIn(page, state.isMail && NOT_FOR_MAILS)
        : (await page.locator(COLORED_BY_WIDTH.join()).count()) > 0
          ? await colourFaultsIn(page)
          : [];
    for (const fault of faults) note('axe', `${width} ${colorScheme}: ${fault}`);
    if (index === 1) continue;
    await picture(
      page,
      folder,
      `${state.name}-${state.locale.slice(0, 2)}-${width}-${colorScheme}`,
    );
  }
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
  if (!state.isMail) for (const fault of await printFaults(page)) note('print', fault);
}

async function open(page: Page, { path, fields }: State) {
  const address = new URL(path, url).href;
  if (!fields) {
    const response = await page.goto(address);
    return { status: response!.status(), html: await response!.text() };
  }
  await page.goto(new URL('/privacy', url).href);
  const answered = page.waitForResponse(
    (response) => response.request().isNavigationRequest() && response.status() !== 303,
  );
  await inPage(
    page,
    ({ document }, { action, values }) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action });
      for (const [name, value] of values) {
        form.append(Object.assign(document.createElement('input'), { name, value }));
      }
      document.body.append(form);
      form.submit();
    },
    { action: address, values: Object.entries(fields) },
  );
  const response = await answered;
  await page.waitForLoadState();
  return { status: response.status(), html: await response.text() };
}

const wordFaults = (page: Page): Promise<string[]> =>
  inPage(page, ({ document }) => {
    const text: string = document.body.innerText;
    return (
      text.match(/\d{4}-\d\d-\d\d|\d\dT\d\d|\bUTC\b|\b[a-z]+_[a-z_]+\b|undefined|\[object|NaN/g) ??
      []
    );
  });

const printFaults = (page: Page): Promise<string[]> =>
  inPage(page, ({ document, getComputedStyle }) => {
    const seen: string[] = [];
    for (const one of document.querySelectorAll('.top, .bottom, .skip, nav, button, input')) {
      if (one.getClientRects().length > 0) seen.push(`${one.outerHTML.slice(0, 80)} is printed`);
    }
    const { color, backgroundColor } = getComputedStyle(document.body);
    const sum = (text: string) =>
      (text.match(/\d+/g) ?? []).slice(0, 3).reduce((a, b) => a + Number(b), 0);
    if (sum(color) > 200 || sum(backgroundColor) < 700) seen.push(`${color} on ${backgroundColor}`);
    return seen;
  });
