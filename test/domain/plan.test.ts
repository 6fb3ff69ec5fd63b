import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/domain/delivery.ts';
import { plan } from '../../src/domain/plan.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { COURSE, lesson, sent, subscription } from '../support/people.ts';

const at = (text: string): number => Date.parse(text);

/** A plan's emails as `message@instant`. */
const mails = (own: Subscription, ledger: readonly Delivery[], now: string, course = COURSE) =>
  plan(course, own, ledger, at(now)).mails.map(
    ({ message, occasion, dueAt, carries }) =>
      `${message}${occasion > 1 ? `#${occasion}` : ''}${carries.length > 0 ? `+${carries.join('+')}` : ''} ${new Date(dueAt).toISOString().slice(0, 16)}`,
  );

const statuses = (own: Subscription, now: string) =>
  plan(COURSE, own, [], at(now)).lessons.map(({ status }) => status);

describe('joining (R2 to R5)', () => {
  it('400 days ahead gets each lesson on its day at the hour', () => {
    expect(mails(subscription(), [], '2027-02-14T12:00Z')).toEqual([
      'one-year 2027-03-20T11:00',
      'three-months 2027-12-20T12:00',
      'one-week 2028-03-13T11:00',
      'one-day 2028-03-19T11:00',
      'how-did-it-go 2028-03-22T11:00',
    ]);
  });

  it('40 days ahead gets one catch-up at once, then one week and one day', () => {
    expect(mails(subscription(), [], '2028-02-09T15:00Z').slice(0, 3)).toEqual([
      'catch-up+one-year+three-months 2028-02-09T15:00',
      'one-week 2028-03-13T11:00',
      'one-day 2028-03-19T11:00',
    ]);
  });

  it('inside a window gets that lesson in full, joined with the catch-up', () => {
    expect(mails(subscription(), [], '2027-12-25T15:00Z')[0]).toBe(
      'three-months+one-year 2027-12-25T15:00',
    );
  });

  it('the day before, after the hour, gets the one-day lesson at once', () => {
    expect(mails(subscription(), [], '2028-03-19T15:00Z')).toEqual([
      'one-day+one-year+three-months+one-week 2028-03-19T15:00',
      'how-did-it-go 2028-03-22T11:00',
    ]);
  });

  it('the day before, before the hour, gets the catch-up with the lesson at its hour', () => {
    expect(mails(subscription(), [], '2028-03-19T08:00Z')[0]).toBe(
      'one-day+one-year+three-months+one-week 2028-03-19T11:00',
    );
  });

  it('on the date itself there is no catch-up', () => {
    expect(mails(subscription(), [], '2028-03-20T05:00Z')).toEqual([
      'how-did-it-go 2028-03-22T11:00',
    ]);
    expect(statuses(subscription(), '2028-03-20T05:00Z')).toEqual(Array(4).fill('left_out'));
  });

  it('without a date gets no lesson', () => {
    expect(mails(subscription({ targetDate: null }), [], '2028-01-01T00:00Z')).toEqual([]);
  });

  it('a lesson with `late: skip` is left out of the catch-up', () => {
    const lessons = COURSE.lessons.map((own) =>
      own.id === 'one-year' ? { ...own, late: 'skip' as const } : own,
    );
    expect(mails(subscription(), [], '2028-02-09T15:00Z', { ...COURSE, lessons })[0]).toBe(
      'catch-up+three-months 2028-02-09T15:00',
    );
  });
});

describe('a missed lesson (R4)', () => {
  const helps = (atLeast?: string, under?: string) => ({
    ...(atLeast && { atLeast }),
    ...(under && { under }),
    short: 'Do.',
  });
  const course = (
    bounds: Readonly<Record<string, ReturnType<typeof helps>>>,
    alone: string[] = [],
  ) => ({
    ...COURSE,
    lessons: COURSE.lessons.map((own) => ({
      ...own,
      ...(alone.includes(own.id) && { carries: 'none' as const }),
      steps: [{ id: 'do', text: 'Do it.', essential: bounds[own.id] ?? helps() }],
    })),
  });
  const planned = (now: string, own: ReturnType<typeof course>) =>
    plan(own, subscription(), [], at(now));
  const becomes = (now: string, own: ReturnType<typeof course>) =>
    planned(now, own).lessons.map(({ lesson: { id }, status, carrier }) => [
      id,
      status,
      carrier?.message,
    ]);

  it('is left out of the catch-up if no step fits the time left', () => {
    const own = course({ 'one-year': helps('P6W') });
    expect(planned('2028-02-20T15:00Z', own).mails[0]).toMatchObject({
      message: 'catch-up',
      carries: ['three-months'],
      leftOut: ['one-year'],
    });
    expect(becomes('2028-02-20T15:00Z', own)).toEqual([
      ['one-year', 'left_out', undefined],
      ['three-months', 'catch_up', 'catch-up'],
      ['one-week', 'upcoming', undefined],
      ['one-day', 'upcoming', undefined],
    ]);
  });

  it('has its steps counted on the day of the email that contains them, not on the day of the plan', () => {
    const own = course({ 'one-year': helps(undefined, 'P7D'), 'three-months': helps('P7D') });
    const ledger = [sent('one-year', at('2028-03-12T16:00Z'), { round: 2 })];
    const late = plan(own, subscription(), ledger, at('2028-03-12T17:00Z'));
    expect(late.mails[0]).toMatchObject({ message: 'one-week', carries: ['three-months'] });
  });

  it('that was called too late stays so until its day changes', () => {
    const own = course({ 'three-months': helps(undefined, 'P1W') }, ['one-week']);
    const said = sent('three-months', at('2028-03-01T15:00Z'), {
      ...{ state: 'skipped', reason: 'no_time_left', dueAt: at('2027-12-20T12:00Z') },
      ...{ firstCallAt: null, sentAt: null },
    });
    const status = (ledger: readonly Delivery[], targetDate: string) =>
      plan(own, subscription({ targetDate }), ledger, at('2028-03-15T15:00Z')).lessons[1]!.status;
    expect(status([], '2028-03-20')).toBe('catch_up');
    expect(status([said], '2028-03-20')).toBe('left_out');
    expect(status([said], '2028-03-21')).toBe('catch_up');
  });

  it('causes no catch-up if every one is left out', () => {
    const own = course({ 'one-year': helps('P6W'), 'three-months': helps('P1W') });
    expect(
      planned('2028-03-15T15:00Z', own).mails.map(({ message, carries, leftOut }) => [
        message,
        carries,
        leftOut,
      ]),
    ).toEqual([
      ['one-week', [], []],
      ['one-day', [], []],
      ['how-did-it-go', [], []],
    ]);
    expect(becomes('2028-03-15T15:00Z', own).slice(0, 2)).toEqual([
      ['one-year', 'left_out', undefined],
      ['three-months', 'left_out', undefined],
    ]);
  });

  it('has no steps in a lesson with `carries: none`', () => {
    const own = course({}, ['one-day']);
    expect(planned('2028-03-19T15:00Z', own).mails[0]).toMatchObject({
      message: 'one-day',
      carries: [],
    });
    expect(becomes('2028-03-19T08:00Z', own)[2]).toEqual(['one-week', 'left_out', undefined]);
  });

  it('waits for the day after a lesson with `carries: none`', () => {
    const own = course({}, ['one-week']);
    expect(planned('2028-03-13T08:00Z', own).mails.slice(0, 2)).toMatchObject([
      { message: 'one-week', carries: [] },
      {
        message: 'catch-up',
        carries: ['one-year', 'three-months'],
        dueAt: at('2028-03-14T11:00Z'),
      },
    ]);
  });

  it('ends the window of its catch-up on the last day that its steps fit', () => {
    const own = course({ 'one-year': helps('P6W'), 'three-months': helps('P5W') });
    const [mail] = planned('2028-02-05T15:00Z', own).mails;
    expect(mail).toMatchObject({ message: 'catch-up', carries: ['one-year', 'three-months'] });
    // Six weeks before March 20 is February 7.
    expect(new Date(mail!.closesAt).toISOString()).toBe('2028-02-08T05:00:00.000Z');
  });

  it('whose steps were sent names that email', () => {
    const carrier = sent('catch-up', at('2028-02-09T15:00Z'), { facts: { carries: ['one-year'] } });
    const own = plan(COURSE, subscription(), [carrier], at('2028-02-10T15:00Z')).lessons[0];
    expect(own).toMatchObject({
      status: 'catch_up',
      carrier: { message: 'catch-up', at: at('2028-02-09T15:00Z'), handed: true },
    });
  });

  it('whose steps may not have been accepted is unclear', () => {
    const own = (state: 'sent' | 'unknown') => {
      const row = { state, facts: { carries: ['one-year'] } };
      const carrier = sent('catch-up', at('2028-02-09T15:00Z'), row);
      return plan(COURSE, subscription(), [carrier], at('2028-02-10T15:00Z')).lessons[0]!.carrier;
    };
    expect(own('unknown')).toMatchObject({ handed: true, unclear: true });
    expect(own('sent')).toMatchObject({ handed: true, unclear: false });
  });

  it('whose steps were rejected says so', () => {
    const carrier = sent('catch-up', at('2028-02-09T15:00Z'), {
      state: 'failed',
      facts: { carries: ['one-year'] },
    });
    const own = plan(COURSE, subscription(), [carrier], at('2028-02-10T15:00Z')).lessons[0];
    expect(own).toMatchObject({ status: 'skipped', reason: 'catch_up_refused', carrier: null });
  });
});

describe('the welcome (R4)', () => {
  const confirmedAt = at('2028-03-19T15:00Z');
  const welcome = sent('welcome', confirmedAt, {
    kind: 'notice',
    state: 'scheduled',
    firstCallAt: null,
    sentAt: null,
  });
  const inLesson = { ...welcome, state: 'skipped' as const, reason: 'with_lesson' };
  const welcomes = (ledger: readonly Delivery[], now: string, over: Partial<Subscription> = {}) => {
    const { mails: all, included } = plan(COURSE, subscription(over), ledger, at(now));
    return {
      mails: all.map(({ message, welcomes }) => `${message}${welcomes ? '+welcome' : ''}`),
      included: included.map(({ message }) => message),
    };
  };

  it('is a separate email two days before the date', () => {
    const early = { ...welcome, dueAt: at('2028-03-18T15:00Z'), closesAt: at('2028-03-19T15:00Z') };
    expect(welcomes([early], '2028-03-18T15:00Z')).toEqual({
      mails: ['catch-up', 'welcome', 'one-day', 'how-did-it-go'],
      included: [],
    });
  });

  it('is in the first lesson on the day before, and names the lessons that are too late', () => {
    expect(welcomes([welcome], '2028-03-19T15:00Z')).toEqual({
      mails: ['one-day+welcome', 'how-did-it-go'],
      included: ['welcome'],
    });
    const lessons = COURSE.lessons.map((own) =>
      own.id === 'one-day' ? { ...own, carries: 'none' as const } : own,
    );
    const { mails: all } = plan({ ...COURSE, lessons }, subscription(), [welcome], confirmedAt);
    expect(all[0]).toMatchObject({
      message: 'one-day',
      carries: [],
      leftOut: ['one-year', 'three-months', 'one-week'],
    });
  });

  it('waits for a lesson that is due later that day', () => {
    const early = { ...welcome, dueAt: at('2028-03-19T08:00Z'), closesAt: at('2028-03-20T08:00Z') };
    expect(welcomes([early], '2028-03-19T08:00Z').mails[0]).toBe('one-day+welcome');
  });

  it('that waits for a lesson is sent alone if the date moves away', () => {
    const moved = { targetDate: '2028-06-20', movedAt: at('2028-03-19T16:00Z') };
    expect(welcomes([inLesson], '2028-03-19T16:00Z', moved).mails[0]).toBe('welcome');
  });

  it('that was in a lesson is not sent again when the date moves', () => {
    const lesson = sent('one-day', at('2028-03-19T15:00Z'), { facts: { welcomes: true } });
    const moved = { targetDate: '2028-06-20', movedAt: at('2028-03-19T16:00Z') };
    expect(welcomes([inLesson, lesson], '2028-03-19T16:00Z', moved).mails).not.toContain('welcome');
  });

  it('is sent alone if there is no lesson left before the date', () => {
    const ledger = [welcome, sent('one-day', at('2028-03-19T12:00Z'))];
    const { mails: all } = plan(
      { ...COURSE, lessons: COURSE.lessons.slice(3) },
      subscription(),
      ledger,
      confirmedAt,
    );
    expect(all.map(({ message }) => message)).toEqual(['welcome', 'how-did-it-go']);
  });
});

describe('windows (R3)', () => {
  const closing = (id: string): string => {
    const found = plan(COURSE, subscription(), [], at('2027-01-01T00:00Z')).lessons.find(
      (own) => own.lesson.id === id,
    );
    return new Date(found!.closesAt).toISOString();
  };
  it.each([
    ['one-year', '2027-04-19T11:00:00.000Z'],
    ['three-months', '2028-01-19T12:00:00.000Z'],
    ['one-week', '2028-03-16T11:00:00.000Z'],
    ['one-day', '2028-03-20T04:00:00.000Z'],
  ])('%s closes at %s', (id, expected) => expect(closing(id)).toBe(expected));

  it('no lesson before the date is sent on the date, whatever its window says', () => {
    const lessons = [{ ...lesson('late', '-P1D'), window: 'P10D' }];
    const [own] = plan(
      { lessons, outcomes: [] },
      subscription(),
      [],
      at('2027-01-01T00:00Z'),
    ).lessons;
    expect(new Date(own!.closesAt).toISOString()).toBe('2028-03-20T04:00:00.000Z');
  });
});

describe('one lesson email a local day (R5)', () => {
  const lessons = [
    { ...lesson('short', '-P10D'), window: 'P2D' },
    { ...lesson('long', '-P10D'), window: 'P5D' },
  ];

  it('the lesson whose window closes first is sent, the other is sent the next day at the hour', () => {
    expect(
      mails(subscription(), [], '2028-01-01T00:00Z', { ...COURSE, lessons }).slice(0, 2),
    ).toEqual(['short 2028-03-10T12:00', 'long 2028-03-11T12:00']);
  });

  it('a lesson that would expire by waiting is not held back', () => {
    const tight = lessons.map((own) => ({ ...own, window: 'P1D' }));
    expect(
      mails(subscription(), [], '2028-01-01T00:00Z', { ...COURSE, lessons: tight }).slice(0, 2),
    ).toEqual(['long 2028-03-10T12:00', 'short 2028-03-10T12:00']);
  });

  it('after a lesson email of the day, a catch-up waits and joins what is due the next day', () => {
    const ledger = [sent('one-year', at('2028-03-12T16:00Z'))];
    expect(mails(subscription(), ledger, '2028-03-12T17:00Z')[0]).toBe(
      'one-week+three-months 2028-03-13T11:00',
    );
  });
});

describe('moving the date (R6)', () => {
  const oneDaySent = [
    sent('one-week', at('2028-03-13T11:00Z')),
    sent('one-day', at('2028-03-19T11:00Z')),
  ];
  const moved = (targetDate: string, now: string) =>
    subscription({ targetDate, toldDate: '2028-03-20', movedAt: at(now) });

  it('the one-day lesson comes again when the date moves by a week', () => {
    const now = '2028-03-19T16:00Z';
    expect(mails(moved('2028-03-26', now), [...oneDaySent, caughtUp], now)).toEqual([
      'date-moved 2028-03-19T16:10',
      'one-day#2 2028-03-25T11:00',
      'how-did-it-go 2028-03-28T11:00',
    ]);
  });

  const caughtUp = sent('catch-up', at('2028-02-09T15:00Z'), {
    facts: { carries: ['one-year', 'three-months'] },
  });

  it('a lesson already sent is not sent again when the date moves', () => {
    const now = '2028-03-19T16:00Z';
    const ledger = [sent('one-year', at('2027-03-20T11:00Z'))];
    expect(mails(moved('2029-06-01', now), ledger, now)).not.toContain(
      expect.stringContaining('one-year'),
    );
  });

  it('a lesson folded into a catch-up is planned in full when its moment is ahead again', () => {
    const now = '2028-03-01T12:00Z';
    expect(mails(moved('2028-08-01', now), [caughtUp], now)).toContain(
      'three-months 2028-05-01T11:00',
    );
  });

  it('back at the date that the person was told, nothing waits and no notice is sent', () => {
    const now = '2028-02-01T12:00Z';
    const back = { ...moved('2028-03-20', now), movedAt: at(now) - MINUTE };
    expect(mails(back, [caughtUp], now)[0]).toBe('one-week 2028-03-13T11:00');
  });

  it('a lesson that the move makes due waits ten minutes, unless its window closes sooner', () => {
    const now = '2028-03-19T16:00Z';
    expect(
      mails(moved('2028-03-24', now), [sent('one-day', at('2028-01-01T00:00Z'))], now),
    ).toContain('one-week+one-year+three-months 2028-03-19T16:10');
    const late = '2028-03-24T03:55Z';
    expect(
      mails(
        moved('2028-03-24', late),
        [caughtUp, sent('one-week', at('2028-03-17T11:00Z'))],
        late,
      )[0],
    ).toBe('one-day 2028-03-24T03:55');
  });

  it('"date moved" names the date from the last email', () => {
    const now = '2028-02-01T12:00Z';
    const told = sent('date-moved', at('2028-01-15T12:00Z'), {
      kind: 'notice',
      toldDate: '2028-04-01',
    });
    const ledger = [{ ...caughtUp, firstCallAt: at('2028-01-10T12:00Z') }, told];
    expect(mails(moved('2028-04-01', now), ledger, now)[0]).toBe('one-week 2028-03-25T11:00');
  });
});

it('the plan of a ledger with everything sent sends nothing', () => {
  const ledger = COURSE.lessons.map(({ id }) => sent(id, at('2028-03-20T00:00Z')));
  const asked = sent('how-did-it-go', at('2028-03-22T11:00Z'), { kind: 'notice' });
  expect(mails(subscription(), [...ledger, asked], '2028-03-22T12:00Z')).toEqual([]);
});

describe('no email falls between two ticks', () => {
  it('a catch-up with less than five minutes left joins the lesson that ends its window', () => {
    const own = subscription({
      timeZone: 'Africa/Lagos',
      sendHour: 0,
      targetDate: '2031-12-25',
      toldDate: '2031-10-15',
      movedAt: at('2031-12-17T22:49:40Z'),
    });
    expect(mails(own, [], '2031-12-17T22:49:40Z')).toContain(
      'one-week+one-year+three-months 2031-12-17T23:00',
    );
  });

  it('a lesson that would be held to the last seconds of its window is sent at once', () => {
    const own = subscription({
      targetDate: '2028-03-20',
      toldDate: '2028-06-30',
      movedAt: at('2028-03-16T10:49:30Z'),
    });
    expect(mails(own, [], '2028-03-16T10:49:30Z')[0]).toBe(
      'one-week+one-year+three-months 2028-03-16T10:49',
    );
  });
});
