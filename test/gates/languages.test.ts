/**
 * German is complete, and a right-to-left language would fit: checked by words and by screenshots.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { mirrored } from '../../scripts/course/html.ts';
import { launchBrowser } from '../../scripts/world/browser.ts';
import { catalog } from '../../src/course/catalog.ts';
import { picture } from '../support/picture.ts';
import { composeEmails, type Email } from './compose-emails.ts';
import { inPage } from './in-page.ts';
import type { State } from './page-states.ts';
import { READERS } from './people.ts';

const url = inject('url');
const states = inject('states').filter(({ locale }) => locale === 'de-DE');
const folder = join(import.meta.dirname, '../../artifacts/gates/languages');

let browser: Browser;
let page: Page;
let emails: Email[];
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  browser = await launchBrowser();
  // The browser's language is used if the person is unknown: erased, or with an expired link.
  page = await browser.newPage({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });
  emails = await composeEmails(READERS.filter(({ locale }) => locale.startsWith('de')));
});
afterAll(() => browser?.close());

/** Common English words that no German text contains. */
const ENGLISH = /\b(the|and|you|your|with|are|not|this|that|we|from|have|has|it|of)\b/i;

/** The author's titles and names of untranslated parts. */
const ORIGINALS = catalog.all
  .flatMap(({ title, lessons, pages }) => [
    title,
    ...lessons.flatMap((lesson) => [
      lesson.title,
      ...lesson.steps.flatMap(({ text, essential }) => [text, essential?.short ?? text]),
    ]),
    ...pages.flatMap((one) => [one.title, one.description]),
  ])
  // The longest first, because it may contain a shorter one.
  .sort((a, b) => b.length - a.length);

const leftOver = (text: string): string | undefined =>
  ORIGINALS.reduce((rest, original) => rest.replaceAll(original, ''), text)
    .split('\n')
    .find((line) =>
      ENGLISH.test(line.replace(/https?:\S+|\S+@\S+|“[^”]*”|"[^"]*"|\([^)]*\)/g, '')),
    );

const english: string[] = [];

test('no page overflows in German or right-to-left, at 320 and 1280 pixels', async () => {
  const wide: string[] = [];
  for (const state of states.filter(({ isMail, fields }) => !isMail && !fields)) {
    await open(state);
    for (const width of [320, 1280]) await keep(`${state.name}-de-${width}`, wide, width);
    const line = leftOver(await germanText());
    if (line !== undefined) english.push(`${state.name}: ${line}`);
    await inPage(page, turnToArabic);
    for (const width of [320, 1280]) await keep(`${state.name}-rtl-${width}`, wide, width);
  }
  expect(wide).toEqual([]);
});

test("German pages contain English words only where they say that a part isn't translated", () => {
  expect(english).toEqual([]);
});

test('German emails contain English words only where they say so', () => {
  const found = emails.flatMap(({ name, subject, text }) => {
    if (text.includes('noch nicht auf Deutsch')) return [];
    const line = leftOver(`${subject}\n${text.replace(/\n(?!\n)/g, ' ')}`);
    return line === undefined ? [] : [`${name}: ${line}`];
  });
  expect(found).toEqual([]);
});

/** The emails to screenshot: one of each message. */
const oneOfEach = (): Email[] =>
  emails.filter(
    ({ message }, index) => emails.findIndex((one) => one.message === message) === index,
  );

test.each([320, 700])(
  'at %i pixels, no email overflows in German or right-to-left',
  async (width) => {
    // A separate browser context: the pages' policy would block the emails' styles.
    page = await browser.newPage({ viewport: { width, height: 800 } });
    const wide: string[] = [];
    for (const { message, html } of oneOfEach()) {
      await page.setContent(html);
      await keep(`mail-${message}-de-${width}`, wide, width);
      await page.setContent(mirrored(html.replaceAll('dir="ltr"', 'dir="rtl"')));
      await inPage(page, turnToArabic);
      await keep(`mail-${message}-rtl-${width}`, wide, width);
    }
    expect(wide).toEqual([]);
  },
);

async function open({ path, at }: State): Promise<void> {
  await page.setExtraHTTPHeaders({ 'milepost-now': new Date(at).toISOString() });
  await page.goto(new URL(path, url).href);
}

/** The page's text without the parts that are marked as English, and without lists of names. */
const germanText = (): Promise<string> =>
  inPage(page, ({ document }) => {
    const others = [...document.body.querySelectorAll('[lang="en"], select')];
    for (const part of others) part.style.display = 'none';
    const text = document.body.innerText as string;
    for (const part of others) part.style.display = '';
    return text;
  });

/** Takes a screenshot at this width, and reports a page that scrolls sideways. */
async function keep(name: string, wide: string[], width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  const own = await inPage(page, ({ document }) => document.documentElement.scrollWidth as number);
  if (own > width) wide.push(`${name}: ${own} pixels`);
  await picture(page, folder, name);
}

/** Simulates Arabic: right-to-left, with letters of about the same width. */
function turnToArabic({ document }: { document: Window['document'] }): void {
  const letters = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي';
  for (const part of document.querySelectorAll('[dir]')) part.setAttribute('dir', 'rtl');
  document.documentElement.setAttribute('dir', 'rtl');
  const words = document.createTreeWalker(document.body, 4);
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    if (/STYLE|SCRIPT|OPTION/.test(node.parentElement?.tagName ?? '')) continue;
    node.nodeValue = node.nodeValue!.replace(
      /\p{L}/gu,
      (letter: string) => letters[letter.codePointAt(0)! % letters.length]!,
    );
  }
}

// biome-ignore lint/suspicious/noExplicitAny: the types of a browser's window clash with a Worker's
type Window = any;
