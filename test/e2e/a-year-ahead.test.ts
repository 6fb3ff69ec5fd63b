import { expect, test } from 'vitest';
import { calendar, countdown, timeline } from './own-page.ts';
import { arrive, type Way } from './person.ts';
import { join } from './sign-up.ts';

const LESSONS = [
  'One year to go: build something people can see',
  'Three months: two courses, two books, start talking',
  'One week: review, don’t learn',
  'The day before: sleep, arrive early',
];

test.each<Way>(['scripts', 'bare'])(
  '1 · a year ahead: four lessons, each on its day, and an offer (%s)',
  async (way) => {
    const ada = await arrive('a-year-ahead', { way, now: '2027-01-10 10:00' });
    const welcome = await join(ada, { date: '2028-03-20' });
    await ada.follow('Go to your page');
    await ada.sees('Ada, your countdown');
    expect(await countdown(ada)).toBe('435 days to go');
    expect(await timeline(ada)).toEqual([
      'Today: Sunday, January 10, 2027',
      ...LESSONS.map((title) => `Planned: ${title}`),
      'Your interview: Monday, March 20, 2028',
    ]);
    expect(await calendar(ada, '2027-01-10T15:00:00Z')).toEqual([
      `2027-03-20 07:00 ${LESSONS[0]}`,
      `2027-12-20 07:00 ${LESSONS[1]}`,
      `2028-03-13 07:00 ${LESSONS[2]}`,
      `2028-03-19 07:00 ${LESSONS[3]}`,
      '2028-03-20 Interview',
    ]);
    await ada.picture('own-page');
    await ada.followIn(welcome, 'your page');
    await ada.sees('Ada, your countdown');

    await ada.quiet('2027-03-20 09:30');
    await ada.followIn(await ada.mail('one-year'), 'See or change your plan');
    await ada.sees('Ada, your countdown');
    expect(await countdown(ada)).toBe('366 days to go');
    expect((await timeline(ada)).slice(0, 3)).toEqual([
      `Sent: ${LESSONS[0]}`,
      'Today: Saturday, March 20, 2027',
      `Planned: ${LESSONS[1]}`,
    ]);
    await ada.unfold(/Earlier lessons/);
    await ada.unfold(/Checklist/);
    await ada.press(/^Done: Finish one hands-on course/);
    await ada.page.getByText('Checked off.').waitFor();
    await ada.page.getByText(/^1 of \d+ done$/).waitFor();
    await ada.picture('checked');

    await ada.quiet('2027-12-20 07:00');
    const second = await ada.mail('three-months');
    expect(second.text).toContain('Submit a result to one Kaggle competition');
    expect(second.text).not.toContain('Finish one hands-on course');
    await ada.followIn(second, 'View this email in your browser');
    await ada.sees(second.subject);
    expect(await ada.page.title()).toBe(second.subject);

    await ada.quiet('2028-03-13 07:00');
    await ada.mail('one-week');
    await ada.until('2028-03-19 07:00');
    const last = await ada.mail('one-day');
    expect(last.text).toContain('1 day to go');
    await ada.until('2028-03-20 09:00');
    await ada.followIn(last, 'See or change your plan');
    await ada.sees('Ada, today is the day');
    expect(await countdown(ada)).toBe('Today is the day');
    await ada.page.getByText('Good luck today!').waitFor();
    await ada.page.getByText('Be there 10 minutes early.').last().waitFor();
    await ada.picture('the-day');

    await ada.until('2028-03-22 18:00');
    await ada.followIn(await ada.mail('how-did-it-go'), 'I have an offer');
    await ada.sees('Ada, your date has passed');
    await ada.press('Save this answer');
    await ada.page.getByText('We’re happy for you').waitFor();
    await ada.sees('Ada, your date has passed');
    await ada.picture('offer');
    const own = ada.page.url();

    await ada.quiet('2028-08-01 12:00');
    expect(await ada.received()).toEqual([
      '2027-01-10 10:00 confirm',
      '2027-01-10 10:00 welcome',
      '2027-03-20 07:00 one-year',
      '2027-12-20 07:00 three-months',
      '2028-03-13 07:00 one-week',
      '2028-03-19 07:00 one-day',
      '2028-03-22 07:00 how-did-it-go',
    ]);
    await ada.page.goto(own);
    await ada.sees('Your details have been erased');
    expect(ada.troubles).toEqual([]);
    await ada.leave();
  },
);
