import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/domain/delivery.ts';
import { plan } from '../../src/domain/plan.ts';
import { forgottenAt } from '../../src/domain/retention.ts';
import { isOff, type Subscription, type Undo } from '../../src/domain/subscription.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import { noted, notedRead, undoable, undone, withoutPause } from '../../src/domain/undo.ts';
import { COURSE, sent, subscription } from '../support/people.ts';

const at = (text: string): number => Date.parse(text);

const mails = (own: Subscription, ledger: readonly Delivery[], now: string, course = COURSE) =>
  plan(course, own, ledger, at(now)).mails.map(
    ({ message, occasion, dueAt }) =>
      `${message}${occasion > 1 ? `#${occasion}` : ''} ${new Date(dueAt).toISOString().slice(0, 16)}`,
  );

const asked = (message: string, over: Partial<Delivery> = {}): Delivery =>
  sent(message, at('2028-03-22T11:00Z'), { kind: 'notice', ...over });

describe('questions after the date (R8)', () => {
  const after = '2028-03-20T12:00Z';

  it('ask how it went two days after an appointment', () => {
    expect(mails(subscription(), [], after)).toEqual(['how-did-it-go 2028-03-22T11:00']);
  });

  it('ask for a date two days after a goal', () => {
    const goal = subscription({ dateKind: 'goal' });
    expect(mails(goal, [], after)).toEqual(['date-now 2028-03-22T11:00']);
  });

  it('ask once per date, even if it becomes a goal or an appointment in between', () => {
    const now = '2028-03-22T12:00Z';
    expect(mails(subscription({ dateKind: 'goal' }), [asked('how-did-it-go')], now)).toEqual([]);
    expect(mails(subscription(), [asked('date-now')], now)).toEqual([]);
  });

  it('are not asked in a course without outcomes', () => {
    const silent = { ...COURSE, outcomes: [] };
    expect(mails(subscription(), [], after, silent)).toEqual([]);
    expect(mails(subscription({ dateKind: 'goal' }), [], after, silent)).toEqual([]);
  });

  it.each([
    ['offer', []],
    ['waiting', ['how-did-it-go#2 2028-04-07T11:00']],
    // Removed from the course since.
    ['forgotten', []],
  ])('follow what the outcome leads to: %s', (outcome, next) => {
    const own = subscription({ outcome, outcomeAt: at('2028-03-24T12:00Z') });
    expect(mails(own, [asked('how-did-it-go')], '2028-03-24T12:00Z')).toEqual(next);
  });
});

describe('It’s off (R8)', () => {
  const off = (outcome: string): Subscription =>
    subscription({ targetDate: null, toldDate: null, outcome, outcomeAt: at('2028-02-01T12:00Z') });

  it.each(['cancelled', 'kept', 'offer'])('%s: nothing is planned, not even a reply', (outcome) => {
    const welcome = sent('welcome', at('2028-02-01T11:00Z'), {
      kind: 'notice',
      state: 'scheduled',
      firstCallAt: null,
      sentAt: null,
    });
    const own = { ...off(outcome), parkedAt: null };
    expect(isOff(own)).toBe(true);
    expect(plan(COURSE, own, [welcome], at('2028-02-01T12:00Z'))).toMatchObject({
      lessons: [],
      mails: [],
      included: [],
    });
  });

  it.each([
    ['cancelled', '2028-05-01T04:00:00.000Z'],
    ['offer', '2028-05-01T04:00:00.000Z'],
    ['kept', '2029-02-01T05:00:00.000Z'],
  ])('%s: is erased on %s', (outcome, day) => {
    const question = asked('ask-date', { firstCallAt: at('2028-01-30T12:00Z') });
    const erased = forgottenAt(COURSE, off(outcome), [question], []);
    expect(new Date(erased).toISOString()).toBe(day);
  });
});

describe('undo', () => {
  const now = at('2028-02-01T12:00Z');
  const before = subscription({ status: 'paused', pausedUntil: '2028-02-10' });
  const off: Subscription = {
    ...before,
    status: 'active',
    pausedUntil: null,
    targetDate: null,
    outcome: 'cancelled',
    outcomeAt: now,
    undo: noted(before, 'off', now),
  };
  const last = (own: Subscription, when: number): Undo => undoable(own, when)!;

  it('restores the state before the action, for a day', () => {
    expect(undone(off, last(off, now + DAY), now + DAY)).toEqual(before);
    expect(undoable(off, now + DAY + 1)).toBeNull();
  });

  it('undoes one action after the other, the last one first', () => {
    const read = { ...before, undo: notedRead(before, 'one-year', now) };
    const moved = { ...read, targetDate: '2028-04-20', undo: noted(read, 'moved', now + MINUTE) };
    const first = last(moved, now + MINUTE);
    expect(first.verb).toBe('moved');
    const back = undone(moved, first, now + 2 * MINUTE);
    expect(back).toEqual({ ...read, movedAt: now + 2 * MINUTE });
    expect(last(back, now)).toMatchObject({ verb: 'read', lesson: 'one-year' });
    expect(undone(back, last(back, now), now).undo).toEqual([]);
  });

  it('of a move does not bring back a pause that has ended since', () => {
    const moved = { ...before, targetDate: '2028-04-20', undo: noted(before, 'moved', now) };
    const resumed = { ...moved, status: 'active' as const, pausedUntil: null };
    expect(undone(resumed, last(resumed, now), now).status).toBe('active');
  });

  it('does not offer a pause that has ended', () => {
    const paused = { ...subscription(), undo: noted(subscription(), 'paused', now) };
    expect(withoutPause(paused)).toEqual([]);
  });

  it('of an answer cancels the email of the round that it started', () => {
    const answered = {
      ...subscription({ targetDate: null, round: 2, parkedAt: now }),
      undo: noted(subscription(), 'answered', now),
    };
    const lookBack = sent('round-two', now, {
      kind: 'notice',
      round: 2,
      state: 'scheduled',
      firstCallAt: null,
      sentAt: null,
    });
    const messages = (own: Subscription) =>
      plan(COURSE, own, [lookBack], now).mails.map(({ message }) => message);
    expect(messages(answered)).toContain('round-two');
    const back = undone(answered, last(answered, now), now);
    expect(messages(back)).not.toContain('round-two');
  });

  it('keeps few entries, and none past its deadline', () => {
    let own = subscription();
    for (let minute = 0; minute < 20; minute++) {
      own = { ...own, undo: noted(own, 'moved', now + minute * MINUTE) };
    }
    expect(own.undo).toHaveLength(8);
    expect(noted(own, 'moved', now + 2 * DAY)).toHaveLength(1);
    expect(JSON.stringify(own.undo).length).toBeLessThan(4000);
  });
});
