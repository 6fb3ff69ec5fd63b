/** The rules of the plan, judged from the journal of a run without faults. */
import type { Course } from '../../src/domain/course.ts';
import { civilDay, HOUR, type Instant, instantAt, MINUTE, shift } from '../../src/domain/time.ts';
import { messageOf, ownerOf, type Snapshot, when } from './commit-watch.ts';
import { catchUpWindow, type Judged } from './judge.ts';
import { type LessonWindow, lessonWindowsOf } from './lesson-windows.ts';

export type Evidence = {
  readonly log: readonly Judged[];
  readonly snapshots: ReadonlyMap<string, readonly Snapshot[]>;
  /** Lessons marked as read, as `subscription round lesson`. */
  readonly read: ReadonlySet<string>;
  readonly courseOf: (id: string) => Course;
  readonly until: Instant;
};

type Fail = (rule: string, says: string) => void;

/** Reports violations of rules 5, 6 and 7, and every lesson that was due and not sent. */
export function judgeRules(evidence: Evidence, fail: Fail): void {
  const { log, snapshots } = evidence;
  const lessons = log.filter(({ kind }) => kind === 'lesson');
  const byAddress = Map.groupBy(lessons, ({ snapshot }) => snapshot.address);
  for (const own of byAddress.values()) findCrowdedDays(own, evidence, fail);
  const bySubscription = Map.groupBy(lessons, ({ delivery }) => ownerOf(delivery));
  for (const own of bySubscription.values()) findRepeats(own, evidence, fail);
  const courses = new Map<string, Set<string>>();
  for (const [{ address, course }] of snapshots.values() as Iterable<readonly [Snapshot]>) {
    courses.set(address, (courses.get(address) ?? new Set()).add(course));
  }
  for (const [id, own] of snapshots) {
    findLongPauses(id, own, evidence, fail);
    // With two courses, rule 5 may hold a lesson for the other course's, which this check can't
    // model.
    if (own.some(({ address }) => (courses.get(address)?.size ?? 1) > 1)) continue;
    findLost(id, own, bySubscription.get(id) ?? [], evidence, fail);
  }
}

/** Rule 5: at most one lesson email per local day, except one that would expire by waiting. */
function findCrowdedDays(lessons: readonly Judged[], evidence: Evidence, fail: Fail): void {
  lessons.forEach((mail, index) => {
    const { timeZone } = mail.snapshot;
    const day = civilDay(mail.at, timeZone);
    const earlier = lessons
      .slice(0, index)
      .findLast((other) => mail.at - other.at < 50 * HOUR && civilDay(other.at, timeZone) === day);
    if (!earlier || !canWait(mail, evidence) || !canWait(earlier, evidence)) return;
    const two = `${earlier.delivery} at ${when(earlier.at)} and ${mail.delivery}`;
    fail('two on one day', `${two} at ${when(mail.at)} in ${timeZone}`);
  });
}

function canWait({ delivery, at, snapshot }: Judged, { courseOf }: Evidence): boolean {
  const course = courseOf(snapshot.course);
  const own = lessonWindowsOf(course, snapshot).find(
    ({ lesson }) => lesson === messageOf(delivery),
  );
  const { closesAt } = own ?? catchUpWindow(course, snapshot, at) ?? { closesAt: 0 };
  const tomorrow = shift(civilDay(at, snapshot.timeZone), 'P1D');
  return closesAt > instantAt(tomorrow, snapshot.sendHour, snapshot.timeZone);
}

/** Rule 6: a sent lesson isn't sent again, except by `repeat`. */
function findRepeats(own: readonly Judged[], { courseOf }: Evidence, fail: Fail): void {
  const lessons = own.filter(({ delivery }) => messageOf(delivery) !== 'catch-up');
  const byRound = Map.groupBy(lessons, ({ delivery }) => delivery.replace(/_\d+$/, ''));
  for (const same of byRound.values()) {
    same.slice(1).forEach((mail, index) => {
      const { timeZone, course } = mail.snapshot;
      const { lessons: all } = courseOf(course);
      const repeat = all.find(({ id }) => id === messageOf(mail.delivery))?.repeat;
      const earlier = same[index]!;
      const day = civilDay(mail.at, timeZone);
      if (repeat && shift(civilDay(earlier.at, timeZone), repeat) <= day) return;
      fail('repeated', `${mail.delivery} at ${when(earlier.at)} and again at ${when(mail.at)}`);
    });
  }
}

/** Rule 7: a pause ends on its day, or once the date has passed. */
function findLongPauses(
  id: string,
  own: readonly Snapshot[],
  { until }: Evidence,
  fail: Fail,
): void {
  own.forEach((snapshot, index) => {
    const { status, pausedUntil, targetDate, sendHour, timeZone } = snapshot;
    if (status !== 'paused') return;
    const over = targetDate === null ? null : shift(targetDate, 'P2D');
    const [day] = [pausedUntil, over].filter((one) => one !== null).sort();
    const ended = own[index + 1]?.at ?? until;
    if (day === undefined || ended <= instantAt(day, sendHour, timeZone) + TICK_DELAY) return;
    if (snapshot.at > instantAt(day, sendHour, timeZone)) return;
    fail('lost', `${id} is paused until ${when(ended)}, and was to be back on ${day}`);
  });
}

/** Rule 6: emails after a move wait this long. */
const HOLD = 10 * MINUTE;

/** Delay without any fault: ticks run once a minute. */
const TICK_DELAY = 2 * MINUTE;

type Stretch = {
  readonly id: string;
  readonly snapshot: Snapshot;
  readonly ends: Instant;
  readonly sent: readonly Judged[];
  readonly read: ReadonlySet<string>;
};

/** Promise 2: finds lessons that were due in an interval without changes, and weren't sent. */
function findLost(
  id: string,
  own: readonly Snapshot[],
  sent: readonly Judged[],
  { read, courseOf, until }: Evidence,
  fail: Fail,
): void {
  own.forEach((snapshot, index) => {
    if (snapshot.status !== 'active' || snapshot.suppressed !== 0) return;
    const ends = own[index + 1]?.at ?? until;
    const stretch = { id, snapshot, ends, sent, read };
    const windows = lessonWindowsOf(courseOf(snapshot.course), snapshot);
    for (const window of windows) {
      if (!isMissing(window, windows, stretch)) continue;
      fail('lost', `${id} ${window.lesson}, due ${when(window.dueAt)}, after ${when(snapshot.at)}`);
    }
  });
}

function isMissing(window: LessonWindow, all: readonly LessonWindow[], stretch: Stretch): boolean {
  const { lesson, dueAt, closesAt } = window;
  const { id, snapshot, ends, sent, read } = stretch;
  const from = Math.max(dueAt, snapshot.at);
  const tooShort = Math.min(closesAt, ends) <= from + HOLD + TICK_DELAY;
  if (tooShort || read.has(`${id} ${snapshot.round} ${lesson}`)) return false;
  const own = sent.filter(({ delivery }) =>
    delivery.startsWith(`${id}_${lesson}_${snapshot.round}_`),
  );
  if (own.some(({ at }) => at >= dueAt && at < closesAt && at <= ends)) return false;
  const earlier = own.findLast(({ at }) => at < from);
  if (earlier && !isMissingRepeat(window, earlier, snapshot)) return false;
  return ends >= closesAt || ends > heldUntil(from, all, stretch) + TICK_DELAY;
}

/** Rule 6, for a lesson that was sent before. */
function isMissingRepeat(
  { dueAt, day, repeat }: LessonWindow,
  earlier: Judged,
  snapshot: Snapshot,
): boolean {
  if (repeat === undefined || dueAt <= snapshot.at) return false;
  return shift(civilDay(earlier.at, snapshot.timeZone), repeat) <= day;
}

/** Rule 5: a day with a lesson email is taken, and so is a day with a lesson still due. */
function heldUntil(
  from: Instant,
  all: readonly LessonWindow[],
  { snapshot, sent }: Stretch,
): Instant {
  const { timeZone, sendHour } = snapshot;
  const taken = new Set(sent.map(({ at }) => civilDay(at, timeZone)));
  const today = civilDay(from, timeZone);
  let day = today;
  while (taken.has(day)) day = shift(day, 'P1D');
  if (day !== today) return instantAt(day, sendHour, timeZone);
  const sameDay = all.map(({ dueAt }) => dueAt).filter((at) => civilDay(at, timeZone) === today);
  return Math.max(from + HOLD, ...sameDay);
}
