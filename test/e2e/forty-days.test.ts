import { expect, test } from 'vitest';
import { calendar, countdown, timeline } from './own-page.ts';
import { arrive } from './person.ts';
import { join } from './sign-up.ts';

test('2 · 40 days: one catch-up at once, then what is still ahead; still waiting, asked twice', async () => {
  const ben = await arrive('forty-days', { now: '2027-03-01 21:15' });
  await join(ben, { date: '2027-04-10', name: '' });
  const catchUp = await ben.mail('catch-up');
  expect(catchUp.text).toContain('in 40 days, on Saturday, April 10, 2027');
  expect(catchUp.text).toContain('which rounds you’ll have and which tools you may use.');
  expect(catchUp.text).toContain('Too late to help now: skip One year to go');
  await ben.followIn(catchUp, 'See or change your plan');
  await ben.sees('Your countdown');
  expect(await countdown(ben)).toBe('40 days to go');
  expect(await timeline(ben)).toEqual([
    'Left out: One year to go: build something people can see',
    'Key steps only: Three months: two courses, two books, start talking',
    'Today: Monday, March 1, 2027',
    'Planned: One week: review, don’t learn',
    'Planned: The day before: sleep, arrive early',
    'Your interview: Saturday, April 10, 2027',
  ]);
  expect(await calendar(ben, '2027-03-02T02:15:00Z')).toEqual([
    '2027-04-03 07:00 One week: review, don’t learn',
    '2027-04-09 07:00 The day before: sleep, arrive early',
    '2027-04-10 Interview',
  ]);
  await ben.picture('own-page');
  await ben.unfold(/Earlier lessons/);
  await ben.follow('One year to go: build something people can see');
  await ben.sees('One year to go: build something people can see');

  await ben.quiet('2027-04-03 07:00');
  await ben.until('2027-04-12 20:00');
  await ben.followIn(await ben.mail('how-did-it-go'), 'Still waiting');
  await ben.sees('Your date has passed');
  await ben.press('Save this answer');
  await ben.page.getByText('We’ll ask once more on Monday, April 26, 2027.').waitFor();
  await ben.sees('Your date has passed');
  await ben.until('2027-04-27 12:00');
  await ben.quiet('2027-06-30 12:00');
  expect(await ben.received()).toEqual([
    '2027-03-01 21:15 catch-up',
    '2027-03-01 21:15 confirm',
    '2027-03-01 21:15 welcome',
    '2027-04-03 07:00 one-week',
    '2027-04-09 07:00 one-day',
    '2027-04-12 07:00 how-did-it-go',
    '2027-04-26 07:00 how-did-it-go#2',
  ]);
  expect(ben.troubles).toEqual([]);
  await ben.leave();
});
