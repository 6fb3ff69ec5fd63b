/** One email of a course with real values, for a person who is not in the database. */
import type { Courses } from '../../src/course/catalog.ts';
import type { CompiledCourse } from '../../src/course/compiled.ts';
import type { Facts } from '../../src/domain/delivery.ts';
import { isSystemMessage, type SystemMessage } from '../../src/domain/messages.ts';
import { plan } from '../../src/domain/plan.ts';
import { type Subscription, UNTOUCHED } from '../../src/domain/subscription.ts';
import {
  type CivilDate,
  civilDay,
  DAY,
  durationOf,
  type Instant,
  instantAt,
  shift,
} from '../../src/domain/time.ts';
import type { Message } from '../../src/mail/provider.ts';
import type { Sender } from '../../src/storage/calls.ts';
import type { PlannedRow } from '../../src/storage/deliveries.ts';
import { noticeRow, planLines, rowsFrom } from '../../src/usecases/planned-rows.ts';
import { freeze, messageOf } from '../../src/usecases/sending/message.ts';
import { testLinks } from './test-links.ts';

export type SampleReader = {
  readonly address: string;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
};

/**
 * The message as sent at `now`, at its own distance from a date. Null: this course never sends it.
 */
export function sampleEmail(
  courses: Courses,
  course: CompiledCourse,
  message: string,
  reader: SampleReader,
  sender: Sender,
  now: Instant,
): Message | null {
  const template = courses.template(course.id, message, reader.locale);
  if (template === undefined) return null;
  const { address, ...own } = reader;
  const today = civilDay(now, own.timeZone);
  const person: Subscription = {
    ...UNTOUCHED,
    ...own,
    id: 'test',
    subscriberId: 'test',
    course: course.id,
    status: 'active',
    targetDate: dateFor(course, message, today),
    dateKind: message === 'date-now' ? 'goal' : 'appointment',
    sendHour: course.sendHour,
    revision: 1,
    requestedAt: now,
  };
  const row =
    message === 'catch-up'
      ? lateRow(course, person, address, now)
      : rowFor(course, person, message, address, now);
  if (row === null) return null;
  const due = { ...row, subscriptionId: 'test', dueAt: now, refusedKey: null, person };
  const { mails } = freeze({ courses, sender, log: () => {} }, [due], now);
  const [mail] = mails;
  return mail === undefined ? null : messageOf(mail, template, sender, 'test', testLinks);
}

const WITHOUT_DATE: readonly string[] = ['ask-date', 'stop-asking', 'round-two'];
const AFTER_DATE: readonly string[] = ['how-did-it-go', 'date-now'];

/** A lesson is on its day; for other messages every lesson is ahead. */
function dateFor(course: CompiledCourse, message: string, today: CivilDate): CivilDate | null {
  if (WITHOUT_DATE.includes(message)) return null;
  if (AFTER_DATE.includes(message)) return shift(today, '-P2D');
  const lesson = course.lessons.find(({ id }) => id === message);
  return lesson ? shift(today, opposite(lesson.offset)) : shift(today, lead(course));
}

const opposite = (offset: string): string =>
  offset.startsWith('-') ? offset.slice(1) : `-${offset}`;

/** A week more than the first lesson's distance from the date. */
function lead({ lessons }: CompiledCourse): string {
  const days = lessons.map(({ offset }) => {
    const { back, spans } = durationOf(offset);
    return back ? spans.reduce((sum, { amount, unit }) => sum + amount * LONGEST[unit], 0) : 0;
  });
  return `P${Math.max(...days) + 7}D`;
}

const LONGEST = { year: 366, month: 31, week: 7, day: 1 } as const;

function rowFor(
  course: CompiledCourse,
  person: Subscription,
  message: string,
  address: string,
  now: Instant,
): PlannedRow | null {
  const early = person.targetDate === null ? now : joinedEarly(course, person, now);
  const planned = plan(course, person, [], early);
  if (!isSystemMessage(message)) {
    const rows = rowsFrom(planned, { address, ledger: [], checked: [] }, person, early);
    return rows.find((row) => row.message === message) ?? null;
  }
  const facts: Facts = {
    plan: planLines(planned, now),
    oldDate: person.targetDate && shift(person.targetDate, '-P2W'),
    undoUntil: now + DAY,
    askedAgainAt: now + 30 * DAY,
    erasedAt: now + 90 * DAY,
    change: 'test',
    newAddress: 'a•••@e•••.com',
    ...(person.targetDate && { askedDate: shift(person.targetDate, 'P1W') }),
    ...outcomeOf(course, message),
  };
  return noticeRow(
    message as Exclude<SystemMessage, 'catch-up'>,
    { ledger: [], address },
    person,
    now,
    facts,
  );
}

function outcomeOf({ outcomes }: CompiledCourse, message: string): Facts {
  const next = outcomes.find(({ leadsTo }) => leadsTo === 'next_round');
  return message === 'round-two' && next ? { outcome: next.id } : {};
}

/** Before every lesson, so that the email has no steps of a missed one. */
const joinedEarly = (course: CompiledCourse, person: Subscription, now: Instant): Instant => {
  const day = shift(person.targetDate!, `-${lead(course)}`);
  return Math.min(now, instantAt(day, person.sendHour, person.timeZone));
};

/** A catch-up for someone who joins now: the first distance at which there is one. */
function lateRow(
  course: CompiledCourse,
  person: Subscription,
  address: string,
  now: Instant,
): PlannedRow | null {
  const today = civilDay(now, person.timeZone);
  for (const days of [20, 60, 10, 5, 150, 300]) {
    const late = { ...person, targetDate: shift(today, `P${days}D`) };
    const rows = rowsFrom(
      plan(course, late, [], now),
      { address, ledger: [], checked: [] },
      late,
      now,
    );
    const row = rows.find(({ message, state }) => message === 'catch-up' && state === 'scheduled');
    if (row) return row;
  }
  return null;
}
