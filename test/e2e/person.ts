import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, expect, inject } from 'vitest';
import type { Mail } from '../../scripts/world/provider-types.ts';
import { switches } from '../../scripts/world/tick.ts';
import type { Health } from '../../src/usecases/operator/health.ts';
import { picture } from '../support/picture.ts';
import { daysUntil, instantOf, localTime, momentsBetween } from './clock.ts';
import { linkInText, mailsTo, messageOf } from './emails.ts';
import { type Input, keyboard, mouse } from './input.ts';
import { mailboxUrl, url } from './own-world.ts';
import { checkCountdown, checkWords } from './text-checks.ts';

/**
 * How a person uses the web. `keyboard` uses no mouse; `bare` has no scripts and no mouse, and
 * reads plain-text emails only.
 */
export type Way = 'scripts' | 'no scripts' | 'keyboard' | 'bare';

export type Person = Input & {
  page: Page;
  way: Way;
  address: string;
  zone: string;
  /** Sets the local time: `2027-03-20 07:00`. */
  at: (local: string) => Promise<void>;
  /** Advances to a local time, running the cron every day. */
  until: (local: string) => Promise<void>;
  /** The same over a long time without emails until its last days. */
  quiet: (local: string) => Promise<void>;
  /** Runs the cron once, now. */
  tick: () => Promise<void>;
  /** Sets the target date against which every countdown is checked. */
  counts: (date: string | null) => void;
  /** Waits for the next unopened email of this name, at this address. */
  mail: (message: string, address?: string) => Promise<Mail>;
  /** Opens an email and follows the link with these words. */
  followIn: (mail: Mail, words: string) => Promise<void>;
  /** All emails as `2027-03-20 07:00 one-year`, in order; emails of one instant by name. */
  received: (address?: string) => Promise<string[]>;
  /** Expects a page with this heading, without forbidden words. */
  sees: (heading: string | RegExp) => Promise<void>;
  /** Saves a screenshot in artifacts/e2e. */
  picture: (name: string) => Promise<void>;
  /** Browser problems: errors, failed requests, policy violations. */
  troubles: string[];
  leave: () => Promise<void>;
};

type Arrival = {
  way?: Way;
  zone?: string;
  hour?: number;
  now: string;
  /** Sites to visit besides ours. */
  others?: string[];
};

const folder = join(import.meta.dirname, '../../artifacts/e2e');
let browser: Browser | undefined;
let count = 0;

afterAll(() => browser?.close());

/** A new person with a separate browser, address, network and clock. */
export async function arrive(journey: string, arrival: Arrival): Promise<Person> {
  const { way = 'scripts', zone = 'America/New_York', hour = 7, others = [] } = arrival;
  browser ??= await chromium.connect(inject('browser'));
  count += 1;
  const name = `${journey}-${way}`.replaceAll(' ', '-');
  const address = `${name}-${count}@e2e.example`;
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: way === 'scripts' || way === 'keyboard',
    timezoneId: zone,
    locale: 'en-US',
    viewport: { width: 1000, height: 800 },
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const troubles = watch(page);
  await stayHome(context, [url, mailboxUrl, ...others]);
  mkdirSync(folder, { recursive: true });

  let now = 0;
  let pictures = 0;
  const dates: { from: number; date: string | null }[] = [];
  const checked = new Set<number>();
  const dateAt = (at: number) => dates.findLast(({ from }) => from <= at)?.date ?? null;

  async function set(instant: number): Promise<void> {
    now = instant;
    const iso = new Date(now).toISOString();
    await switches(mailboxUrl, 'clock', { now: iso, frozen: true });
  }

  async function read(to: string): Promise<Mail[]> {
    const mails = await mailsTo(mailboxUrl, to);
    for (const mail of mails.filter(({ n }) => !checked.has(n))) {
      checked.add(mail.n);
      const at = Date.parse(mail.accepted_at);
      const date = dateAt(at);
      checkWords(`${mail.subject}\n${mail.text}`, `"${mail.subject}"`);
      if (date) checkCountdown(mail.text ?? '', daysUntil(date, at, zone), `"${mail.subject}"`);
    }
    return mails;
  }

  /** Waits for emails that a request sends after its response, before time advances. */
  async function settled(): Promise<void> {
    let before = -1;
    for (const began = Date.now(); Date.now() - began < 15_000; ) {
      const due = await overdue();
      const mails = (await mailsTo(mailboxUrl, address)).length;
      if (due === 0 && mails === before) return;
      before = mails;
      await page.waitForTimeout(100);
    }
  }

  /** Emails that are due now and not sent. */
  async function overdue(): Promise<number> {
    // A row counts as overdue after five minutes.
    const headers = { 'milepost-now': new Date(now + 5 * 60_000 + 1000).toISOString() };
    const health = (await (await fetch(`${url}/health`, { headers })).json()) as Health;
    return health.overdue;
  }

  /** On a busy machine a run may start its calls too late, and leaves them to the next run. */
  async function sendDue(): Promise<void> {
    for (let runs = 0; runs < 3; runs += 1) {
      await person.tick();
      if ((await overdue()) === 0) return;
    }
  }

  async function pass(local: string, step: number): Promise<void> {
    await settled();
    for (const moment of momentsBetween(now, instantOf(local, zone), hour, zone, step)) {
      await set(moment);
      await sendDue();
    }
    await person.at(local);
  }

  const taken = new Set<number>();
  const input = way === 'keyboard' || way === 'bare' ? keyboard(page) : mouse(page);
  const person: Person = {
    ...input,
    page,
    way,
    address,
    zone,
    troubles,
    async at(local) {
      await set(instantOf(local, zone));
      await context.setExtraHTTPHeaders({
        'milepost-now': new Date(now).toISOString(),
        'cf-connecting-ip': `198.51.100.${count}`,
      });
    },
    until: (local) => pass(local, 1),
    quiet: (local) => pass(local, 7),
    async tick() {
      const query = `cron=*+*+*+*+*&time=${now}&format=json`;
      const answer = await fetch(`${url}/cdn-cgi/handler/scheduled?${query}`);
      expect(await answer.text()).toContain('"outcome":"ok"');
    },
    counts(date) {
      dates.push({ from: now, date });
    },
    async mail(message, to = address) {
      for (const began = Date.now(); Date.now() - began < 20_000; ) {
        const found = (await read(to)).find(
          (mail) => messageOf(mail).split(/[#/]/)[0] === message && !taken.has(mail.n),
        );
        if (found) {
          taken.add(found.n);
          return found;
        }
        // Emails are sent shortly after the response.
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
      throw new Error(`No mail "${message}" came to ${to}: ${await person.received(to)}`);
    },
    async followIn(mail, words) {
      if (way === 'bare') {
        // From another page, because a link within the same page would cause no request.
        await page.goto('about:blank');
        await page.goto(linkInText(mail, words));
        return;
      }
      await context.unroute(WEBMAIL);
      // The next page opens in this window, as on a phone.
      const body = (mail.html ?? '').replaceAll('target="_blank"', '');
      await context.route(WEBMAIL, (route) =>
        route.fulfill({ contentType: 'text/html; charset=utf-8', body }),
      );
      await page.goto(WEBMAIL);
      await person.follow(words);
    },
    received: async (to = address) =>
      (await read(to))
        .map((mail) => `${localTime(Date.parse(mail.accepted_at), zone)} ${messageOf(mail)}`)
        .sort(),
    async sees(heading) {
      await page.getByRole('heading', { level: 1, name: heading }).waitFor({ timeout: 15_000 });
      const where = `the page "${heading}"`;
      checkWords(`${await page.title()}\n${await page.locator('body').innerText()}`, where);
      const stone = page.locator('.own ~ * .stone');
      const date = dateAt(now);
      if (date && (await stone.count()) > 0) {
        checkCountdown(await stone.first().innerText(), daysUntil(date, now, zone), where);
      }
    },
    async picture(what) {
      pictures += 1;
      await picture(page, folder, `${name}-${pictures}-${what}`);
    },
    leave: () => context.close(),
  };
  await person.at(arrival.now);
  return person;
}

const WEBMAIL = 'https://webmail.example/inbox';

function watch(page: Page): string[] {
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => {
    // The page itself reports that the whole page is an error.
    const isPage = message.location().url === page.url();
    if (message.type() === 'error' && !isPage) troubles.push(message.text());
  });
  page.on('requestfailed', (request) => {
    // A preview aborted by the next keystroke is intended.
    const aborted = request.failure()?.errorText === 'net::ERR_ABORTED';
    if (!aborted) troubles.push(`${request.url()} ${request.failure()?.errorText}`);
  });
  return troubles;
}

/** Pages and emails load no other origin, so other requests are blocked. */
async function stayHome(context: BrowserContext, homes: string[]): Promise<void> {
  const isHome = ({ origin }: URL) => homes.includes(origin);
  await context.route(
    (url) => !isHome(url),
    (route) => route.abort('blockedbyclient'),
  );
}
