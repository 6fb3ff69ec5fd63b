import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';
import { createPerson, type Person } from '../../scripts/world/demo-person.ts';
import type { Mail } from '../../scripts/world/provider-types.ts';

export type Visitor = {
  page: Page;
  address: string;
  /** Waits for the next mail. Fails when none, or more than one, arrives. */
  nextMail: () => Promise<Mail>;
  /** Plays the cron at an instant; gives what arrived here. */
  tick: Person['tick'];
  /** Keeps the whole page as artifacts/e2e/<journey>-<name>.png. */
  picture: (name: string) => Promise<void>;
  /** Everything that went wrong in the page: errors, refused loads, broken policies. */
  troubles: string[];
  leave: () => Promise<void>;
};

const folder = join(import.meta.dirname, '../../artifacts/e2e');
let count = 0;

/** Somebody new with a browser window, an address and a network of their own. */
export async function createVisitor(
  browser: Browser,
  journey: string,
  { javaScript = true } = {},
): Promise<Visitor> {
  const { url, mailboxUrl } = inject('world');
  count += 1;
  const address = `${journey}-${count}@example.com`;
  const person = createPerson({ url, mailboxUrl }, address);
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: javaScript,
    timezoneId: 'America/New_York',
    locale: 'en-US',
    viewport: { width: 1000, height: 800 },
    extraHTTPHeaders: { 'cf-connecting-ip': `198.51.100.${count}` },
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  watch(page, troubles);
  await stayHome(context, [url, mailboxUrl]);
  mkdirSync(folder, { recursive: true });

  return {
    page,
    address,
    troubles,
    tick: person.tick,
    async nextMail() {
      const mails = await person.waitForMail();
      const [mail] = mails;
      if (mail && mails.length === 1) return mail;
      throw new Error(`One mail to ${address} was expected, but ${mails.length} came.`);
    },
    async picture(name) {
      await page.screenshot({ path: join(folder, `${journey}-${name}.png`), fullPage: true });
    },
    leave: () => context.close(),
  };
}

function watch(page: Page, troubles: string[]): void {
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('requestfailed', (request) => {
    // A preview that the next keystroke overtook is given up on purpose.
    const aborted = request.failure()?.errorText === 'net::ERR_ABORTED';
    if (!aborted) troubles.push(`${request.url()} ${request.failure()?.errorText}`);
  });
}

/** The pages load nothing from elsewhere, so the browser may ask nobody else. */
async function stayHome(context: BrowserContext, homes: string[]): Promise<void> {
  const isHome = ({ origin }: URL) => homes.includes(origin);
  await context.route(
    (url) => !isHome(url),
    (route) => route.abort('blockedbyclient'),
  );
}
