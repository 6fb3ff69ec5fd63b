import { expect, test } from 'vitest';
import { calendar, timeline } from './own-page.ts';
import { arrive } from './person.ts';
import { join } from './sign-up.ts';

const WEEK = 'One week: review, don’t learn';
const EVE = 'The day before: sleep, arrive early';

test('7 · a pause over a lesson: it is caught up, or sent in full if its window is still open', async () => {
  const gil = await arrive('pause', { now: '2027-12-01 10:00' });
  const { page } = gil;
  await join(gil, { date: '2028-03-20', name: 'Gil' });
  const first = await gil.mail('catch-up');
  await gil.until('2027-12-10 20:00');
  await gil.followIn(first, 'See or change your plan');
  await gil.sees('Gil, your countdown');
  await gil.press('Pause');
  await page.getByRole('heading', { name: 'Your lessons are paused' }).waitFor();
  await gil.sees('Gil, your countdown');
  expect(await timeline(gil)).toContain(
    'On hold: Three months: two courses, two books, start talking',
  );
  expect(await calendar(gil, '2027-12-11T01:00:00Z')).toEqual(['2028-03-20 Interview']);
  await gil.picture('paused');

  await gil.quiet('2028-01-25 12:00');
  expect((await gil.received()).length).toBe(3);
  await page.reload();
  await gil.press('Resume now');
  await page.getByText('Resumed.').waitFor();
  const second = await gil.mail('catch-up');
  expect(second.text).toContain('Three months: two courses');
  expect(second.text).not.toContain('One year to go');

  await gil.quiet('2028-03-01 20:00');
  await page.reload();
  await gil.unfold(/Need a break/);
  await gil.date('Until', '2028-03-15');
  await gil.press('Pause the lessons');
  await page.getByText('We’ll hold them until Wednesday, March 15, 2028.').waitFor();
  expect((await timeline(gil)).slice(-3, -1)).toEqual([`On hold: ${WEEK}`, `On hold: ${EVE}`]);
  expect((await calendar(gil, '2028-03-02T01:00:00Z')).slice(-2)).toEqual([
    `2028-03-19 07:00 ${EVE}`,
    '2028-03-20 Interview',
  ]);

  await gil.until('2028-03-23 12:00');
  await gil.quiet('2028-05-30 12:00');
  expect(await gil.received()).toEqual([
    '2027-12-01 10:00 catch-up',
    '2027-12-01 10:00 confirm',
    '2027-12-01 10:00 welcome',
    '2028-01-25 12:00 catch-up#2',
    '2028-03-15 07:00 one-week',
    '2028-03-19 07:00 one-day',
    '2028-03-22 07:00 how-did-it-go',
  ]);
  expect(gil.troubles).toEqual([]);
  await gil.leave();
});
