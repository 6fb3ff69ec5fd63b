import { entriesOf } from '../support/calendars.ts';
import { localTime } from './clock.ts';
import { url } from './own-world.ts';
import type { Person } from './person.ts';

/** The stones on the way to the date, folded or not, as `Sent: One week: review, don’t learn`. */
export async function timeline({ page }: Person): Promise<string[]> {
  const stones = await page.locator('.road > .mark').all();
  return Promise.all(
    stones.map(async (stone) => {
      const words = async (part: string) =>
        (await stone.locator(part).allTextContents())[0]?.trim();
      const label = (await words('.mark-label'))?.split(' · ').at(-1);
      return `${label}: ${(await words('.mark-title')) ?? (await words('.mark-when'))}`;
    }),
  );
}

/** The countdown, as `366 days to go`. */
export const countdown = async ({ page }: Person): Promise<string> =>
  (await page.locator('.stone').first().innerText()).replace(/\s+/g, ' ');

/**
 * The lessons and the date in the calendar feed now, as `2027-03-20 07:00 One year …`, in order.
 * Days of steps are tested in `http/step-days`.
 */
export async function calendar({ page, zone }: Person, now: string): Promise<string[]> {
  const href = await page
    .getByRole('link', { name: 'Apple Calendar and other apps' })
    .getAttribute('href');
  const feed = href!.replace(/^webcal:/, 'http:');
  if (!feed.startsWith(url)) throw new Error(`The feed is elsewhere: ${feed}`);
  const answer = await fetch(feed, { headers: { 'milepost-now': now } });
  return Object.entries(entriesOf(await answer.text()))
    .filter(([uid]) => !OF_A_STEP.test(uid))
    .map(([, { starts, summary, allDay }]) =>
      allDay ? `${starts} ${summary}` : `${localTime(Date.parse(starts), zone)} ${summary}`,
    )
    .sort();
}

/** The identifier of a step's day: subscription, lesson, step, round. */
const OF_A_STEP = /_[a-z\d-]+_[a-z][a-z\d-]*_\d+@milepost$/;
