import type { Mail } from './provider-types.ts';
import { Trouble } from './terminal.ts';
import { type Addresses, ask, playTick, switches } from './tick.ts';

export type Page = { url: string; status: number; html: string };

/** A test person with a browser, a mailbox and a clock. */
export function createPerson(world: Addresses, address: string, course?: string) {
  let seen = 0;
  // A network per visitor, because the site limits sign-ups per network.
  const network = `198.51.100.${1 + Math.floor(Math.random() * 254)}`;

  async function request(at: number, url: string, init: RequestInit = {}): Promise<Page> {
    const now = new Date(at).toISOString();
    await switches(world.mailboxUrl, 'clock', { now, frozen: true });
    const headers = { 'milepost-now': now, 'cf-connecting-ip': network, ...init.headers };
    const to = new URL(url, world.url);
    const { response, text: html } = await ask(to, { ...init, headers, redirect: 'manual' });
    const onward = response.headers.get('location');
    if (response.status === 303 && onward) {
      return request(at, new URL(onward, response.url).href);
    }
    return { url: response.url, status: response.status, html };
  }

  async function newMails(): Promise<Mail[]> {
    const query = `mails?to=${encodeURIComponent(address)}&after=${seen}`;
    const { mails, last } = await switches(world.mailboxUrl, query);
    seen = last;
    return mails;
  }

  return {
    address,
    course,
    newMails,
    open: (at: number, url: string) => request(at, url),
    /** Submits a form as a browser does. */
    submit: (at: number, url: string, fields: Record<string, string> = {}) =>
      request(at, url, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    plan: async (at: number, question: Record<string, string>): Promise<PlannedLesson[]> => {
      const page = await request(
        at,
        `/plan?${new URLSearchParams({ ...question, ...(course && { course }) })}`,
        {
          headers: { accept: 'application/json' },
        },
      );
      if (page.status !== 200) throw unexpected(`GET /plan answered ${page.status}.`, page.html);
      return JSON.parse(page.html).lessons;
    },
    /** Runs the cron and returns the emails that this person got. */
    tick: async (at: number): Promise<Mail[]> => {
      await playTick(world, at);
      return newMails();
    },
    /** The emails that a request caused; they are sent a moment after its response. */
    waitForMail: async (): Promise<Mail[]> => {
      for (const began = Date.now(); Date.now() - began < 15_000; ) {
        const mails = await newMails();
        if (mails.length > 0) return mails;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return [];
    },
  };
}

export type Person = ReturnType<typeof createPerson>;

export type PlannedLesson = { lesson: string; title: string; due_at: string; status: string };

/** The form of a page whose action ends like this, with its hidden fields. */
export function formOf(
  page: Page,
  ending: RegExp,
): { action: string; fields: Record<string, string> } {
  const forms = [...page.html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)];
  for (const [, attributes = '', inside = ''] of forms) {
    const action = new URL(attribute(attributes, 'action') ?? '', page.url);
    if (attribute(attributes, 'method')?.toLowerCase() !== 'post') continue;
    if (!ending.test(action.pathname)) continue;
    const inputs = [...inside.matchAll(/<input\b[^>]*>/gi)].map(([input]) => input);
    const hidden = inputs.filter((input) => attribute(input, 'type') === 'hidden');
    const fields = hidden.map((input) => [
      attribute(input, 'name') ?? '',
      attribute(input, 'value') ?? '',
    ]);
    return { action: action.href, fields: Object.fromEntries(fields) };
  }
  throw unexpected(`The page ${page.url} has no form that posts to ${ending}.`, page.html);
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag)?.slice(1).find(Boolean);

/** The error of a failed check of the demo. */
export function unexpected(what: string, why = ''): Trouble {
  const fix = "The Worker's own words are in .milepost/, in worker.log of the world that ran.";
  return new Trouble(`The demo stopped: ${what}`, why.slice(0, 600), fix);
}
