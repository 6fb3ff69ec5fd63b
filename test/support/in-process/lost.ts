/** Promise 1, the other half: what was due to somebody and did not come. */
import type { Course } from '../../../src/domain/course.ts';
import { civilDay, type Instant, instantAt, MINUTE, shift } from '../../../src/domain/time.ts';
import { type Judged, when } from './judge.ts';
import { type Moment, momentsOf } from './moments.ts';
import type { Entry, Story } from './story.ts';

/** Rule 6: a move's mails wait this long. */
const HOLD = 10 * MINUTE;

/** How late a mail may be without any fault: a tick a minute. */
const SLACK = 2 * MINUTE;

/**
 * Lessons that had to leave while nothing was changed, and are not in the log. `sent` are the
 * lesson mails of the person, of this subscription and others.
 */
export function findLost(
  story: Story,
  sent: readonly Judged[],
  course: Course,
  until: Instant,
): string[] {
  return story.entries.flatMap((entry, index) => {
    if (entry.standing.status !== 'active') return [];
    const ends = story.entries[index + 1]?.at ?? until;
    const moments = momentsOf(course, entry.standing);
    return moments
      .filter((moment) => isOwed(moment, moments, { story, entry, ends, sent }))
      .map(({ lesson, dueAt }) => `${lesson}, due ${when(dueAt)}, after "${entry.act}"`);
  });
}

type Stretch = {
  readonly story: Story;
  readonly entry: Entry;
  readonly ends: Instant;
  readonly sent: readonly Judged[];
};

function isOwed(moment: Moment, all: readonly Moment[], stretch: Stretch): boolean {
  const { lesson, dueAt, closesAt } = moment;
  const { story, entry, ends, sent } = stretch;
  const { round } = entry.standing;
  const from = Math.max(dueAt, entry.at);
  const tooShort = Math.min(closesAt, ends) <= from + HOLD + SLACK;
  if (tooShort || entry.standing.read.includes(lesson)) return false;
  const own = sent.filter(
    (mail) => mail.story === story && mail.message === lesson && mail.round === round,
  );
  if (own.some(({ at }) => at >= dueAt && at < closesAt && at <= ends)) return false;
  const earlier = own.findLast(({ at }) => at < from);
  if (earlier && !isOwedAgain(moment, earlier, entry)) return false;
  return ends >= closesAt || ends > heldUntil(from, all, stretch) + SLACK;
}

/** Rule 6, of a lesson that was sent before. */
function isOwedAgain({ dueAt, day, repeat }: Moment, earlier: Judged, entry: Entry): boolean {
  if (repeat === undefined || dueAt <= entry.at) return false;
  return shift(civilDay(earlier.at, entry.standing.timeZone), repeat) <= day;
}

/** Rule 5: a day with a lesson mail holds it, and so does a lesson still due on its day. */
function heldUntil(from: Instant, all: readonly Moment[], { entry, sent }: Stretch): Instant {
  const { timeZone, sendHour } = entry.standing;
  const taken = new Set(sent.map(({ at }) => civilDay(at, timeZone)));
  const today = civilDay(from, timeZone);
  let day = today;
  while (taken.has(day)) day = shift(day, 'P1D');
  if (day !== today) return instantAt(day, sendHour, timeZone);
  const sameDay = all.map(({ dueAt }) => dueAt).filter((at) => civilDay(at, timeZone) === today);
  return Math.max(from + HOLD, ...sameDay);
}
