import type { Mail } from './provider-types.ts';
import { Trouble } from './terminal.ts';

export type Addresses = { url: string; mailboxUrl: string };

/**
 * Stops the world's clock at an instant, runs the cron and returns the emails sent. `runOn` or
 * another setting starts the clock again.
 */
export async function playTick({ url, mailboxUrl }: Addresses, at: number): Promise<Mail[]> {
  const { last } = await switches(mailboxUrl, 'mails?limit=0');
  await switches(mailboxUrl, 'clock', { now: new Date(at).toISOString(), frozen: true });
  const query = `cron=*+*+*+*+*&time=${at}&format=json`;
  const response = await fetch(`${url}/cdn-cgi/handler/scheduled?${query}`);
  const text = await response.text();
  if (!response.ok || !text.includes('"outcome":"ok"')) {
    throw new Trouble(
      `The tick at ${new Date(at).toISOString()} failed.`,
      `The Worker answered ${response.status}: ${text.slice(0, 200)}`,
      'See the output of `npm start`.',
    );
  }
  return (await switches(mailboxUrl, `mails?after=${last}&bodies=0`)).mails;
}

type ClockState = { now: string; offset_ms: number; frozen: boolean };

/** The world's clock, and how far it is ahead of real time. */
export const clockOf = ({ mailboxUrl }: Addresses): Promise<ClockState> =>
  switches(mailboxUrl, 'clock');

/** Lets the world's clock run on from where it stands. */
export async function runOn(world: Addresses): Promise<void> {
  const { now } = await clockOf(world);
  await switches(world.mailboxUrl, 'clock', { now });
}

/** Sets the world's clock this far ahead of real time: 0 is today. */
export async function setOffset({ mailboxUrl }: Addresses, offset_ms: number): Promise<void> {
  await switches(mailboxUrl, 'clock', { offset_ms });
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
