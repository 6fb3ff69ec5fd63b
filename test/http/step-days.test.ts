/** Rule 16: the days of steps on the person's page and in their calendar. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person } from '../support/calendar-person.ts';
import { stepId, withStepDays } from '../support/dated-steps.ts';
import { text } from '../support/own-page.ts';
import { join, tick } from '../support/worker.ts';

const FIRST = '2027-03-20T11:00:20Z';
const LATER = '2027-07-01T12:00:00Z';

let restore = (): void => undefined;
beforeAll(() => {
  restore = withStepDays({
    'one-year': [undefined, '-P9M', '-P6M'],
    'three-months': ['-P2M'],
  });
});
afterAll(() => restore());

const NINE = 'By June 20, 2027.';
const SIX = 'By September 20, 2027.';

/** The steps of the first lesson's checklist, in order, with their days. */
const listed = (html: string): string[] =>
  [
    ...html
      .slice(html.indexOf('one-year-steps'))
      .matchAll(/<li class="\w*" id="one-year-.*?<\/li>/gs),
  ]
    .map(([item]) => item)
    .map((item) =>
      `${/name="step" value="(.+?)"/.exec(item)![1]} ${/By [^<]+/.exec(item)?.[0] ?? ''}`.trim(),
    );

const [ZERO, ONE, TWO] = [0, 1, 2].map((index) => stepId('one-year', index));

describe('the own page', () => {
  it('shows the days of open steps, and first those that have come', async () => {
    const { own, act } = await person('page');
    await tick(FIRST);
    expect(listed(await text(own, FIRST)).slice(0, 3)).toEqual([
      ZERO,
      `${ONE} ${NINE}`,
      `${TWO} ${SIX}`,
    ]);
    expect(listed(await text(own, LATER)).slice(0, 3)).toEqual([
      `${ONE} ${NINE}`,
      ZERO,
      `${TWO} ${SIX}`,
    ]);
    const lesson = await text(`${own}/lessons/one-year`, LATER);
    expect(listed(lesson).slice(0, 2)).toEqual([`${ONE} ${NINE}`, ZERO]);
    await act('checklist', { lesson: 'one-year', step: ONE!, done: 'yes' }, LATER);
    expect(listed(await text(own, LATER)).slice(0, 3)).toEqual([ZERO, ONE, `${TWO} ${SIX}`]);
  });

  it('offers a step whose day has come as the next one, and calls nothing overdue', async () => {
    const { own } = await person('next');
    await tick(FIRST);
    const next = (html: string) =>
      /<section class="progress".*?name="step" value="(.+?)".*?<\/section>/s.exec(html)!;
    expect(next(await text(own, FIRST))[1]).toBe(ZERO);
    const html = await text(own, LATER);
    expect(next(html)[1]).toBe(ONE);
    expect(next(html)[0]).toContain(NINE);
    expect(html).toMatch(/0 of \d+ steps done/);
    expect(html).not.toMatch(/overdue/i);
  });

  it('follows a move, and shows no day that had passed before it', async () => {
    const { own, act } = await person('move');
    await tick(FIRST);
    await act('reschedule', { target_date: '2028-06-20' }, '2027-04-01T12:00:00Z');
    expect(listed(await text(own, LATER))).toContain(`${ONE} ${SIX}`);
    await act('reschedule', { target_date: '2027-12-20' }, '2027-04-02T12:00:00Z');
    expect(listed(await text(own, LATER)).slice(0, 3)).toEqual([`${TWO} ${NINE}`, ZERO, ONE]);
  });

  it('shows no day from before a late joiner had the step', async () => {
    const joined = '2027-08-01T12:00:00Z';
    const own = await join({ email: 'late@steps.example', target_date: '2028-03-20' }, joined);
    await tick('2027-08-01T12:01:00Z');
    const html = await text(own, '2027-08-02T12:00:00Z');
    expect(listed(html).slice(0, 3)).toEqual([ZERO, ONE, `${TWO} ${SIX}`]);
  });
});

describe('the calendar feed', () => {
  it('has the days of open steps as whole days without a reminder', async () => {
    const { shows, act, feed } = await person('feed');
    const entries = await shows();
    expect(entries[`one-year_${ONE}_1`]).toMatchObject({
      ...{ starts: '2027-06-20', allDay: true, minutes: 1440, reminders: [], status: 'CONFIRMED' },
      summary: expect.stringMatching(/./),
    });
    expect(Object.keys(entries).filter((key) => /^(one|three)-\w+_[a-z]/.test(key))).toHaveLength(
      3,
    );
    await act('reschedule', { target_date: '2028-06-20' });
    expect((await shows())[`one-year_${ONE}_1`]?.starts).toBe('2027-09-20');
    await act('checklist', { lesson: 'one-year', step: ONE!, done: 'yes' });
    expect((await shows())[`one-year_${ONE}_1`]).toBeUndefined();
    const file = await shows(undefined, `${feed}?download`);
    expect(file[`one-year_${ONE}_1`]?.status).toBe('CANCELLED');
    expect(file[`one-year_${TWO}_1`]?.status).toBe('CONFIRMED');
  });

  it('drops them with their lesson, and with the date', async () => {
    const { shows, act, feed } = await person('off');
    const steps = async () =>
      Object.keys(await shows()).filter((key) => key.startsWith('one-year_') && !/_1_1$/.test(key));
    expect(await steps()).toHaveLength(2);
    await act('pause');
    expect(await steps()).toEqual([]);
    await act('resume');
    expect(await steps()).toHaveLength(2);
    await act('read', { lesson: 'one-year' });
    expect(await steps()).toHaveLength(2);
    await act('off', { ending: 'cancelled' });
    expect(Object.keys(await shows())).toEqual([]);
    const file = await shows(undefined, `${feed}?download`);
    expect(file[`one-year_${ONE}_1`]).toMatchObject({ status: 'CANCELLED', starts: '2027-06-20' });
  });
});
