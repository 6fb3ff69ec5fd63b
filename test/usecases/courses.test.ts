import { describe, expect, it } from 'vitest';
import type { Courses } from '../../src/course/catalog.ts';
import type { Lesson } from '../../src/domain/course.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { ports } from '../support/ledger.ts';
import { life } from '../support/life.ts';
import { mailsTo } from '../support/worker.ts';

/** Ports with other courses: each given as lessons by course id. */
function portsWith(version: string, shelf: Record<string, readonly Lesson[]>): Ports {
  const real = ports();
  const base = real.courses.find('ml-interviews')!;
  const all = Object.entries(shelf).map(([id, lessons]) => ({ ...base, id, lessons }));
  const find = (id: string) => all.find((course) => course.id === id);
  const courses: Courses = {
    ...real.courses,
    version,
    all,
    find,
    // New lessons reuse an old one's template.
    template: (_, message) =>
      real.courses.template('ml-interviews', message) ??
      real.courses.template('ml-interviews', 'one-week'),
  };
  return { ...real, courses };
}

const play = async (own: Ports, ...moments: string[]): Promise<void> => {
  for (const moment of moments) await tick(own, () => Date.parse(moment));
};

const lesson = (id: string, offset: string, over: Partial<Lesson> = {}): Lesson => ({
  id,
  title: id,
  offset,
  steps: [],
  ...over,
});

const WEEK = lesson('one-week', '-P1W');
const DAY = lesson('one-day', '-P1D');

describe('several courses (R5)', () => {
  it('with the same date, both one-day lessons come on the day before', async () => {
    const own = portsWith('a', { 'ml-interviews': [WEEK, DAY], other: [DAY] });
    const ann = await life('ann2', { date: '2028-03-20', now: '2028-01-10T15:00Z' }, own);
    const too = await life(
      'ann2',
      { date: '2028-03-20', now: '2028-01-10T16:00Z', course: 'other' },
      own,
    );
    await play(own, '2028-03-13T11:00Z', '2028-03-19T11:00Z', '2028-03-19T11:01Z');
    expect((await ann.got()).slice(2)).toEqual(['one-week', 'one-day']);
    expect((await too.got()).slice(2)).toEqual(['one-day']);
  });

  it('on a day that both want, the lesson whose window closes first is sent, the other waits a day', async () => {
    const own = portsWith('a', {
      'ml-interviews': [lesson('patient', '-P10D', { window: 'P5D' })],
      other: [lesson('urgent', '-P10D', { window: 'P2D' })],
    });
    const first = await life('bo2', { date: '2028-03-20', now: '2028-01-10T15:00Z' }, own);
    const second = await life(
      'bo2',
      { date: '2028-03-20', now: '2028-01-10T16:00Z', course: 'other' },
      own,
    );
    await play(own, '2028-03-10T12:00Z', '2028-03-10T12:01Z');
    expect([(await first.got()).slice(2), (await second.got()).slice(2)]).toEqual([[], ['urgent']]);
    await play(own, '2028-03-11T12:00Z');
    expect((await first.got()).slice(2)).toEqual(['patient']);
  });

  it('when one course moves away, the other uses the day again', async () => {
    const own = portsWith('a', {
      'ml-interviews': [lesson('patient', '-P10D', { window: 'P5D' })],
      other: [lesson('urgent', '-P10D', { window: 'P2D' })],
    });
    const first = await life('cy2', { date: '2028-03-20', now: '2028-01-10T15:00Z' }, own);
    const second = await life(
      'cy2',
      { date: '2028-03-20', now: '2028-01-10T16:00Z', course: 'other' },
      own,
    );
    await second.at('2028-02-01T10:00Z').move('2028-06-20');
    await play(own, '2028-02-01T10:11Z', '2028-03-10T12:00Z');
    expect((await first.got()).slice(2)).toEqual(['patient']);
  });
});

describe('edited courses (R10)', () => {
  const settle = (own: Ports, at: string) => play(own, at, at, at, at, at, at);

  it('an added lesson is sent only to people for whom its due time is ahead', async () => {
    const before = portsWith('v1', { 'ml-interviews': [WEEK, DAY] });
    await settle(before, '2028-01-01T00:00Z');
    const early = await life('early', { date: '2028-06-20', now: '2028-01-10T15:00Z' }, before);
    const late = await life('late2', { date: '2028-03-20', now: '2028-01-10T15:00Z' }, before);
    const after = portsWith('v2', { 'ml-interviews': [lesson('month', '-P1M'), WEEK, DAY] });
    await settle(after, '2028-02-25T12:00Z');
    expect((await late.reasons()).month).toBe('skipped(added_later)');
    await play(after, '2028-03-13T11:00Z', '2028-03-19T11:00Z', '2028-05-20T11:00Z');
    expect((await late.got()).slice(2)).toEqual(['one-week', 'one-day']);
    expect((await early.got()).slice(2)).toEqual(['month']);
  });

  it('a changed offset moves the lessons ahead; a removed lesson is cancelled, with the reason', async () => {
    const before = portsWith('v3', { 'ml-interviews': [lesson('month', '-P1M'), WEEK, DAY] });
    await settle(before, '2028-01-01T00:00Z');
    const own = await life('edit', { date: '2028-03-20', now: '2028-01-10T15:00Z' }, before);
    const after = portsWith('v4', { 'ml-interviews': [lesson('month', '-P6W'), DAY] });
    await settle(after, '2028-01-15T12:00Z');
    expect((await own.reasons())['one-week']).toBe('cancelled(lesson_removed)');
    await play(
      after,
      '2028-02-07T12:00Z',
      '2028-02-20T12:00Z',
      '2028-03-13T11:00Z',
      '2028-03-19T11:00Z',
    );
    expect((await own.got()).slice(2)).toEqual(['month', 'one-day']);
  });

  it('many subscriptions are updated a slice a tick, each once', async () => {
    const before = portsWith('v5', { 'ml-interviews': [WEEK, DAY] });
    await settle(before, '2028-01-01T00:00Z');
    const people = [];
    for (let i = 0; i < 60; i++) {
      people.push(
        await life(`slice${i}`, { date: '2028-06-20', now: '2028-01-10T15:00Z' }, before),
      );
    }
    const after = portsWith('v6', { 'ml-interviews': [lesson('month', '-P1M'), WEEK, DAY] });
    for (let time = 0; time < 8; time++) {
      await tick(after, () => Date.parse('2028-01-11T00:00Z'), {
        statements: () => 45,
        calls: () => 45,
      });
    }
    await play(after, '2028-05-20T11:00Z', '2028-05-20T11:01Z', '2028-05-20T11:02Z');
    for (const own of people) expect((await own.got()).slice(2)).toEqual(['month']);
  });
});

describe('quiet weekdays', () => {
  it('a lesson moves to the last allowed day before, and one after the date never before it', async () => {
    const { milestones } = await import('../../src/domain/windows.ts');
    const course = {
      weekdays: [1, 2, 3, 4, 5],
      lessons: [DAY, lesson('after', 'P1D')],
    };
    const clock = { timeZone: 'UTC', sendHour: 8 };
    const days = (date: string) => milestones(course, date, clock).map(({ day }) => day);
    expect(days('2028-03-20')).toEqual(['2028-03-17', '2028-03-21']);
    expect(days('2028-03-17')).toEqual(['2028-03-16', '2028-03-20']);
  });
});

it('no other person got an email', async () => {
  expect((await mailsTo('early@life.example')).length).toBe(3);
});
