import type { Mail } from './provider-types.ts';
import { Trouble } from './terminal.ts';

export type Addresses = { url: string; mailboxUrl: string };

/**
 * Runs the cron at an instant and returns the emails sent. The mailbox's clock is set to that
 * instant meanwhile, so that the emails are dated correctly.
 */
export async function playTick({ url, mailboxUrl }: Addresses, at: number): Promise<Mail[]> {
  const { last } = await switches(mailboxUrl, 'mails?limit=0');
  await switches(mailboxUrl, 'clock', { now: new Date(at).toISOString() });
  try {
    const query = `cron=*+*+*+*+*&time=${at}&format=json`;
    const response = await fetch(`${url}/cdn-cgi/handler/scheduled?${query}`);
    const text = await response.text();
    if (!response.ok || !text.includes('"outcome":"ok"')) {
      throw new Trouble(
        `The tick at ${new Date(at).toISOString()} failed.`,
        `The Worker answered ${response.status}: ${text.slice(0, 200)}`,
        'The window of `npm start` shows what went wrong.',
      );
    }
  } finally {
    await switches(mailboxUrl, 'clock', { now: null });
  }
  return (await switches(mailboxUrl, `mails?after=${last}&bodies=0`)).mails;
}

/** Reads one of the mailbox's settings, or changes it if there is a body. */
// biome-ignore lint/suspicious/noExplicitAny: each switch has its own shape
export async function switches(mailboxUrl: string, path: string, body?: unknown): Promise<any> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${mailboxUrl}/_control/${path}`, init);
  const answer = (await response.json()) as { error?: string };
  if (!response.ok) throw new Error(`The mailbox refused ${path}: ${answer.error}`);
  return answer;
}

/** Whether a world is running at these addresses. */
export async function isRunning({ url, mailboxUrl }: Addresses): Promise<boolean> {
  const answers = await Promise.all([
    fetch(`${mailboxUrl}/_control`).catch(() => null),
    fetch(`${url}/health`).catch(() => null),
  ]);
  return answers[0]?.ok === true && answers[1] !== null;
}
