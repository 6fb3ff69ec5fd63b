/**
 * `npx node scripts/pictures.ts`: retakes the screenshots of the README in a world of its own at
 * fixed dates, so that they change only when pages or emails do. Needs Chromium or Chrome.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './world/browser.ts';
import { createPerson, formOf, type Person } from './world/demo-person.ts';
import { linkTo } from './world/mail-links.ts';
import type { Mail } from './world/provider-types.ts';
import { runMain } from './world/terminal.ts';
import { startWorld, type World } from './world/world.ts';
import { root } from './world/wrangler.ts';

const folder = join(root, 'docs/pictures');
const when = { target_date: '2028-03-16', time_zone: 'Europe/Paris', send_hour: '7' };
const signedUp = Date.parse('2027-02-20T09:00Z');
const oneYear = Date.parse('2027-03-16T06:00Z');
const midway = Date.parse('2027-10-02T09:00Z');
const locale = 'en-GB';
const paperHeight = 1000;

await runMain(async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'milepost-pictures-'));
  const world = await startWorld({ port: 0, mailboxPort: 0, stateDir });
  const browser = await launchBrowser();
  mkdirSync(folder, { recursive: true });
  try {
    const person = createPerson(world, 'ada@example.com');
    const { welcome, lesson } = await live(person);
    await takePage(browser, world);
    await takeMails(browser, [welcome, lesson]);
    await takeOwnPage(browser, world, linkTo(lesson, 'manage') ?? '');
    await takeMailbox(browser, world);
  } finally {
    await browser.close();
    await world.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
});

/** Signs up, confirms and gets the first lesson. */
async function live(person: Person) {
  const sign = formOf(await person.open(signedUp, '/'), /^\/subscribe$/);
  const fields = { ...sign.fields, ...when, email: person.address, name: 'Ada', locale };
  await person.submit(signedUp, sign.action, fields);
  const confirmation = only(await person.waitForMail());
  const page = await person.open(signedUp, linkTo(confirmation, 'confirm') ?? '');
  await person.submit(signedUp, formOf(page, /^\/confirm\//).action);
  const welcome = only(await person.waitForMail());
  const lesson = only(await person.tick(oneYear));
  return { welcome, lesson };
}

async function takePage(browser: Browser, world: World) {
  await onPage(browser, at(signedUp, { viewport: { width: 1120, height: 1600 } }), async (page) => {
    await page.goto(world.url);
    await page.getByLabel('Your time zone').selectOption(when.time_zone);
    await page.getByLabel('Lessons arrive at').selectOption(when.send_hour);
    await page.getByLabel(/^The day of your/).fill(when.target_date);
    await page.locator('[data-plan] li').nth(3).waitFor();
    await page.getByLabel('Email address').fill('ada@example.com');
    await page.getByLabel('What should we call you?').fill('Ada');
    await page.locator('h1').click();
    const form = await page.locator('form.sign-up').boundingBox();
    const height = Math.ceil((form?.y ?? 0) + (form?.height ?? 0)) + 40;
    await page.screenshot({
      path: join(folder, 'page.png'),
      clip: { x: 0, y: 0, width: 1120, height },
    });
  });
}

/** Both emails side by side, cropped to the top as in an email client. */
async function takeMails(browser: Browser, mails: Mail[]) {
  const width = 640 * mails.length + 24 * (mails.length - 1);
  await onPage(browser, { viewport: { width, height: paperHeight } }, async (page) => {
    await page.setContent(
      `<body style="margin:0;display:flex;gap:24px;background:#fff">${mails
        .map(() => `<iframe style="border:0;width:640px;height:${paperHeight}px"></iframe>`)
        .join('')}`,
    );
    const frames = page.locator('iframe');
    for (const [index, { html }] of mails.entries()) {
      await frames.nth(index).evaluate((frame, text) => {
        frame.setAttribute('srcdoc', text);
      }, html ?? '');
      await frames.nth(index).contentFrame().locator('h1').waitFor();
    }
    await page.screenshot({ path: join(folder, 'mails.png') });
  });
}

async function takeOwnPage(browser: Browser, world: World, link: string) {
  await onPage(browser, at(midway, { viewport: { width: 1000, height: 1170 } }), async (page) => {
    await page.goto(new URL(new URL(link).pathname, world.url).href);
    await page.screenshot({ path: join(folder, 'own-page.png') });
  });
}

async function takeMailbox(browser: Browser, world: World) {
  await world.mailbox.settled();
  await onPage(browser, { viewport: { width: 1200, height: 760 } }, async (page) => {
    await page.goto(world.mailboxUrl);
    await page.getByText('One year to go').first().click();
    await page.locator('iframe').first().contentFrame().locator('h1').waitFor();
    await page.screenshot({ path: join(folder, 'mailbox.png') });
  });
}

/** Context options that send the time of each request. */
function at(now: number, options: BrowserContextOptions): BrowserContextOptions {
  return { ...options, extraHTTPHeaders: { 'milepost-now': new Date(now).toISOString() } };
}

async function onPage(
  browser: Browser,
  options: BrowserContextOptions,
  act: (page: Page) => Promise<void>,
) {
  const context = await browser.newContext({ locale, colorScheme: 'light', ...options });
  await act(await context.newPage());
  await context.close();
}

function only(mails: Mail[]): Mail {
  const [mail] = mails;
  if (mail && mails.length === 1) return mail;
  throw new Error(`Expected one email, got ${mails.length}.`);
}
