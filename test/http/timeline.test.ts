import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/domain/delivery.ts';
import { plan } from '../../src/domain/plan.ts';
import { timeline } from '../../src/http/timeline/timeline-view.ts';
import { i18nFor } from '../../src/words/words.ts';
import { COURSE, sent, subscription } from '../support/people.ts';
import { at, LATE, mark, row } from '../support/timeline-entries.ts';
import { bindings, join, request, tick } from '../support/worker.ts';

describe('during a pause each lesson shows what happens to it', () => {
  it.each([
    [null, 'one-week', 'You’ve paused the lessons.'],
    [
      '2028-02-01T12:00Z',
      'one-week',
      'Your pause ends before its day, so we’ll send it as planned.',
    ],
    ['2028-03-14T11:00Z', 'one-week', 'We’ll send it when the pause ends.'],
    ['2028-03-18T11:00Z', 'one-week', 'too late for this lesson when the pause ends.'],
    [null, 'one-year', 'Its time ran out during your pause.'],
  ])('ending %s, %s', (ends, lesson, words) => {
    const pauseEnds = ends === null ? null : at(ends);
    const paused = mark(lesson, LATE, [], { status: 'paused' }, { pauseEnds });
    expect(paused).toMatchObject({ label: 'On hold', note: expect.stringContaining(words) });
  });
});

describe('a lesson removed from the course', () => {
  it.each<[string, Delivery, string, string]>([
    [
      'was taken back',
      row('two-weeks', { state: 'cancelled', reason: 'lesson_removed' }),
      'Not sent',
      'It was removed from the course before its day.',
    ],
    ['will be', row('two-weeks', {}), 'Not sent', 'It was removed from the course before its day.'],
    ['or was sent', sent('two-weeks', at('2027-03-20T11:00Z')), 'Sent', ''],
  ])('%s', (_, own, label, note) => {
    expect(mark('two-weeks', LATE, [own])).toMatchObject({
      title: 'Two weeks',
      href: null,
      label,
      note,
    });
  });
});

it.each([
  ['wherever the date has gone', '2027-12-20T12:00Z'],
  ['also by a clock that is ahead', '2028-01-10T15:00:00.005Z'],
])('sent emails are in the past, %s', (_, left) => {
  const ledger = [sent('three-months', at(left))];
  const { lessons } = plan(COURSE, subscription({ targetDate: '2028-06-20' }), ledger, at(LATE));
  const view = {
    course: 'x',
    timeZone: 'UTC',
    i18n: i18nFor('en'),
    unconfirmed: false,
    ledger,
  };
  expect(timeline(lessons, at(LATE), view).behind.map(({ lesson }) => lesson)).toEqual([
    'one-year',
    'three-months',
  ]);
});

it('the page also shows emails outside of the timeline', async () => {
  const email = 'road@reasons.example';
  const own = await join({ email, target_date: '2028-03-20' }, '2027-02-14T12:00:00Z');
  await tick('2027-03-20T11:00:00Z');
  await bindings.DB.prepare(
    `INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision, class,
       state, reason, due_at, closes_at, address, facts)
     SELECT subscription_id || column1, subscription_id, column2, 'lesson', 1, column3, revision, 1,
       'cancelled', column4, due_at, closes_at, address, '{}'
     FROM deliveries, (VALUES ('_a', 'two-weeks', 1, 'lesson_removed'), ('_b', 'one-year', 2, 'moved'))
     WHERE message = 'one-year' AND address = ?1`,
  )
    .bind(email)
    .run();
  const html = await (await request(own, '2027-04-01T12:00:00Z')).text();
  expect(html).toContain('It was removed from the course before its day.');
  expect(html).toContain('Planned but not sent');
  expect(html).toContain('We canceled it when your date moved.');
  expect(html).not.toContain('lesson_removed');
});
