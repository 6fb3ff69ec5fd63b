import { readFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { expect, test } from 'vitest';
import { root, run } from '../../scripts/world/wrangler.ts';
import { countdown, timeline } from './own-page.ts';
import { mailboxUrl, url } from './own-world.ts';
import { arrive, type Person } from './person.ts';
import { join } from './sign-up.ts';

const [toLesson = '', onwards = '', back = ''] = commandsOf('README.md');

test("14 · README's time travel: after each command the site shows that day", async () => {
  const noa = await arrive('time-travel', {
    now: '2027-01-10 10:17',
    zone: 'Europe/London',
    hour: 8,
  });
  await join(noa, { date: '2028-03-20', hour: '8:00 AM', zone: 'London', name: 'Noa' });
  await onOwnClock(noa);

  expect(await play(toLesson)).toContain('One year to go');
  await noa.followIn(await noa.mail('one-year'), 'See or change your plan');
  await noa.sees('Noa, your countdown');
  expect(await countdown(noa)).toBe('366 days to go');
  expect(await timeline(noa)).toContain('Today: Saturday, March 20, 2027');

  await play('--at 2027-12-17T10:17Z');
  const played = await play(onwards);
  expect(played).toContain('2027-12-20 08:00Z');
  expect(played.match(/^ {2}played until 2027-12-\d\dT\d\d:00Z$/gm)).toHaveLength(9);
  await noa.page.reload();
  await noa.sees('Noa, your countdown');
  expect(await countdown(noa)).toBe('80 days to go');

  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  expect(await offers(tomorrow)).toBe(false);
  await play(back);
  expect(await offers(tomorrow)).toBe(true);
  expect(noa.troubles).toEqual([]);
  await noa.leave();
});

/** The flags of each `npm run tick` on a page. */
function commandsOf(page: string): string[] {
  const text = readFileSync(path(root, page), 'utf8');
  return [...text.matchAll(/^ *npm run tick -- ([^#\n]*)/gm)].map(([, flags]) => flags!.trim());
}

/** From here on requests don't set a time: the site uses the world's. */
const onOwnClock = ({ page }: Person): Promise<void> =>
  page.context().setExtraHTTPHeaders({ 'cf-connecting-ip': '198.51.100.250' });

async function play(flags: string): Promise<string> {
  const ports = ['--port', new URL(url).port, '--mailbox-port', new URL(mailboxUrl).port];
  const { code, stdout, stderr } = await run(['scripts/tick.ts', ...flags.split(' '), ...ports]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
}

/** Whether a countdown to this date can still start. */
async function offers(target_date: string): Promise<boolean> {
  const query = new URLSearchParams({ target_date, time_zone: 'UTC' });
  return (await fetch(`${url}/plan?${query}`)).ok;
}
