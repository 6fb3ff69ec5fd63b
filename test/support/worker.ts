/** The Worker from outside: requests at a set time, cron events, and the accepted emails. */
import {
  createExecutionContext,
  createScheduledController,
  waitOnExecutionContext,
} from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import worker from '../../src/index.ts';
import type { Env } from '../../src/services.ts';

export const bindings = env as unknown as Env & { RESEND_BASE_URL: string };

/**
 * The Worker's settings. It parses them once per object, so each file, which has its own provider,
 * needs its own object.
 */
function settingsOfFile(): Env {
  if (ofFile.RESEND_BASE_URL !== bindings.RESEND_BASE_URL) ofFile = { ...bindings };
  return ofFile;
}

let ofFile = { ...bindings };

/** A request at `now`; when this returns, the work after the response is done. */
export async function request(
  path: string,
  now: string,
  init: RequestInit = {},
  env: Env = settingsOfFile(),
): Promise<Response> {
  const url = path.startsWith('http') ? path : `${bindings.PUBLIC_URL}${path}`;
  const context = createExecutionContext();
  const incoming = new Request(url, {
    redirect: 'manual',
    ...init,
    headers: { 'milepost-now': now, ...(init.headers as Record<string, string>) },
  });
  const response = await worker.fetch(
    incoming as Request<unknown, IncomingRequestCfProperties>,
    env,
    context,
  );
  const text = await response.text();
  await waitOnExecutionContext(context);
  return new Response(text === '' ? null : text, response);
}

/** Posts a form as a browser does. */
export const post = (path: string, now: string, fields: Record<string, string> = {}) =>
  request(path, now, { method: 'POST', body: new URLSearchParams(fields) });

/** One cron event scheduled for `at`. */
export async function tick(at: string | number): Promise<void> {
  const context = createExecutionContext();
  const controller = createScheduledController({
    scheduledTime: new Date(at),
    cron: '* * * * *',
  });
  await worker.scheduled(controller, settingsOfFile());
  await waitOnExecutionContext(context);
}

export type Mail = {
  readonly id: string;
  readonly n: number;
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly name: string; readonly value: string }[];
};

/** The emails accepted for this address, oldest first. */
export async function mailsTo(address: string): Promise<Mail[]> {
  const { mails } = (await control('GET', `/mails?to=${encodeURIComponent(address)}`)) as {
    mails: Mail[];
  };
  return mails;
}

/** Controls the provider's stand-in. */
export async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${bindings.RESEND_BASE_URL}/_control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
}

/** The path of the email's first link to this kind of page. */
export function linkIn(
  mail: Mail,
  page: 'confirm' | 'confirm-address' | 'restore-address' | 'manage' | 'unsubscribe',
): string {
  const found = new RegExp(`/${page}/[\\w.~-]+`).exec(mail.text);
  if (!found) throw new Error(`no ${page} link in "${mail.subject}"`);
  return found[0];
}

/** Signs up and confirms; returns the path of the person's page. */
export async function join(
  fields: {
    email: string;
    target_date: string;
    time_zone?: string;
    send_hour?: string;
    date_kind?: string;
    locale?: string;
  },
  now: string,
): Promise<string> {
  await post('/subscribe', now, { time_zone: 'America/New_York', send_hour: '7', ...fields });
  const [confirmation] = await mailsTo(fields.email);
  await post(linkIn(confirmation!, 'confirm'), now);
  return linkIn((await mailsTo(fields.email)).at(-1)!, 'manage');
}

/** The whole database, to compare before and after. */
export async function dump(): Promise<string> {
  const { results } = await bindings.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
  ).all<{ name: string }>();
  const tables = results.map(({ name }) => name).filter((name) => !/^(sqlite|d1)_/.test(name));
  const rows = await bindings.DB.batch(
    tables.map((table) => bindings.DB.prepare(`SELECT * FROM ${table}`)),
  );
  return JSON.stringify(rows.map(({ results: all }) => all));
}
