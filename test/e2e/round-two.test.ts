import { expect, test } from 'vitest';
import { countdown } from './own-page.ts';
import { arrive } from './person.ts';
import { DAY, join } from './sign-up.ts';

test('8 · not this time and round two: a review email ten minutes later, and a second countdown', async () => {
  const hana = await arrive('round-two', { now: '2027-05-10 10:00' });
  const { page } = hana;
  await join(hana, { date: '2027-05-18', name: 'Hana' });
  await hana.until('2027-05-20 19:00');
  await hana.followIn(await hana.mail('how-did-it-go'), 'Not this time');
  await hana.sees('Hana, your date has passed');
  await hana.press('Save this answer');
  hana.counts(null);
  await page.getByText('We’re sorry.').waitFor();
  await hana.sees('Hana, when is your interview?');
  await hana.picture('not-this-time');
  await hana.until('2027-05-20 19:11');
  const back = await hana.mail('round-two');

  await hana.until('2027-05-25 20:00');
  await hana.followIn(back, 'Set your next date');
  await hana.date(DAY, '2027-09-01');
  await hana.press('Preview the changes');
  await hana.sees('Your interview on Wednesday, September 1, 2027?');
  await hana.press('Save date');
  hana.counts('2027-09-01');
  await hana.sees('Hana, your countdown');
  expect(await countdown(hana)).toBe('99 days to go');
  await hana.picture('round-two');

  await hana.until('2027-06-02 12:00');
  await hana.quiet('2027-08-25 07:00');
  await hana.until('2027-09-03 19:00');
  await hana.followIn(await hana.mail('how-did-it-go'), 'I have an offer');
  await hana.press('Save this answer');
  await page.getByText('Congratulations!').waitFor();
  await hana.quiet('2027-11-30 12:00');
  expect(await hana.received()).toEqual([
    '2027-05-10 10:00 catch-up',
    '2027-05-10 10:00 confirm',
    '2027-05-10 10:00 welcome',
    '2027-05-11 07:00 one-week',
    '2027-05-17 07:00 one-day',
    '2027-05-20 07:00 how-did-it-go',
    '2027-05-20 19:11 round-two/2',
    '2027-05-25 20:00 catch-up/2',
    '2027-06-01 07:00 three-months/2',
    '2027-08-25 07:00 one-week/2',
    '2027-08-31 07:00 one-day/2',
    '2027-09-03 07:00 how-did-it-go/2',
  ]);
  expect(hana.troubles).toEqual([]);
  await hana.leave();
});
