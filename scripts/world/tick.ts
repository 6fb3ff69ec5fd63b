import type { Mail } from './provider-types.ts';
import { Trouble } from './terminal.ts';

export type Addresses = { url: string; mailboxUrl: string };

/**
 * Plays the cron at an instant and gives the mails that left in it. The mailbox's clock stands at
 * that instant meanwhile, so that mails carry the date that they would have.
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

/** Reads, or with a body sets, one of the mailbox's switches. */
// biome-ignore lint/suspicious/noExplicitAny: each switch has its own shape
export async function switches(mailboxUrl: string, path: string, body?: unknown): Promise<any> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${mailboxUrl}/_control/${path}`, init);
  const answer = (await response.json()) as { error?: string };
  if (!response.ok) throw new Error(`The mailbox refused ${path}: ${answer.error}`);
  return answer;
}

/** Whether a world answers at these addresses. */
export async function isRunning({ url, mailboxUrl }: Addresses): Promise<boolean> {
  const answers = await Promise.all([
    fetch(`${mailboxUrl}/_control`).catch(() => null),
    fetch(`${url}/health`).catch(() => null),
  ]);
  return answers[0]?.ok === true && answers[1] !== null;
}
