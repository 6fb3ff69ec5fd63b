/** A plan as the way to the date: what lies behind, where the person stands, what comes. */
import type { Delivery } from '../domain/ledger.ts';
import type { PlannedLesson } from '../domain/plan.ts';
import { dayInWords, timeInWords } from '../domain/speech.ts';
import { civilDay, type Instant } from '../domain/time.ts';
import { lessonPath } from './paths.ts';
import { distanceInWords, fateInWords, REASON_WORDS, STATUS_WORDS } from './words.ts';

export type Timeline = {
  readonly behind: readonly Mark[];
  readonly ahead: readonly Mark[];
};

/** One lesson on the way. */
export type Mark = {
  readonly lesson: string;
  readonly title: string;
  readonly href: string;
  /** "3 months before". */
  readonly distance: string;
  /** Its status, or `catch_up` also once the catch-up has left. */
  readonly look: PlannedLesson['status'];
  readonly label: string;
  /** When it leaves or left; its own moment when no mail brings it. */
  readonly when: string;
  readonly note: string;
};

type View = {
  readonly course: string;
  readonly timeZone: string;
  readonly locale: string;
  /** What was handed over; none before sign-up. */
  readonly ledger?: readonly Delivery[];
  /** Nothing leaves before the confirmation. */
  readonly unconfirmed: boolean;
};

/** Orders the lessons around `now`. */
export function timeline(lessons: readonly PlannedLesson[], now: Instant, view: View): Timeline {
  const behind = lessons.filter(({ dueAt }) => dueAt <= now);
  const ahead = lessons.filter(({ dueAt }) => dueAt > now);
  const mark = (planned: PlannedLesson) => markOf(planned, now, view);
  return { behind: behind.map(mark), ahead: ahead.map(mark) };
}

function markOf(planned: PlannedLesson, now: Instant, view: View): Mark {
  const { lesson, status, occasion } = planned;
  const row = view.ledger?.find(
    ({ message, occasion: other }) => message === lesson.id && other === occasion,
  );
  const carried = status === 'skipped' && planned.reason === 'in_catch_up';
  const look = carried ? 'catch_up' : status;
  return {
    lesson: lesson.id,
    title: lesson.title,
    href: lessonPath(view.course, lesson.id),
    distance: distanceInWords(lesson.offset),
    look,
    label: status === 'sent' && row?.state === 'failed' ? 'Not delivered' : STATUS_WORDS[look],
    when: when(planned, row, now, view),
    note: note(planned, row, now, view),
  };
}

function when(planned: PlannedLesson, row: Delivery | undefined, now: Instant, view: View): string {
  const { status, leavesAt, dueAt } = planned;
  if (status === 'sent') return inWords(row?.sentAt ?? row?.firstCallAt ?? dueAt, view);
  if (status === 'upcoming' || (status !== 'skipped' && leavesAt > now)) {
    return inWords(leavesAt, view);
  }
  return `Meant for ${dayInWords(civilDay(dueAt, view.timeZone), view.locale)}`;
}

function note(planned: PlannedLesson, row: Delivery | undefined, now: Instant, view: View): string {
  const { status, reason, leavesAt } = planned;
  if (status === 'sent') return row ? fateInWords(row) : '';
  if (status === 'now' && leavesAt <= now) return `It leaves ${soon(view)}.`;
  if (status === 'catch_up' && leavesAt <= now) return `${CATCH_UP} ${soon(view)}.`;
  return reason ? REASON_WORDS[reason] : '';
}

const CATCH_UP = 'Its most useful steps come in one mail,';

const soon = ({ unconfirmed }: View): string =>
  unconfirmed ? 'as soon as you confirm' : 'within minutes';

const inWords = (at: Instant, { timeZone, locale }: View): string =>
  `${dayInWords(civilDay(at, timeZone), locale)}, ${timeInWords(at, timeZone, locale)}`;
