import { expect, test } from 'vitest';
import { calendar, countdown } from './own-page.ts';
import { arrive, type Way } from './person.ts';
import { join } from './sign-up.ts';

test.each<Way>(['scripts', 'bare'])(
  '10 · leave, return, erase: no email in between, and no data left (%s)',
  async (way) => {
    const jon = await arrive('leave-return-erase', { way, now: '2027-12-01 10:00' });
    const { page } = jon;
    await join(jon, { date: '2028-03-20', name: 'Jon' });
    await jon.until('2027-12-20 12:00');
    const lesson = await jon.mail('three-months');
    await jon.followIn(lesson, 'Unsubscribe');
    await jon.sees('Leave the course?');
    expect(await page.getByRole('button', { name: 'Leave the course' }).count()).toBe(1);
    await jon.picture('leave');
    await jon.press('Leave the course');
    await jon.sees('You’ve left the course');
    await page.getByRole('link', { name: 'download everything' }).waitFor();
    await page.getByRole('link', { name: 'erase everything' }).waitFor();
    await jon.picture('left');
    await jon.followIn(lesson, 'See or change your plan');
    await jon.sees('You’ve left the course');
    await jon.quiet('2028-03-14 09:00');
    expect((await jon.received()).at(-1)).toBe('2027-12-20 07:00 three-months');

    await jon.follow('Sign up again');
    await jon.sees('Machine Learning Interviews');
    await join(jon, { date: '2028-03-20', name: 'Jon' });
    await jon.follow('Go to your page');
    await jon.sees('Jon, your countdown');
    expect(await countdown(jon)).toBe('6 days to go');
    expect((await calendar(jon, '2028-03-14T13:00:00Z')).at(-1)).toBe('2028-03-20 Interview');
    await jon.picture('back');
    await jon.until('2028-03-15 09:00');

    await page.reload();
    await jon.follow('Erase everything');
    await jon.sees('Erase everything?');
    await jon.picture('erase');
    await jon.press('Erase everything now');
    await jon.sees('We’ve erased everything');
    await page.getByText('On Wednesday, March 15, 2028, 9:00 AM, we erased your address').waitFor();
    await jon.picture('receipt');
    await jon.followIn(lesson, 'See or change your plan');
    await jon.sees('Your details have been erased');
    await jon.followIn(lesson, 'Unsubscribe');
    await jon.sees('You’re not on the list');
    await jon.quiet('2028-07-01 12:00');
    expect(await jon.received()).toEqual([
      '2027-12-01 10:00 catch-up',
      '2027-12-01 10:00 confirm',
      '2027-12-01 10:00 welcome',
      '2027-12-20 07:00 three-months',
      '2028-03-14 09:00 confirm#2',
      '2028-03-14 09:00 one-week',
      '2028-03-14 09:00 welcome#2',
    ]);
    expect(jon.troubles).toEqual([]);
    await jon.leave();
  },
);
