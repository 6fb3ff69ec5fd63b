/** A person's calendar: their lessons and their date, from their deliveries. */
import { site } from '../../course/catalog.ts';
import type { CompiledCourse } from '../../course/compiled.ts';
import { type Delivery, isHanded } from '../../domain/delivery.ts';
import { capital } from '../../domain/locale.ts';
import { lastTold } from '../../domain/notices.ts';
import { resumesAt } from '../../domain/retention.ts';
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
import { basicDate, type Component, escapeText, utc, writeComponent } from './ics.ts';

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
  const events = [...lessons, dateEvent(feed)].filter((event) => event !== null);
  return writeCalendar(events, [
    ['NAME', escapeText(course.title)],
    ['X-WR-CALNAME', escapeText(course.title)],
    ['X-WR-TIMEZONE', enrolment.subscription.timeZone],
  ]);
}

/** After unsubscribing or erasure: removes the events that a calendar app still shows. */
export const writeEmptyFeed = (): string => writeCalendar([]);

const writeCalendar = (
  events: readonly Component[],
  properties: Component['properties'] = [],
): string =>
  writeComponent({
    name: 'VCALENDAR',
    properties: [
      ['VERSION', '2.0'],
      ['PRODID', `-//${escapeText(site.name)}//Countdown//EN`],
      ['CALSCALE', 'GREGORIAN'],
      ['METHOD', 'PUBLISH'],
      ['REFRESH-INTERVAL;VALUE=DURATION', 'PT6H'],
      ['X-PUBLISHED-TTL', 'PT6H'],
      ...properties,
    ],
    // A calendar without any component is invalid.
    parts: events.length > 0 ? events : [UTC],
  });

const UTC: Component = {
  name: 'VTIMEZONE',
  properties: [['TZID', 'Etc/UTC']],
  parts: [
    {
      name: 'STANDARD',
      properties: [
        ['DTSTART', '19700101T000000'],
        ['TZOFFSETFROM', '+0000'],
        ['TZOFFSETTO', '+0000'],
      ],
    },
  ],
};

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
  if (!isRunning(subscription) || isOff(subscription)) return false;
  if (isHanded(row)) return row.state !== 'failed';
  if (suppressed || row.closesAt <= now) return false;
  if (row.state === 'scheduled') return true;
  const ends = resumesAt(subscription);
  return row.state === 'skipped' && row.reason === 'paused' && ends !== null && ends <= row.dueAt;
}

/** To the minute. An email sent less than an hour late keeps its announced time. */
function momentOf({ dueAt, sentAt, firstCallAt }: Delivery): Instant {
  const left = sentAt ?? firstCallAt;
  const moment = left === null || left - dueAt < HOUR ? dueAt : left;
  return Math.floor(moment / MINUTE) * MINUTE;
}

/** The target date. Once it is removed, the date that the person was last told. */
function dateEvent({ course, enrolment, withCancelled, baseUrl, i18n }: Feed): Component | null {
  const { subscription, ledger } = enrolment;
  const { id, round, targetDate, dateKind, undo } = subscription;
  const isOn = isRunning(subscription) && targetDate !== null;
  const date = targetDate ?? dateIn(undo) ?? lastTold(subscription, ledger);
  if (date === null || (!isOn && !withCancelled)) return null;
  const { calendar, ending } = i18n.words;
  const about: Component['properties'] = [
    ['DTSTART;VALUE=DATE', basicDate(date)],
    ['DTEND;VALUE=DATE', basicDate(shift(date, 'P1D'))],
    ['SUMMARY', escapeText(capital(dateKind === 'goal' ? ending.goal.yours : course.target))],
    ['DESCRIPTION', escapeText(calendar.theDay(course.title))],
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
  const moments = [confirmedAt, movedAt, parkedAt, outcomeAt, leftAt, ...ledger.map(handedAt)];
  return Math.max(requestedAt, ...moments.map((moment) => moment ?? 0));
}

const handedAt = ({ sentAt, firstCallAt }: Delivery): Instant | null => sentAt ?? firstCallAt;

const isRunning = ({ status }: Subscription): boolean => status === 'active' || status === 'paused';
