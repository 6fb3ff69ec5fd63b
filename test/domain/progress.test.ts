import { describe, expect, it } from 'vitest';
import {
  type CheckedStep,
  type Countdown,
  openAgain,
  progressOf,
} from '../../src/domain/checklist.ts';
import type { Course, Step } from '../../src/domain/course.ts';
import type { Delivery } from '../../src/domain/delivery.ts';
import { plan } from '../../src/domain/plan.ts';
import { COURSE, lesson, sent, subscription } from '../support/people.ts';

const step = (id: string, atLeast?: string): Step => ({
  id,
  text: id,
  ...(atLeast && { essential: { short: id, atLeast } }),
});

const LESSONS = [
  { ...lesson('one-year', '-P1Y'), steps: [step('ads', 'P6W'), step('route')] },
  { ...lesson('three-months', '-P3M'), steps: [step('course', 'P1W'), step('papers', 'P6W')] },
  { ...lesson('one-week', '-P1W'), steps: [step('review'), step('aloud')], repeat: 'P1W' },
];
const TEA: Course = { ...COURSE, lessons: LESSONS };

const at = (text: string): number => Date.parse(text);
const FIRST = sent('one-year', at('2027-03-20T11:00Z'));
const SECOND = sent('three-months', at('2027-12-20T12:00Z'));
const THIRD = sent('one-week', at('2028-03-13T11:00Z'));

const checked = (...steps: string[]): CheckedStep[] =>
  steps.map((words) => {
    const [one = '', other = ''] = words.split('/');
    return { round: 1, lesson: one, step: other };
  });

const countdown = (ledger: readonly Delivery[], over: Partial<Countdown> = {}): Countdown => ({
  round: 1,
  targetDate: '2028-03-20',
  today: '2028-01-10',
  timeZone: 'America/New_York',
  movedAt: null,
  ledger,
  checked: [],
  ...over,
});

describe('progress', () => {
  const progress = (own: Countdown) => {
    const found = progressOf(LESSONS, own);
    return found && `${found.done} of ${found.all}, next ${found.next?.step.id ?? 'none'}`;
  };

  it('counts the checklists of the lessons that were sent, read, carried or begun', () => {
    expect(progress(countdown([]))).toBeNull();
    expect(progress(countdown([FIRST], { checked: checked('one-year/ads') }))).toBe(
      '1 of 2, next route',
    );
    const read = sent('one-year', 0, {
      firstCallAt: null,
      sentAt: null,
      state: 'skipped',
      reason: 'read',
    });
    expect(progress(countdown([read]))).toBe('0 of 2, next ads');
    const catchUp = sent('catch-up', at('2028-01-09T11:00Z'), {
      facts: { carries: ['one-year', 'three-months'] },
    });
    expect(progress(countdown([catchUp]))).toBe('0 of 4, next course');
    expect(progress(countdown([], { checked: checked('one-week/aloud') }))).toBe(
      '1 of 2, next review',
    );
  });

  it('excludes lessons that were rejected, are planned, or belong to an earlier round', () => {
    const refused = { ...FIRST, state: 'failed' as const };
    const planned = sent('one-year', 0, { firstCallAt: null, sentAt: null, state: 'scheduled' });
    expect(progress(countdown([refused, planned]))).toBeNull();
    expect(progress(countdown([FIRST], { round: 2, checked: checked('one-year/ads') }))).toBeNull();
  });

  it('the next step is from the latest lesson, then from an earlier one that still fits', () => {
    expect(progress(countdown([FIRST, SECOND]))).toBe('0 of 4, next course');
    const done = checked('three-months/course', 'three-months/papers');
    expect(progress(countdown([FIRST, SECOND], { checked: done }))).toBe('2 of 4, next ads');
    expect(progress(countdown([FIRST, SECOND], { checked: done, today: '2028-02-20' }))).toBe(
      '2 of 4, next none',
    );
    expect(progress(countdown([FIRST, SECOND, THIRD], { today: '2028-03-19' }))).toBe(
      '0 of 6, next review',
    );
  });

  it('a step whose day has come is next, before all others; it changes no count', () => {
    const dated = LESSONS.map((lesson) => ({
      ...lesson,
      steps: lesson.steps.map((one) =>
        one.id === 'ads'
          ? { ...one, by: '-P6M' }
          : one.id === 'papers'
            ? { ...one, by: '-P8W' }
            : one,
      ),
    }));
    const next = (ledger: readonly Delivery[], over: Partial<Countdown> = {}) => {
      const found = progressOf(dated, countdown(ledger, over))!;
      return [found.done, found.all, found.next?.step.id, found.next?.by];
    };
    expect(next([FIRST], { today: '2027-05-01' })).toEqual([0, 2, 'ads', '2027-09-20']);
    // Without days, it would be the first of the latest lesson.
    const begun = checked('one-year/route');
    expect(next([FIRST, SECOND], { checked: begun })).toEqual([1, 4, 'ads', '2027-09-20']);
    expect(next([FIRST, SECOND], { today: '2028-01-24' })).toEqual([0, 4, 'papers', '2028-01-24']);
    // Nothing of the earlier lesson was ever checked: it has no precedence.
    expect(next([FIRST, SECOND])).toEqual([0, 4, 'course', null]);
    const done = checked('one-year/ads', 'three-months/papers');
    expect(next([FIRST, SECOND], { checked: done })).toEqual([2, 4, 'course', null]);
    // Too late for it, or had after its day: it has no precedence.
    expect(
      next([FIRST, SECOND], { today: '2028-03-01', checked: checked('three-months/papers') }),
    ).toEqual([1, 4, 'course', null]);
    const late = sent('one-year', Date.parse('2027-10-01T11:00Z'));
    expect(next([late, SECOND])).toEqual([0, 4, 'course', null]);
  });

  it('without a date every open step fits', () => {
    const done = checked('three-months/course', 'three-months/papers');
    expect(progress(countdown([FIRST, SECOND], { targetDate: null, checked: done }))).toBe(
      '2 of 4, next ads',
    );
  });
});

describe('a later date makes time again', () => {
  const again = (oldDate: string | null, own: Countdown) => {
    const after = subscription({ targetDate: own.targetDate });
    const planned = plan(TEA, after, own.ledger, at(`${own.today}T12:00Z`));
    return openAgain(planned, own, oldDate).map((open) => `${open.lesson.id}/${open.step.id}`);
  };
  const had = [FIRST, SECOND];

  it('for the open steps of lessons that are not sent again', () => {
    const own = countdown(had, { targetDate: '2028-09-20', today: '2028-03-06' });
    expect(again('2028-03-20', own)).toEqual([
      'one-year/ads',
      'one-year/route',
      'three-months/course',
      'three-months/papers',
    ]);
    expect(again('2028-03-20', { ...own, checked: checked('one-year/ads') })).toHaveLength(3);
    expect(again(null, own)).toHaveLength(4);
  });

  it('only as far as they fit it', () => {
    const own = countdown(had, { targetDate: '2028-04-10', today: '2028-03-10' });
    expect(again('2028-03-20', own)).toEqual(['three-months/course']);
  });

  it('not when the date moves closer, goes or stays', () => {
    const own = countdown(had, { targetDate: '2028-09-20', today: '2028-03-06' });
    expect(again('2028-09-20', own)).toEqual([]);
    expect(again('2028-10-20', own)).toEqual([]);
    expect(
      openAgain({ lessons: [], mails: [] }, { ...own, targetDate: null }, '2028-03-20'),
    ).toEqual([]);
  });

  it('not for a lesson that is sent again in full or in a catch-up', () => {
    const own = countdown([...had, THIRD], { targetDate: '2028-09-20', today: '2028-03-14' });
    expect(again('2028-03-20', own)).not.toContain('one-week/review');
  });
});
