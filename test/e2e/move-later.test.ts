import { expect, test } from 'vitest';
import { calendar, countdown, timeline } from './own-page.ts';
import { arrive, type Way } from './person.ts';
import { DAY, join } from './sign-up.ts';

const WEEK = 'One week: review, don’t learn';
const EVE = 'The day before: sleep, arrive early';

test.each<Way>(['scripts', 'bare'])(
  '5 · move later and undo: no email about an undone move, one about a move that stays (%s)',
  async (way) => {
    const eve = await arrive('move-later', { way, now: '2027-10-01 10:00' });
    const { page } = eve;
    await join(eve, { date: '2028-03-20', name: 'Eve' });
    await eve.quiet('2027-12-20 12:00');
    const lesson = await eve.mail('three-months');

    await eve.until('2028-01-05 12:00');
    await eve.followIn(lesson, 'Move your date');
    await eve.sees('Eve, your countdown');
    await eve.follow(/^A month later/);
    await eve.sees('Move it to Thursday, April 20, 2028?');
    expect(await page.locator('.lead').innerText()).toBe(
      '2 lessons move, 1 was cut to its key steps, 1 is already with you.',
    );
    await eve.picture('what-would-change');
    await eve.press('Save new date');
    eve.counts('2028-04-20');
    await eve.sees('Eve, your countdown');
    expect(await countdown(eve)).toBe('106 days to go');

    await eve.until('2028-01-05 12:05');
    await page.getByText('It was Monday, March 20, 2028 before.').waitFor();
    await eve.press('Undo');
    eve.counts('2028-03-20');
    await page.getByText('Undone.').waitFor();
    expect(await countdown(eve)).toBe('75 days to go');
    await eve.until('2028-01-05 12:30');
    expect((await eve.received()).at(-1)).toBe('2027-12-20 07:00 three-months');

    await eve.until('2028-01-05 13:00');
    await eve.date(DAY, '2028-05-02');
    await eve.press('Preview the changes');
    await eve.sees('Move it to Tuesday, May 2, 2028?');
    await eve.press('Save new date');
    eve.counts('2028-05-02');
    await eve.sees('Eve, your countdown');
    expect(await timeline(eve)).toEqual([
      'Key steps only: One year to go: build something people can see',
      'Sent: Three months: two courses, two books, start talking',
      'Today: Wednesday, January 5, 2028',
      `Planned: ${WEEK}`,
      `Planned: ${EVE}`,
      'Your interview: Tuesday, May 2, 2028',
    ]);
    expect((await calendar(eve, '2028-01-05T18:00:00Z')).slice(-3)).toEqual([
      `2028-04-25 07:00 ${WEEK}`,
      `2028-05-01 07:00 ${EVE}`,
      '2028-05-02 Interview',
    ]);
    await eve.until('2028-01-05 13:11');
    const told = await eve.mail('date-moved');
    expect(told.text).toMatch(/Before:\s+Monday, March 20, 2028/);
    expect(told.text).toMatch(/Now:\s+Tuesday, May 2, 2028/);
    await eve.until('2028-01-06 14:00');
    expect(told.text).toMatch(/Until Thursday, January 6, 2028, 1:00\sPM/);
    await eve.followIn(told, 'Open your page');
    await eve.sees('Eve, your countdown');
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);

    await eve.quiet('2028-04-25 07:00');
    await eve.until('2028-05-06 12:00');
    expect(await eve.received()).toEqual([
      '2027-10-01 10:00 catch-up',
      '2027-10-01 10:00 confirm',
      '2027-10-01 10:00 welcome',
      '2027-12-20 07:00 three-months',
      '2028-01-05 13:11 date-moved',
      '2028-04-25 07:00 one-week',
      '2028-05-01 07:00 one-day',
      '2028-05-04 07:00 how-did-it-go',
    ]);
    expect(eve.troubles).toEqual([]);
    await eve.leave();
  },
);
