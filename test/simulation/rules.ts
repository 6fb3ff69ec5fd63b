/** The rules of the plan, judged from the journal of a run without faults. */
import type { Course } from '../../src/domain/course.ts';
import { civilDay, HOUR, type Instant, instantAt, MINUTE, shift } from '../../src/domain/time.ts';
import { messageOf, ownerOf, type Standing, when } from './commits.ts';
import { catchUpWindow, type Judged } from './judge.ts';
import { type Moment, momentsOf } from './moments.ts';

export type Evidence = {
  readonly log: readonly Judged[];
  readonly standings: ReadonlyMap<string, readonly Standing[]>;
  /** Lessons marked as read, as `subscription round lesson`. */
  readonly read: ReadonlySet<string>;
  readonly courseOf: (id: string) => Course;
  readonly until: Instant;
};

type Blame = (rule: string, says: string) => void;

/** Reports violations of rules 5, 6 and 7, and every lesson that was due and not sent. */
export function judgeRules(evidence: Evidence, blame: Blame): void {
  const { log, standings } = evidence;
  const lessons = log.filter(({ kind }) => kind === 'lesson');
  const byAddress = Map.groupBy(lessons, ({ standing }) => standing.address);
  for (const own of byAddress.values()) findCrowdedDays(own, evidence, blame);
  const bySubscription = Map.groupBy(lessons, ({ delivery }) => ownerOf(delivery));
  for (const own of bySubscription.values()) findRepeats(own, evidence, blame);
  const courses = new Map<string, Set<string>>();
  for (const [{ address, course }] of standings.values() as Iterable<readonly [Standing]>) {
    courses.set(address, (courses.get(address) ?? new Set()).add(course));
  }
  for (const [id, own] of standings) {
    findLongPauses(id, own, evidence, blame);
    // With two courses, rule 5 may hold a lesson for the other course's, which this check can't
    // model.
    if (own.some(({ address }) => (courses.get(address)?.size ?? 1) > 1)) continue;
    findLost(id, own, bySubscription.get(id) ?? [], evidence, blame);
  }
}

/** Rule 5: at most one lesson email per local day, except one that would expire by waiting. */
function findCrowdedDays(lessons: readonly Judged[], evidence: Evidence, blame: Blame): void {
  lessons.forEach((mail, index) => {
    const { timeZone } = mail.standing;
    const day = civilDay(mail.at, timeZone);
    const earlier = lessons
      .slice(0, index)
      .findLast((other) => mail.at - other.at < 50 * HOUR && civilDay(other.at, timeZone) === day);
    if (!earlier || !canWait(mail, evidence) || !canWait(earlier, evidence)) return;
    const two = `${earlier.delivery} at ${when(earlier.at)} and ${mail.delivery}`;
    blame('two on one day', `${two} at ${when(mail.at)} in ${timeZone}`);
  });
}

function canWait({ delivery, at, standing }: Judged, { courseOf }: Evidence): boolean {
  const course = courseOf(standing.course);
  const own = momentsOf(course, standing).find(({ lesson }) => lesson === messageOf(delivery));
  const { closesAt } = own ?? catchUpWindow(course, standing, at) ?? { closesAt: 0 };
  const tomorrow = shift(civilDay(at, standing.timeZone), 'P1D');
  return closesAt > instantAt(tomorrow, standing.sendHour, standing.timeZone);
}

/** Rule 6: a sent lesson isn't sent again, except by `repeat`. */
function findRepeats(own: readonly Judged[], { courseOf }: Evidence, blame: Blame): void {
  const lessons = own.filter(({ delivery }) => messageOf(delivery) !== 'catch-up');
  const byRound = Map.groupBy(lessons, ({ delivery }) => delivery.replace(/_\d+$/, ''));
  for (const same of byRound.values()) {
    same.slice(1).forEach((mail, index) => {
      const { timeZone, course } = mail.standing;
      const { lessons: all } = courseOf(course);
      const repeat = all.find(({ id }) => id === messageOf(mail.delivery))?.repeat;
      const earlier = same[index]!;
      const day = civilDay(mail.at, timeZone);
      if (repeat && shift(civilDay(earlier.at, timeZone), repeat) <= day) return;
      blame('repeated', `${mail.delivery} at ${when(earlier.at)} and again at ${when(mail.at)}`);
    });
  }
}

/** Rule 7: a pause ends on its day, or once the date has passed. */
function findLongPauses(
  id: string,
  own: readonly Standing[],
  { until }: Evidence,
  blame: Blame,
): void {
  own.forEach((standing, index) => {
    const { status, pausedUntil, targetDate, sendHour, timeZone } = standing;
    if (status !== 'paused') return;
    const over = targetDate === null ? null : shift(targetDate, 'P2D');
    const [day] = [pausedUntil, over].filter((one) => one !== null).sort();
    const ended = own[index + 1]?.at ?? until;
    if (day === undefined || ended <= instantAt(day, sendHour, timeZone) + SLACK) return;
    if (standing.at > instantAt(day, sendHour, timeZone)) return;
    blame('lost', `${id} is paused until ${when(ended)}, and was to be back on ${day}`);
  });
}

/** Rule 6: emails after a move wait this long. */
const HOLD = 10 * MINUTE;

/** Delay without any fault: ticks run once a minute. */
const SLACK = 2 * MINUTE;

type Stretch = {
  readonly id: string;
  readonly standing: Standing;
  readonly ends: Instant;
  readonly sent: readonly Judged[];
  readonly read: ReadonlySet<string>;
};

/** Promise 2: finds lessons that were due in an interval without changes, and weren't sent. */
function findLost(
  id: string,
  own: readonly Standing[],
  sent: readonly Judged[],
  { read, courseOf, until }: Evidence,
  blame: Blame,
): void {
  own.forEach((standing, index) => {
    if (standing.status !== 'active' || standing.suppressed !== 0) return;
    const ends = own[index + 1]?.at ?? until;
    const stretch = { id, standing, ends, sent, read };
    const moments = momentsOf(courseOf(standing.course), standing);
    for (const moment of moments) {
      if (!isOwed(moment, moments, stretch)) continue;
      blame(
        'lost',
        `${id} ${moment.lesson}, due ${when(moment.dueAt)}, after ${when(standing.at)}`,
      );
    }
  });
}

function isOwed(moment: Moment, all: readonly Moment[], stretch: Stretch): boolean {
  const { lesson, dueAt, closesAt } = moment;
  const { id, standing, ends, sent, read } = stretch;
  const from = Math.max(dueAt, standing.at);
  const tooShort = Math.min(closesAt, ends) <= from + HOLD + SLACK;
  if (tooShort || read.has(`${id} ${standing.round} ${lesson}`)) return false;
  const own = sent.filter(({ delivery }) =>
    delivery.startsWith(`${id}_${lesson}_${standing.round}_`),
  );
  if (own.some(({ at }) => at >= dueAt && at < closesAt && at <= ends)) return false;
  const earlier = own.findLast(({ at }) => at < from);
  if (earlier && !isOwedAgain(moment, earlier, standing)) return false;
  return ends >= closesAt || ends > heldUntil(from, all, stretch) + SLACK;
}

/** Rule 6, for a lesson that was sent before. */
function isOwedAgain({ dueAt, day, repeat }: Moment, earlier: Judged, standing: Standing): boolean {
  if (repeat === undefined || dueAt <= standing.at) return false;
  return shift(civilDay(earlier.at, standing.timeZone), repeat) <= day;
}

/** Rule 5: a day with a lesson email is taken, and so is a day with a lesson still due. */
function heldUntil(from: Instant, all: readonly Moment[], { standing, sent }: Stretch): Instant {
  const { timeZone, sendHour } = standing;
  const taken = new Set(sent.map(({ at }) => civilDay(at, timeZone)));
  const today = civilDay(from, timeZone);
  let day = today;
  while (taken.has(day)) day = shift(day, 'P1D');
  if (day !== today) return instantAt(day, sendHour, timeZone);
  const sameDay = all.map(({ dueAt }) => dueAt).filter((at) => civilDay(at, timeZone) === today);
  return Math.max(from + HOLD, ...sameDay);
}
