import { expect, test } from 'vitest';
import { countdown } from './own-page.ts';
import { arrive, type Way } from './person.ts';
import { confirm, DAY } from './sign-up.ts';

test.each<Way>(['scripts', 'bare'])(
  'a goal, then an appointment, then "It\'s off", and undo (%s)',
  async (way) => {
    const gil = await arrive('goal', { now: '2027-03-01 10:00', way });
    const { page } = gil;
    await page.goto('/');
    await gil.date(DAY, '2027-05-20');
    await gil.check('No invitation yet');
    if (way === 'bare') await gil.choose('Your time zone', 'New York');
    await gil.choose('Lessons arrive at', '7:00 AM');
    await gil.fill('Email address', gil.address);
    await gil.press('Start my countdown');
    await gil.sees('Check your inbox');
    gil.counts('2027-05-20');
    const welcome = await confirm(gil, await gil.mail('confirm'));
    expect(welcome.text).toContain('You want to be ready by');
    await gil.followIn(welcome, 'See or change your plan');
    await gil.sees('Your countdown');
    await page.getByText('The day you want to be ready by').first().waitFor();
    await gil.picture('goal');

    await gil.quiet('2027-05-20 10:00');
    await page.reload();
    await page.getByText('You wanted to be ready by today').waitFor();
    await gil.until('2027-05-22 12:00');
    await gil.followIn(await gil.mail('date-now'), 'Set your date');
    await gil.sees('Your date has passed');
    await page.getByText('Do you have a date now?').first().waitFor();
    await gil.picture('date-now');
    await gil.date(/ready by|^The day of your/, '2027-06-20');
    await page.getByLabel('No invitation yet').first().uncheck();
    await gil.press('Preview the changes');
    await gil.sees('Move it to Sunday, June 20, 2027?');
    await gil.press('Save new date');
    gil.counts('2027-06-20');
    await gil.sees('Your countdown');
    await page.getByText('Your interview', { exact: true }).waitFor();

    await gil.until('2027-05-23 12:00');
    await page.reload();
    await gil.unfold(/Is it off/);
    await gil.press('It was canceled');
    gil.counts(null);
    await gil.sees('Your countdown has ended');
    await page.getByText('We’ll erase your details on').waitFor();
    await gil.picture('off');
    await gil.press('Undo');
    gil.counts('2027-06-20');
    await gil.sees('Your countdown');
    expect(await countdown(gil)).toBe('28 days to go');
    await gil.unfold(/Is it off/);
    await gil.press('Keep my place, without questions');
    gil.counts(null);
    await gil.sees('Your countdown has ended');
    const before = await gil.received();
    await gil.quiet('2027-09-30 12:00');
    expect(await gil.received()).toEqual(before);
    expect(gil.troubles).toEqual([]);
    await gil.leave();
  },
);
