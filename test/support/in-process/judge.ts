/** Judges a life by the provider's log and the people's stories; the database is not asked. */
import type { Course } from '../../../src/domain/course.ts';
import {
  civilDay,
  HOUR,
  type Instant,
  instantAt,
  shift,
  startOfDay,
} from '../../../src/domain/time.ts';
import { findLost } from './lost.ts';
import { type Moment, momentsOf } from './moments.ts';
import type { Mail } from './provider.ts';
import { type Entry, entryAt, type Stories, type Story } from './story.ts';

export type Violation = {
  readonly rule: string;
  readonly subscription: string;
  readonly says: string;
};

/** A mail of the log with what its delivery's id says and how things stood when it was accepted. */
export type Judged = Mail & {
  readonly story: Story;
  readonly entry: Entry;
  readonly message: string;
  readonly round: number;
  readonly isLesson: boolean;
  /** Of a lesson, or of the catch-up that stands in for some. */
  readonly moment: Pick<Moment, 'dueAt' | 'closesAt'> | null;
};

export type Evidence = {
  readonly mails: readonly Mail[];
  readonly stories: Stories;
  readonly course: (id: string) => Course;
  /** Until when the world was played. */
  readonly until: Instant;
};

/** Everything that broke a rule. */
export function judge({ mails, stories, course, until }: Evidence): Violation[] {
  const violations: Violation[] = [];
  const blame = (rule: string, subscription: string, says: string): void => {
    violations.push({ rule, subscription, says });
  };
  // Mails to the operator are not in the ledger, and nobody's lessons.
  const judged = mails
    .filter(({ delivery }) => !delivery.startsWith('digest-'))
    .flatMap((mail) => {
      const known = recognize(mail, stories, course);
      if (known === null) blame('stray', mail.delivery, `to ${mail.to}, of nobody's subscription`);
      return known ?? [];
    });
  findDoubles(mails, blame);
  for (const mail of judged) {
    findUnwanted(mail, blame);
    findUntimely(mail, blame);
  }
  const lessons = Map.groupBy(
    judged.filter(({ isLesson }) => isLesson),
    ({ story }) => story.address,
  );
  for (const own of lessons.values()) findCrowdedDays(own, blame);
  for (const story of stories.values()) {
    const theirs = lessons.get(story.address) ?? [];
    const own = theirs.filter((mail) => mail.story === story);
    findRepeats(own, course(story.course), blame);
    for (const says of findLost(story, theirs, course(story.course), until)) {
      blame('lost', story.id, says);
    }
  }
  return violations;
}

type Blame = (rule: string, subscription: string, says: string) => void;

function recognize(mail: Mail, stories: Stories, courseOf: (id: string) => Course): Judged | null {
  const [subscription = '', message = '', round] = mail.delivery.split('_');
  const story = stories.get(subscription);
  const entry = story && entryAt(story, mail.n);
  if (!story || !entry || story.address !== mail.to) return null;
  const course = courseOf(story.course);
  const isCatchUp = message === 'catch-up';
  const isLesson = isCatchUp || course.lessons.some(({ id }) => id === message);
  const moment = !isLesson
    ? null
    : isCatchUp
      ? catchUpMoment(course, entry, mail.at)
      : (momentsOf(course, entry.standing).find(({ lesson }) => lesson === message) ?? null);
  return { ...mail, story, entry, message, round: Number(round), isLesson, moment };
}

/** Until the next lesson before the date is due, else the midnight that starts the date. */
function catchUpMoment(course: Course, { at, standing }: Entry, sentAt: Instant) {
  const { targetDate, timeZone } = standing;
  if (targetDate === null) return null;
  const midnight = startOfDay(targetDate, timeZone);
  const next = momentsOf(course, standing)
    .map(({ dueAt }) => dueAt)
    .filter((dueAt) => dueAt > sentAt);
  return { dueAt: at, closesAt: Math.min(midnight, ...next) };
}

/** Promise 1: a delivery is accepted at most once. */
function findDoubles(mails: readonly Mail[], blame: Blame): void {
  const seen = new Map<string, Mail>();
  for (const mail of mails) {
    const earlier = seen.get(mail.delivery);
    if (earlier) blame('doubled', mail.delivery, `${when(earlier.at)} and again ${when(mail.at)}`);
    seen.set(mail.delivery, mail);
  }
}

/** Promise 4, and a confirmation for who is pending only. */
function findUnwanted({ entry, message, isLesson, at, story }: Judged, blame: Blame): void {
  const { status } = entry.standing;
  const wanted =
    status === 'active'
      ? message !== 'confirm'
      : status === 'pending'
        ? message === 'confirm'
        : status === 'paused' && !isLesson && message !== 'confirm';
  if (!wanted) blame('unwanted', story.id, `${message} at ${when(at)}, who is ${status}`);
}

/** Rules 2 and 3: never before it is due, never after its window. */
function findUntimely({ isLesson, moment, message, at, story }: Judged, blame: Blame): void {
  if (!isLesson) return;
  if (moment === null) {
    blame('no date', story.id, `${message} at ${when(at)} without a date`);
  } else if (at < moment.dueAt || at >= moment.closesAt) {
    const window = `${when(moment.dueAt)} to ${when(moment.closesAt)}`;
    blame('outside its window', story.id, `${message} at ${when(at)}, may leave ${window}`);
  }
}

/** Rule 5: at most one lesson mail a local day, but for one that would expire by waiting. */
function findCrowdedDays(lessons: readonly Judged[], blame: Blame): void {
  lessons.forEach((mail, index) => {
    const { timeZone } = mail.entry.standing;
    const day = civilDay(mail.at, timeZone);
    const earlier = lessons
      .slice(0, index)
      .findLast((other) => mail.at - other.at < 50 * HOUR && civilDay(other.at, timeZone) === day);
    if (earlier && canWait(mail) && canWait(earlier)) {
      const two = `${earlier.message} at ${when(earlier.at)} and ${mail.message}`;
      blame('two on one day', mail.story.id, `${two} at ${when(mail.at)} in ${timeZone}`);
    }
  });
}

function canWait({ at, moment, entry }: Judged): boolean {
  const { timeZone, sendHour } = entry.standing;
  const tomorrow = shift(civilDay(at, timeZone), 'P1D');
  return moment !== null && moment.closesAt > instantAt(tomorrow, sendHour, timeZone);
}

/** Rule 6: what was sent stays sent, except by `repeat`. */
function findRepeats(own: readonly Judged[], course: Course, blame: Blame): void {
  const lessons = own.filter(({ message }) => message !== 'catch-up');
  for (const same of Map.groupBy(lessons, ({ message, round }) => `${message} ${round}`).values()) {
    same.slice(1).forEach((mail, index) => {
      const { timeZone } = mail.entry.standing;
      const repeat = course.lessons.find(({ id }) => id === mail.message)?.repeat;
      const earlier = same[index]!;
      const day = civilDay(mail.at, timeZone);
      if (repeat && shift(civilDay(earlier.at, timeZone), repeat) <= day) return;
      const two = `${mail.message} at ${when(earlier.at)} and again at ${when(mail.at)}`;
      blame('repeated', mail.story.id, two);
    });
  }
}

export const when = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z');
