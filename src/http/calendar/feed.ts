/** A person's calendar: their lessons and their date, from their deliveries. */
import type { CompiledCourse } from '../../course/compiled.ts';
import { isDone } from '../../domain/checklist.ts';
import { type Delivery, isHanded } from '../../domain/delivery.ts';
import { capital } from '../../domain/locale.ts';
import { sharedLines, sharedNote } from '../../domain/notes.ts';
import { lastTold } from '../../domain/notices.ts';
import { resumesAt } from '../../domain/retention.ts';
import { brings, stepDay } from '../../domain/step-times.ts';
import { type Enrolment, isOff, type Subscription } from '../../domain/subscription.ts';
import {
  type CivilDate,
  civilDay,
  HOUR,
  type Instant,
  instantAt,
  MINUTE,
  shift,
} from '../../domain/time.ts';
import type { I18n } from '../../words/words.ts';
import { lessonPath } from '../shared/paths.ts';
import { basicDate, type Component, escapeText, utc, writeCalendar } from './ics.ts';

export type Feed = {
  readonly course: CompiledCourse;
  readonly enrolment: Enrolment;
  readonly now: Instant;
  readonly i18n: I18n;
  readonly baseUrl: string;
  /** A one-time download must mark canceled events; a feed omits them. */
  readonly withCancelled: boolean;
};

type EventStatus = 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';

/**
 * The feed as text. The same rows give the same bytes, so that polling can be answered with 304.
 */
export function writeFeed(feed: Feed): string {
  const { course, enrolment } = feed;
  const lessons = enrolment.ledger
    .filter(({ kind }) => kind === 'lesson')
    .sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))
    .map((row) => lessonEvent(feed, row));
  const events = [...lessons, ...stepEvents(feed), dateEvent(feed)].filter(
    (event) => event !== null,
  );
  return writeCalendar(events, [
    ['NAME', escapeText(course.title)],
    ['X-WR-CALNAME', escapeText(course.title)],
    ['X-WR-TIMEZONE', enrolment.subscription.timeZone],
  ]);
}

/** After unsubscribing or erasure: removes the events that a calendar app still shows. */
export const writeEmptyFeed = (): string => writeCalendar([]);

/** 15 minutes, starting when the lesson's email is sent. Null if the lesson is not shown. */
function lessonEvent(feed: Feed, row: Delivery): Component | null {
  const { course, enrolment, baseUrl, i18n } = feed;
  const lesson = course.lessons.find(({ id }) => id === row.message);
  const status = eventStatus(feed, row);
  if (lesson === undefined || status === null) return null;
  const url = `${baseUrl}${lessonPath(course.id, lesson.id)}`;
  const starts = momentOf(row);
  const { timeZone } = enrolment.subscription;
  const { calendar } = i18n.words;
  return event(
    enrolment,
    row.id,
    status,
    [
      ['DTSTART', utc(starts)],
      ['DTEND', utc(starts + 15 * MINUTE)],
      ['SUMMARY', escapeText(lesson.title)],
      ['DESCRIPTION', escapeText(calendar.byEmail(course.title, url))],
      ['URL', url],
    ],
    isHanded(row) || status !== 'CONFIRMED'
      ? []
      : [
          alarm(
            starts - eveBefore(civilDay(starts, timeZone), timeZone),
            calendar.lessonTomorrow(lesson.title),
          ),
        ],
  );
}

function eventStatus(feed: Feed, row: Delivery): EventStatus | null {
  if (isShown(feed, row)) return row.reason === 'paused' ? 'TENTATIVE' : 'CONFIRMED';
  const isCancelled = !isHanded(row) && row.round === feed.enrolment.subscription.round;
  return isCancelled && feed.withCancelled ? 'CANCELLED' : null;
}

/** What was sent and what will be sent; a paused lesson only if the pause ends before it is due. */
function isShown({ enrolment, now }: Feed, row: Delivery): boolean {
  const { subscription, suppressed } = enrolment;
  if (!isRunning(subscription)) return false;
  if (isHanded(row)) return row.state !== 'failed';
  if (suppressed || row.closesAt <= now) return false;
  if (row.state === 'scheduled') return true;
  const ends = resumesAt(subscription);
  return row.state === 'skipped' && row.reason === 'paused' && ends !== null && ends <= row.dueAt;
}

/** The days of this round's steps, until they are checked off: whole days without a reminder. */
function stepEvents(feed: Feed): readonly Component[] {
  const { course, enrolment, baseUrl, withCancelled } = feed;
  const { subscription, ledger, checked } = enrolment;
  const { id, round } = subscription;
  const date = dateOf(enrolment);
  return course.lessons.flatMap((lesson) => {
    const isHere = ledger.some(
      (row) =>
        brings(row, lesson.id, round) &&
        (row.reason === 'read' ? isRunning(subscription) : isShown(feed, row)),
    );
    return lesson.steps.flatMap((step) => {
      if (step.by === undefined || date === null) return [];
      const isOn =
        isHere &&
        !isDone(checked, { round, lesson: lesson.id, step: step.id }) &&
        stepDay(lesson, step, { ...subscription, ledger }) !== null;
      if (!isOn && !withCancelled) return [];
      const about: Component['properties'] = [
        ...wholeDay(shift(date, step.by)),
        ['SUMMARY', escapeText(step.text)],
        ['DESCRIPTION', escapeText(lesson.title)],
        ['URL', `${baseUrl}${lessonPath(course.id, lesson.id)}`],
      ];
      const uid = `${id}_${lesson.id}_${step.id}_${round}`;
      return event(enrolment, uid, isOn ? 'CONFIRMED' : 'CANCELLED', about);
    });
  });
}

/** To the minute. An email sent less than an hour late keeps its announced time. */
function momentOf({ dueAt, sentAt, firstCallAt }: Delivery): Instant {
  const left = sentAt ?? firstCallAt;
  const moment = left === null || left - dueAt < HOUR ? dueAt : left;
  return Math.floor(moment / MINUTE) * MINUTE;
}

/** The target date. Once it is removed, the date that the person was last told. */
function dateEvent({ course, enrolment, withCancelled, baseUrl, i18n }: Feed): Component | null {
  const { subscription } = enrolment;
  const { id, round, targetDate, dateKind } = subscription;
  const isOn = isRunning(subscription) && targetDate !== null;
  const date = dateOf(enrolment);
  if (date === null || (!isOn && !withCancelled)) return null;
  const { calendar, ending, notes } = i18n.words;
  const described = [calendar.theDay(course.title), ...sharedLines(subscription, notes.labels)];
  const place = sharedNote(subscription)?.place;
  const about: Component['properties'] = [
    ...wholeDay(date),
    ['SUMMARY', escapeText(capital(dateKind === 'goal' ? ending.goal.yours : course.target))],
    ['DESCRIPTION', escapeText(described.join('\n'))],
    ...(place ? [['LOCATION', escapeText(place)] as const] : []),
    ['URL', baseUrl],
  ];
  const status = isOn ? 'CONFIRMED' : 'CANCELLED';
  return event(
    enrolment,
    `${id}_date_${round}`,
    status,
    about,
    // An all-day event has no zone: it starts at midnight wherever it is shown.
    isOn ? [alarm((24 - EVENING) * HOUR, calendar.tomorrow)] : [],
  );
}

const wholeDay = (day: CivilDate): Component['properties'] => [
  ['DTSTART;VALUE=DATE', basicDate(day)],
  ['DTEND;VALUE=DATE', basicDate(shift(day, 'P1D'))],
];

/** The target date, or the last one. */
const dateOf = ({ subscription, ledger }: Enrolment): CivilDate | null =>
  subscription.targetDate ?? dateIn(subscription.undo) ?? lastTold(subscription, ledger);

/** The last date that can come back. */
const dateIn = (undo: Subscription['undo']): CivilDate | null | undefined => {
  const last = undo.findLast((entry) => entry.verb !== 'read' && entry.before.targetDate);
  return last && last.verb !== 'read' ? last.before.targetDate : undefined;
};

/** A reminder this long before the start of the event. */
const alarm = (before: number, words: string): Component => ({
  name: 'VALARM',
  properties: [
    ['ACTION', 'DISPLAY'],
    ['DESCRIPTION', escapeText(words)],
    ['TRIGGER', `-PT${Math.round(before / MINUTE)}M`],
  ],
});

/** Local hour of the reminders. */
const EVENING = 19;

const eveBefore = (day: CivilDate, timeZone: string): Instant =>
  instantAt(shift(day, '-P1D'), EVENING, timeZone);

function event(
  enrolment: Enrolment,
  uid: string,
  status: EventStatus,
  about: Component['properties'],
  parts: readonly Component[] = [],
): Component {
  return {
    name: 'VEVENT',
    properties: [
      // No host name: the event keeps its UID if the course moves to another domain.
      ['UID', `${uid}@milepost`],
      ['SEQUENCE', String(enrolment.subscription.revision)],
      ['DTSTAMP', utc(lastHappened(enrolment))],
      ['STATUS', status],
      ['TRANSP', 'TRANSPARENT'],
      ...about,
    ],
    parts,
  };
}

/** The time of the last change. With the request's time, the bytes would differ on every poll. */
function lastHappened({ subscription, ledger }: Enrolment): Instant {
  const { requestedAt, confirmedAt, movedAt, parkedAt, outcomeAt, leftAt } = subscription;
  const written = subscription.notes.map((note) => note.writtenAt);
  const moments = [
    ...[confirmedAt, movedAt, parkedAt, outcomeAt, leftAt],
    ...[...ledger.map(handedAt), ...written],
  ];
  return Math.max(requestedAt, ...moments.map((moment) => moment ?? 0));
}

const handedAt = ({ sentAt, firstCallAt }: Delivery): Instant | null => sentAt ?? firstCallAt;

const isRunning = (own: Subscription): boolean =>
  (own.status === 'active' || own.status === 'paused') && !isOff(own);
