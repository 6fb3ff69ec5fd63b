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
  const { response, text } = await ask(`${url}/cdn-cgi/handler/scheduled?${query}`);
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
  const { response, text } = await ask(`${mailboxUrl}/_control/${path}`, init);
  const answer = JSON.parse(text) as { error?: string };
  if (!response.ok) throw new Error(`The mailbox refused ${path}: ${answer.error}`);
  return answer;
}

/** A request to the world and its answer; a `Trouble` if it's gone. */
export async function ask(
  url: string | URL,
  init?: RequestInit,
): Promise<{ readonly response: Response; readonly text: string }> {
  try {
    const response = await fetch(url, init);
    return { response, text: await response.text() };
  } catch {
    throw new Trouble(
      'Milepost has stopped.',
      `Nothing answers at ${new URL(url).origin} any more. What was played so far is kept.`,
      'Start it again in another window, with `npm start`, and repeat this command.',
    );
  }
}

/** Whether a world is running at these addresses. */
export async function isRunning({ url, mailboxUrl }: Addresses): Promise<boolean> {
  const answers = await Promise.all([
    fetch(`${mailboxUrl}/_control`).catch(() => null),
    fetch(`${url}/health`).catch(() => null),
  ]);
  return answers[0]?.ok === true && answers[1] !== null;
}
