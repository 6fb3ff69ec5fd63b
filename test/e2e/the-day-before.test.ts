import { expect, test } from 'vitest';
import { calendar, countdown, timeline } from './own-page.ts';
import { arrive } from './person.ts';
import { join } from './sign-up.ts';

test('3 · the day before, after the hour: one email with the welcome and the last lesson', async () => {
  const cleo = await arrive('the-day-before', { now: '2027-05-19 16:40' });
  const { page } = cleo;
  const lesson = await join(cleo, { date: '2027-05-20', name: 'Cleo' }, 'one-day');
  expect(lesson.text).toContain('1 day to go');
  expect(lesson.text).toContain('Welcome, you’re in.');
  expect(lesson.text).toMatch(
    /The earlier lessons would come too late to help now, so\s+skip them/,
  );
  expect(lesson.text).not.toMatch(/still useful|Retrace|job ads/i);
  await cleo.followIn(lesson, 'See or change your plan');
  await cleo.sees('Cleo, your countdown');
  expect(await countdown(cleo)).toBe('1 day to go');
  expect(await timeline(cleo)).toEqual([
    'Left out: One year to go: build something people can see',
    'Left out: Three months: two courses, two books, start talking',
    'Left out: One week: review, don’t learn',
    'Sent: The day before: sleep, arrive early',
    'Today: Wednesday, May 19, 2027',
    'Your interview: Thursday, May 20, 2027',
  ]);
  expect(await calendar(cleo, '2027-05-19T20:40:00Z')).toEqual([
    '2027-05-19 16:40 The day before: sleep, arrive early',
    '2027-05-20 Interview',
  ]);
  await cleo.picture('own-page');

  await cleo.until('2027-05-20 08:00');
  await page.reload();
  await cleo.sees('Cleo, today is the day');
  await cleo.until('2027-05-23 08:00');
  await cleo.quiet('2027-07-30 08:00');
  expect(await cleo.received()).toEqual([
    '2027-05-19 16:40 confirm',
    '2027-05-19 16:40 one-day',
    '2027-05-22 07:00 how-did-it-go',
  ]);
  expect(cleo.troubles).toEqual([]);
  await cleo.leave();
});
