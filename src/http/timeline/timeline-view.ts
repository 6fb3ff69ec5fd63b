/** The timeline of a plan: past lessons, today, future lessons. */
import { type Delivery, isHanded } from '../../domain/delivery.ts';
import { dayInWords, timeInWords } from '../../domain/format.ts';
import { isLesson } from '../../domain/messages.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import { lessonPath, ownLessonPath } from '../shared/paths.ts';
import { distanceInWords, fateInWords, type Look, titleOf } from '../shared/wording.ts';
import {
  handed,
  type Standing,
  type View as StandingView,
  standing,
} from './lesson-status-view.ts';

export type Timeline = {
  readonly behind: readonly Mark[];
  readonly ahead: readonly Mark[];
};

/** One lesson on the timeline. */
export type Mark = {
  readonly lesson: string;
  readonly title: string;
  /** Null: it is no longer in the course. */
  readonly href: string | null;
  /** "3 months before"; empty if unknown. */
  readonly distance: string;
  readonly look: Look;
  readonly label: string;
  /** When its email was or will be sent; its due time if there is none. */
  readonly when: string;
  readonly note: string;
  /** It is still to come and may be marked as read. */
  readonly ahead: boolean;
};

export type View = Omit<StandingView, 'ledger' | 'lessons'> & {
  readonly course: string;
  /** The path of the person's page; absent on a public page. */
  readonly own?: string | undefined;
  readonly ledger?: readonly Delivery[];
};

/** Sorted by the time of sending if sent, else by the due time. */
type Placed = { readonly at: Instant; readonly mark: Mark };

/** Splits the lessons into past and future. */
export function timeline(lessons: readonly PlannedLesson[], now: Instant, view: View): Timeline {
  const { ledger = [] } = view;
  const own = { ...view, ledger, lessons: lessons.map(({ lesson }) => lesson) };
  const placed: Placed[] = [
    ...lessons.map((planned) => markOf(planned, now, own)),
    ...removed(lessons, ledger).map((row) => removedMark(row, view)),
  ].sort((a, b) => a.at - b.at);
  const marks = (some: readonly Placed[]) => some.map(({ mark }) => mark);
  return {
    behind: marks(placed.filter(({ at }) => at <= now)),
    ahead: marks(placed.filter(({ at }) => at > now)),
  };
}

function markOf(planned: PlannedLesson, now: Instant, view: StandingView & View): Placed {
  const { lesson, status, reason, dueAt } = planned;
  const { look, note, at } = standing(planned, now, view);
  const mark = {
    lesson: lesson.id,
    title: lesson.title,
    href: hrefOf(lesson.id, view),
    distance: distanceInWords(lesson.offset, view.speech),
    look,
    label: view.speech.words.plan.looks[look],
    when: at === null ? meantFor(dueAt, view) : inWords(at, view),
    note,
    ahead: dueAt > now && (status === 'upcoming' || reason === 'paused'),
  };
  // Clocks differ: what was sent must not be in the future.
  return { at: status === 'sent' ? Math.min(at ?? dueAt, now) : dueAt, mark };
}

/** Subscribers read lessons behind their personal link. */
export const hrefOf = (lesson: string, { course, own }: Pick<View, 'course' | 'own'>): string =>
  own === undefined ? lessonPath(course, lesson) : ownLessonPath(own, lesson);

/** Lessons that have deliveries but are no longer in the course. */
const removed = (lessons: readonly PlannedLesson[], ledger: readonly Delivery[]) =>
  ledger.filter((row) => isLesson(row) && !lessons.some(({ lesson }) => lesson.id === row.message));

function removedMark(row: Delivery, view: View): Placed {
  const { look, note, at } = isHanded(row) ? handed(row, view.speech) : gone(row, view);
  const mark = {
    lesson: row.message,
    title: titleOf(row.message, { lessons: [] }),
    href: null,
    distance: '',
    look,
    label: view.speech.words.plan.looks[look],
    when: at === null ? meantFor(row.dueAt, view) : inWords(at, view),
    note,
    ahead: false,
  };
  return { at: at ?? row.dueAt, mark };
}

function gone(row: Delivery, { speech: { words } }: View): Standing {
  const taken = { state: 'cancelled', reason: 'lesson_removed' } as const;
  const note = fateInWords(row.state === 'scheduled' ? taken : row, words);
  return { look: 'skipped', note, at: null };
}

type Clock = Pick<View, 'timeZone' | 'speech'>;

const meantFor = (at: Instant, { timeZone, speech: { locale, words } }: Clock): string =>
  words.plan.meantFor(dayInWords(civilDay(at, timeZone), locale));

const inWords = (at: Instant, { timeZone, speech: { locale, words } }: Clock): string =>
  words.plan.dayAt(dayInWords(civilDay(at, timeZone), locale), timeInWords(at, timeZone, locale));
