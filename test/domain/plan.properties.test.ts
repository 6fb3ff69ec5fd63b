import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catchUpSteps } from '../../src/domain/catch-up.ts';
import { plan } from '../../src/domain/plan.ts';
import { civilDay, instantAt, shift, startOfDay } from '../../src/domain/time.ts';
import { anyCourse, anyDate, anyHour, anyInstant, anyZone } from '../support/courses.ts';
import { sent, subscription } from '../support/people.ts';

const joiner = fc
  .record({
    course: anyCourse,
    targetDate: anyDate,
    timeZone: anyZone,
    sendHour: anyHour,
    daysAhead: fc.integer({ min: -3, max: 430 }),
    minute: fc.integer({ min: 0, max: 1439 }),
  })
  .map(({ course, targetDate, timeZone, sendHour, daysAhead, minute }) => ({
    course,
    own: subscription({ targetDate, timeZone, sendHour }),
    now: startOfDay(before(targetDate, daysAhead), timeZone) + minute * 60_000,
  }));

const before = (date: string, days: number): string =>
  shift(date, `${days < 0 ? '' : '-'}P${Math.abs(days)}D`);

const lessonsOf = (planned: ReturnType<typeof plan>) =>
  planned.mails.filter(({ kind }) => kind === 'lesson');

describe('for every person and every join time (R2 to R5)', () => {
  it('at most one lesson email is sent a local day, except one that would expire by waiting', () => {
    fc.assert(
      fc.property(joiner, ({ course, own, now }) => {
        const byDay = Map.groupBy(lessonsOf(plan(course, own, [], now)), ({ dueAt }) =>
          civilDay(dueAt, own.timeZone),
        );
        for (const [day, mails] of byDay) {
          const nextHour = instantAt(shift(day, 'P1D'), own.sendHour, own.timeZone);
          const patient = mails.filter(({ closesAt }) => closesAt > nextHour);
          expect(patient.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('no email is sent before it is due, or at or after the end of its window', () => {
    fc.assert(
      fc.property(joiner, ({ course, own, now }) => {
        const planned = plan(course, own, [], now);
        for (const mail of planned.mails) {
          const lesson = planned.lessons.find((one) => one.lesson.id === mail.message);
          expect(mail.dueAt).toBeGreaterThanOrEqual(Math.max(now, lesson?.dueAt ?? now));
          expect(mail.dueAt).toBeLessThan(mail.closesAt);
        }
      }),
    );
  });

  it('a lesson ahead is sent at the local hour, unless the hour is skipped or the day is taken', () => {
    fc.assert(
      fc.property(joiner, ({ course, own, now }) => {
        for (const { status, dueAt, leavesAt } of plan(course, own, [], now).lessons) {
          if (status !== 'upcoming') continue;
          const day = civilDay(leavesAt, own.timeZone);
          expect(
            leavesAt === dueAt || leavesAt === instantAt(day, own.sendHour, own.timeZone),
          ).toBe(true);
        }
      }),
    );
  });

  it('every lesson has an outcome', () => {
    fc.assert(
      fc.property(joiner, ({ course, own, now }) => {
        const planned = plan(course, own, [], now);
        expect(planned.lessons.length).toBe(course.lessons.length);
        const ids = planned.mails.map(({ message }) => message);
        const carried = planned.mails.flatMap(({ carries }) => carries);
        for (const { lesson, status, reason, carrier } of planned.lessons) {
          expect(ids.filter((id) => id === lesson.id).length).toBe(
            status === 'upcoming' || status === 'now' ? 1 : 0,
          );
          expect(carried.includes(lesson.id)).toBe(status === 'catch_up');
          expect(carrier === null).toBe(status !== 'catch_up');
          if (carrier) expect(ids).toContain(carrier.message);
          if (status === 'skipped') expect(reason).not.toBeNull();
        }
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('a catch-up has steps of each lesson that it carries, whenever it may be sent', () => {
    fc.assert(
      fc.property(
        joiner,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ course, own, now }, part) => {
          for (const mail of plan(course, own, [], now).mails) {
            if (mail.carries.length === 0) continue;
            const carrier = course.lessons.find(({ id }) => id === mail.message);
            expect(carrier?.carries).toBeUndefined();
            // A lesson's email isn't held back for the steps in it, so only its own day is certain.
            const until = carrier ? mail.dueAt : mail.closesAt - 1;
            const at = mail.dueAt + Math.floor(part * (until - mail.dueAt));
            const steps = catchUpSteps(
              course,
              mail.carries,
              civilDay(at, own.timeZone),
              own.targetDate!,
            );
            expect(steps.map(({ lesson }) => lesson.id).sort()).toEqual([...mail.carries].sort());
          }
        },
      ),
    );
  });

  it('no catch-up is sent on or after the date, or covers a lesson that is still ahead', () => {
    fc.assert(
      fc.property(joiner, ({ course, own, now }) => {
        const planned = plan(course, own, [], now);
        for (const mail of planned.mails.filter(({ carries }) => carries.length > 0)) {
          expect(civilDay(mail.dueAt, own.timeZone) < own.targetDate!).toBe(true);
          for (const id of mail.carries) {
            expect(
              planned.lessons.find((one) => one.lesson.id === id)!.closesAt,
            ).toBeLessThanOrEqual(now);
          }
        }
      }),
    );
  });
});

it('R6: wherever the date is moved, a sent lesson without `repeat` is not sent again', () => {
  fc.assert(
    fc.property(joiner, anyDate, anyInstant, ({ course, own, now }, targetDate, movedAt) => {
      const ledger = course.lessons.map(({ id }) => sent(id, now));
      const planned = plan(course, { ...own, targetDate, movedAt }, ledger, movedAt);
      const again = lessonsOf(planned).map(({ message }) => message);
      const repeating = course.lessons.filter(({ repeat }) => repeat).map(({ id }) => id);
      expect(again.filter((id) => !repeating.includes(id))).toEqual([]);
    }),
  );
});

it('playing a plan email by email sends each of its lessons once and then nothing', () => {
  fc.assert(
    fc.property(joiner, ({ course, own, now }) => {
      const first = plan(course, own, [], now);
      // Lessons that are too late are recorded with the plan, and stay so.
      let ledger = first.lessons
        .filter(({ status }) => status === 'left_out')
        .map(({ lesson, dueAt }) =>
          sent(lesson.id, now, {
            ...{ dueAt, state: 'skipped', reason: 'no_time_left' },
            ...{ firstCallAt: null, sentAt: null },
          }),
        );
      let clock = now;
      const got: string[] = [];
      for (let step = 0; step < 20; step++) {
        const [next] = lessonsOf(plan(course, own, ledger, clock));
        if (!next) break;
        clock = next.dueAt;
        got.push(next.message);
        ledger = [
          ...ledger,
          sent(next.message, clock, {
            occasion: next.occasion,
            facts: { carries: next.carries },
            toldDate: own.targetDate,
          }),
        ];
      }
      expect(got).toEqual(lessonsOf(first).map(({ message }) => message));
    }),
  );
});

it('R6: a move there and back within ten minutes leaves the plan unchanged, except for emails that could not wait', () => {
  fc.assert(
    fc.property(
      joiner,
      anyDate,
      fc.integer({ min: 0, max: 9 }),
      ({ course, own, now }, elsewhere, minutes) => {
        const later = now + minutes * 60_000;
        const there = plan(course, { ...own, targetDate: elsewhere, movedAt: now }, [], now);
        const urgent = there.mails.some(({ dueAt }) => dueAt <= later);
        fc.pre(!urgent);
        const back = plan(course, { ...own, movedAt: later }, [], later);
        expect(back).toEqual(plan(course, own, [], later));
      },
    ),
  );
});

it('R6: emails after a move wait ten minutes, unless their window closes sooner', () => {
  fc.assert(
    fc.property(joiner, anyDate, ({ course, own, now }, targetDate) => {
      fc.pre(targetDate !== own.targetDate);
      const { mails } = plan(course, { ...own, targetDate, movedAt: now }, [], now);
      for (const mail of mails.filter(({ message }) => message !== 'how-did-it-go')) {
        expect(mail.dueAt >= now + 600_000 || mail.closesAt < now + 900_000).toBe(true);
      }
    }),
  );
});

it('R7: while paused no lesson and no catch-up is planned, and every lesson still has its reason', () => {
  fc.assert(
    fc.property(joiner, ({ course, own, now }) => {
      const planned = plan(course, { ...own, status: 'paused' }, [], now);
      expect(lessonsOf(planned)).toEqual([]);
      for (const { reason } of planned.lessons) expect(reason).not.toBeNull();
    }),
  );
});

it('the plan of a ledger with everything sent sends nothing', () => {
  fc.assert(
    fc.property(joiner, ({ course, own, now }) => {
      const everything = [...course.lessons.map(({ id }) => id), 'how-did-it-go'];
      const after = startOfDay(shift(own.targetDate!, 'P2Y'), own.timeZone);
      const ledger = everything.map((id) => sent(id, after, { toldDate: own.targetDate }));
      expect(plan(course, own, ledger, Math.max(now, after)).mails).toEqual([]);
    }),
  );
});
