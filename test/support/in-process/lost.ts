/** Promise 1, the other half: what was due to somebody and did not come. */
import type { Course } from '../../../src/domain/course.ts';
import { civilDay, type Instant, MINUTE, shift } from '../../../src/domain/time.ts';
import { type Judged, SLACK, when } from './judge.ts';
import { type Moment, momentsOf } from './moments.ts';
import type { Entry, Story } from './story.ts';

/** Rule 6: a move's mails wait this long. */
const HOLD = 10 * MINUTE;

/** Lessons that had to leave while nothing was changed, and are not in the log. */
export function findLost(
  story: Story,
  own: readonly Judged[],
  course: Course,
  until: Instant,
): string[] {
  return story.entries.flatMap((entry, index) => {
    const ends = story.entries[index + 1]?.at ?? until;
    if (entry.standing.status !== 'active') return [];
    return momentsOf(course, entry.standing)
      .filter((moment) => isOwed(moment, entry, ends, own))
      .map(({ lesson, dueAt }) => `${lesson}, due ${when(dueAt)}, after "${entry.act}"`);
  });
}

function isOwed(moment: Moment, entry: Entry, ends: Instant, own: readonly Judged[]): boolean {
  const { lesson, dueAt, closesAt, day, repeat } = moment;
  const { round, timeZone } = entry.standing;
  if (entry.read.includes(lesson)) return false;
  const from = Math.max(dueAt, entry.at);
  const hadTime = closesAt > from + HOLD + SLACK && ends > from + HOLD + SLACK;
  if (!hadTime) return false;
  const sent = own.filter((mail) => mail.message === lesson && mail.round === round);
  const came = sent.some(({ at }) => at >= dueAt && at < closesAt && at <= ends);
  if (came) return false;
  const earlier = sent.findLast(({ at }) => at < from);
  if (earlier) {
    const again =
      repeat !== undefined &&
      dueAt > entry.at &&
      shift(civilDay(earlier.at, timeZone), repeat) <= day;
    if (!again) return false;
  }
  // Rule 5 may hold it for days, each of which has a lesson mail of its own.
  return ends >= closesAt || !isHeld(from, ends, timeZone, own);
}

function isHeld(from: Instant, ends: Instant, zone: string, own: readonly Judged[]): boolean {
  const taken = new Set(
    own.filter(({ isLesson }) => isLesson).map(({ at }) => civilDay(at, zone)),
  );
  let day = civilDay(from, zone);
  while (taken.has(day)) day = shift(day, 'P1D');
  return civilDay(ends, zone) <= day && day !== civilDay(from, zone);
}
