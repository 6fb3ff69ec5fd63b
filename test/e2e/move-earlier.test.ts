import { expect, test } from 'vitest';
import { calendar, countdown, timeline } from './own-page.ts';
import { arrive } from './person.ts';
import { DAY, join } from './sign-up.ts';

test('6 · move earlier: what is due at once comes after ten minutes, the rest on its day', async () => {
  const finn = await arrive('move-earlier', { now: '2027-01-10 10:00', hour: 18 });
  const welcome = await join(finn, { date: '2028-03-20', name: 'Finn', hour: '6:00 PM' });
  await finn.until('2027-02-01 09:00');
  await finn.followIn(welcome, 'Move your date');
  await finn.sees('Finn, your countdown');
  await finn.date(DAY, '2027-04-25');
  await finn.press('Preview the changes');
  await finn.sees('Move it to Sunday, April 25, 2027?');
  const changes = await finn.page.locator('.changes .mark-label').allInnerTexts();
  expect(changes.map((label) => label.split(' · ')[1])).toEqual([
    'Key steps only',
    'Sent right away',
    'Moves',
    'Moves',
  ]);
  await finn.picture('what-would-change');
  await finn.press('Save new date');
  finn.counts('2027-04-25');
  await finn.sees('Finn, your countdown');
  expect(await countdown(finn)).toBe('83 days to go');
  await finn.until('2027-02-01 09:09');
  expect((await finn.received()).length).toBe(2);
  await finn.until('2027-02-01 09:11');
  await finn.mail('date-moved');
  await finn.mail('three-months');
  await finn.until('2027-02-01 09:12');
  await finn.page.reload();
  await finn.sees('Finn, your countdown');
  expect(await timeline(finn)).toEqual([
    'Key steps only: One year to go: build something people can see',
    'Sent: Three months: two courses, two books, start talking',
    'Today: Monday, February 1, 2027',
    'Planned: One week: review, don’t learn',
    'Planned: The day before: sleep, arrive early',
    'Your interview: Sunday, April 25, 2027',
  ]);
  expect(await calendar(finn, '2027-02-01T14:11:00Z')).toEqual([
    '2027-02-01 09:10 Three months: two courses, two books, start talking',
    '2027-04-18 18:00 One week: review, don’t learn',
    '2027-04-24 18:00 The day before: sleep, arrive early',
    '2027-04-25 Interview',
  ]);

  await finn.quiet('2027-04-18 18:00');
  await finn.until('2027-04-28 12:00');
  await finn.quiet('2027-05-30 12:00');
  expect(await finn.received()).toEqual([
    '2027-01-10 10:00 confirm',
    '2027-01-10 10:00 welcome',
    '2027-02-01 09:11 date-moved',
    '2027-02-01 09:11 three-months',
    '2027-04-18 18:00 one-week',
    '2027-04-24 18:00 one-day',
    '2027-04-27 18:00 how-did-it-go',
  ]);
  expect(finn.troubles).toEqual([]);
  await finn.leave();
});
