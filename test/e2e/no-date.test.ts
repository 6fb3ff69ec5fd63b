import { expect, test } from 'vitest';
import { calendar, countdown, timeline } from './own-page.ts';
import { arrive } from './person.ts';
import { DAY, join } from './sign-up.ts';

test('4 · no date, then a date: asked twice, then a date is set and the countdown starts', async () => {
  const dora = await arrive('no-date', { now: '2027-01-10 19:00', hour: 8 });
  const { page } = dora;
  const welcome = await join(dora, { date: null, name: 'Dora', hour: '8:00 AM' });
  expect(welcome.text).toContain('You haven’t set a date yet');
  await dora.follow('Set your date');
  await dora.sees('Dora, when is your interview?');
  await page.getByText('We’ll ask you for it on Wednesday, February 10, 2027').waitFor();
  expect(await calendar(dora, '2027-01-11T00:00:00Z')).toEqual([]);
  await dora.picture('no-date');

  await dora.quiet('2027-02-10 08:00');
  await dora.quiet('2027-03-10 08:00');
  await dora.until('2027-03-15 21:00');
  await dora.mail('ask-date');
  await dora.followIn(await dora.mail('ask-date'), 'Set your date');
  await dora.sees('Dora, when is your interview?');
  await dora.date(DAY, '2027-06-18');
  await dora.press('Preview the changes');
  await dora.sees('Your interview on Friday, June 18, 2027?');
  await dora.picture('what-it-brings');
  await dora.press('Save date');
  dora.counts('2027-06-18');
  await dora.sees('Dora, your countdown');
  expect(await countdown(dora)).toBe('95 days to go');
  expect(await timeline(dora)).toEqual([
    'Key steps only: One year to go: build something people can see',
    'Today: Monday, March 15, 2027',
    'Planned: Three months: two courses, two books, start talking',
    'Planned: One week: review, don’t learn',
    'Planned: The day before: sleep, arrive early',
    'Your interview: Friday, June 18, 2027',
  ]);
  await dora.mail('catch-up');

  await dora.until('2027-03-19 08:00');
  await dora.quiet('2027-06-11 08:00');
  await dora.until('2027-06-21 08:00');
  await dora.quiet('2027-08-01 08:00');
  expect(await dora.received()).toEqual([
    '2027-01-10 19:00 confirm',
    '2027-01-10 19:00 welcome',
    '2027-02-10 08:00 ask-date',
    '2027-03-10 08:00 ask-date#2',
    '2027-03-15 21:00 catch-up',
    '2027-03-18 08:00 three-months',
    '2027-06-11 08:00 one-week',
    '2027-06-17 08:00 one-day',
    '2027-06-20 08:00 how-did-it-go',
  ]);
  expect(dora.troubles).toEqual([]);
  await dora.leave();
});
