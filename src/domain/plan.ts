import { LEAST_TIME, placeCatchUp } from './catch-up.ts';
import type { Course, Lesson } from './course.ts';
import type { Carrier, Delivery, LessonStatus } from './delivery.ts';
import { type LessonState, lessonState, type Reason } from './lesson-status.ts';
import type { Notice } from './messages.ts';
import { moveHold, nextOccasion, notices } from './notices.ts';
import { daysTaken, type OtherMail, placeOnDays, type Wish } from './one-a-day.ts';
import type { Subscription } from './subscription.ts';
import { type CivilDate, civilDay, type Instant, startOfDay } from './time.ts';
import { isEve } from './time-left.ts';
import { type Milestone, milestones } from './windows.ts';

export type Plan = {
  /** Every lesson of the course in order of time. */
  readonly lessons: readonly PlannedLesson[];
  /** Every email that is still to be sent, in order of time. */
  readonly mails: readonly PlannedMail[];
  /** The welcome that a lesson's email includes (rule 4). */
  readonly included: readonly PlannedMail[];
};

export type PlannedLesson = {
  readonly lesson: Lesson;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  readonly status: LessonStatus;
  /** When the email with it, or with its essential steps, is sent; its due time if there is none. */
  readonly leavesAt: Instant;
  /** Why it is not sent in full. */
  readonly reason: Reason | 'paused' | null;
  /** The email with its essential steps: a lesson or the catch-up. Only with status `catch_up`. */
  readonly carrier: Carrier | null;
  readonly occasion: number;
};

export type PlannedMail = {
  /** A lesson's id or a system message. */
  readonly message: string;
  readonly kind: 'lesson' | 'notice';
  readonly occasion: number;
  /** When it is sent. */
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  /** Missed lessons whose essential steps are in this email (rule 4). */
  readonly carries: readonly string[];
  /** Missed lessons that this email calls too late to help. */
  readonly leftOut: readonly string[];
  /** It is the welcome, too. */
  readonly welcomes: boolean;
};

type Read = { readonly milestone: Milestone; readonly reading: LessonState };

/**
 * What this subscription is sent and when, from now on, given what was handed to the provider. The
 * sign-up preview, the manage page and the planning of deliveries all use this function.
 */
export function plan(
  course: Pick<Course, 'lessons' | 'weekdays' | 'outcomes'>,
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
  others: readonly OtherMail[] = [],
): Plan {
  const told = notices(course, subscription, ledger, now).map(noticeMail);
  const { targetDate, status } = subscription;
  if (targetDate === null) return { lessons: [], mails: told, included: [] };
  const read = milestones(course, targetDate, subscription).map((milestone) => ({
    milestone,
    reading: lessonState(milestone, subscription, ledger, now),
  }));
  const paused = status === 'paused';
  const mails = paused ? [] : lessonMails(read, subscription, ledger, now, others);
  return {
    lessons: read.map((own) => plannedLesson(own, mails, paused)),
    ...withWelcome(mails, told, read, subscription, now),
  };
}

/** Under two days before the date, the first lesson's email is the welcome, too (rule 4). */
function withWelcome(
  mails: readonly PlannedMail[],
  told: readonly PlannedMail[],
  read: readonly Read[],
  subscription: Subscription,
  now: Instant,
): Pick<Plan, 'mails' | 'included'> {
  const welcome = told.find(({ message }) => message === 'welcome');
  const [first] = mails;
  if (!welcome || !first || !areOne(welcome, first, subscription, now)) {
    return { mails: inOrder([...mails, ...told]), included: [] };
  }
  const leftOut = lateIn(
    read,
    mails.flatMap(({ carries }) => carries),
  );
  const rest = [...mails.slice(1), ...told.filter((mail) => mail !== welcome)];
  return {
    mails: inOrder([{ ...first, leftOut, welcomes: true }, ...rest]),
    included: [welcome],
  };
}

const areOne = (
  welcome: PlannedMail,
  first: PlannedMail,
  subscription: Subscription,
  now: Instant,
): boolean =>
  isEve(subscription, now) && first.dueAt < Math.min(welcome.closesAt, dateStartsIn(subscription));

/** Every email of a lesson, and the catch-up: at most one a local day (rule 5). */
function lessonMails(
  read: readonly Read[],
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
  others: readonly OtherMail[],
): readonly PlannedMail[] {
  const { timeZone } = subscription;
  const hold = moveHold(subscription, ledger) ?? now;
  const days = daysTaken(subscription, ledger, others);
  const own: Wish<Read | null>[] = read
    .filter(({ reading }) => reading.sendFull)
    .map((mail) => {
      const { dueAt, closesAt } = mail.milestone;
      return { mail, from: notBefore(hold, Math.max(dueAt, now), closesAt), closesAt };
    });
  const rivals: Wish<Read | null>[] = others
    .filter(({ handed, closesAt }) => !handed && closesAt > now)
    .map(({ at, closesAt, older }) => ({
      mail: null,
      from: Math.max(at, now),
      closesAt,
      rank: older ? -1 : 1,
    }));
  const placed = placeOnDays([...own, ...rivals], days, subscription);
  const full = placed.flatMap(({ mail, leavesAt }) => (mail ? { ...mail, leavesAt } : []));
  const theirs = placed
    .filter(({ mail }) => mail === null)
    .map(({ leavesAt }) => civilDay(leavesAt, timeZone));
  return withCatchUp(full, read, new Set([...days, ...theirs]), subscription, ledger, now, hold);
}

type Full = Read & { readonly leavesAt: Instant };

/** Adds the essential steps of missed lessons: to a lesson's email, or as an email of their own. */
function withCatchUp(
  full: readonly Full[],
  read: readonly Read[],
  taken: ReadonlySet<CivilDate>,
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
  hold: Instant,
): readonly PlannedMail[] {
  const mails = full.map(fullMail);
  const missed = missedIn(read);
  const dateStarts = dateStartsIn(subscription);
  if (missed.length === 0 || now >= dateStarts) return mails;
  const from = notBefore(hold, now, dateStarts);
  const sendings = full.map(({ milestone, leavesAt }) => ({ lesson: milestone.lesson, leavesAt }));
  const place = placeCatchUp(missed, sendings, subscription, from, taken);
  if (place === null) return mails;
  const carries = idsOf(place.carries);
  const leftOut = lateIn(read, carries);
  if (place.host !== null) {
    const { id } = place.host;
    return mails.map((mail) => (mail.message === id ? { ...mail, carries, leftOut } : mail));
  }
  const { dueAt, closesAt } = place;
  const occasion = nextOccasion('catch-up', subscription.round, ledger);
  const own = { message: 'catch-up', kind: 'lesson' as const, occasion, dueAt, closesAt };
  return inOrder([...mails, { ...own, carries, leftOut, welcomes: false }]);
}

const missedIn = (read: readonly Read[]): readonly Lesson[] =>
  read.filter(({ reading }) => reading.missed).map(({ milestone }) => milestone.lesson);

/** The missed lessons that are too late: those whose steps are in none of the emails. */
const lateIn = (read: readonly Read[], carried: readonly string[]): readonly string[] =>
  read
    .filter(({ reading }) => reading.missed || reading.status === 'left_out')
    .map(({ milestone }) => milestone.lesson.id)
    .filter((id) => !carried.includes(id));

const idsOf = (lessons: readonly Lesson[]): readonly string[] => lessons.map(({ id }) => id);

const dateStartsIn = ({ targetDate, timeZone }: Subscription): Instant =>
  startOfDay(targetDate!, timeZone);

const inOrder = (mails: readonly PlannedMail[]): readonly PlannedMail[] =>
  mails.toSorted((a, b) => a.dueAt - b.dueAt);

const fullMail = ({ milestone, reading, leavesAt }: Full): PlannedMail => ({
  ...ALONE,
  message: milestone.lesson.id,
  kind: 'lesson',
  occasion: reading.occasion,
  dueAt: leavesAt,
  closesAt: milestone.closesAt,
});

const ALONE = { carries: [], leftOut: [], welcomes: false } as const;

const noticeMail = (notice: Notice): PlannedMail => ({ ...notice, ...ALONE, kind: 'notice' });

/** A move's emails wait for `hold`, except one whose window closes sooner (rule 6). */
const notBefore = (hold: Instant, at: Instant, closesAt: Instant): Instant =>
  hold > at && hold + LEAST_TIME <= closesAt ? hold : at;

function plannedLesson(
  { milestone, reading }: Read,
  mails: readonly PlannedMail[],
  paused: boolean,
): PlannedLesson {
  const { lesson, dueAt, closesAt } = milestone;
  const { occasion, status, reason } = reading;
  const base = { lesson, dueAt, closesAt, occasion, carrier: null };
  const own = mails.find((mail) => mail.message === lesson.id);
  if (own) return { ...base, status, leavesAt: own.dueAt, reason: null };
  const carrier = carrierOf(lesson, reading, mails);
  if (carrier) {
    return { ...base, status: 'catch_up', leavesAt: carrier.at, reason: 'in_catch_up', carrier };
  }
  if (paused && (reading.sendFull || reading.missed)) {
    return { ...base, status: 'skipped', leavesAt: dueAt, reason: 'paused' };
  }
  if (reading.missed) {
    return { ...base, status: 'left_out', leavesAt: dueAt, reason: 'no_time_left' };
  }
  return { ...base, status, leavesAt: dueAt, reason };
}

/** The email with the steps of a missed lesson: one that was handed over, or a planned one. */
function carrierOf(
  { id }: Lesson,
  { carrier }: LessonState,
  mails: readonly PlannedMail[],
): Carrier | null {
  if (carrier) {
    const { message, state, sentAt, firstCallAt } = carrier;
    const at = sentAt ?? firstCallAt!;
    return { message, at, handed: true, unclear: state === 'unknown' };
  }
  const mail = mails.find(({ carries }) => carries.includes(id));
  return mail ? { message: mail.message, at: mail.dueAt, handed: false, unclear: false } : null;
}
