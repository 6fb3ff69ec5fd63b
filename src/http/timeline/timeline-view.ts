/** The timeline of a plan: past lessons, today, future lessons. */
import { type Delivery, isHanded } from '../../domain/delivery.ts';
import { dayInWords, timeInWords } from '../../domain/format.ts';
import { isLesson } from '../../domain/messages.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import { lessonPath, ownLessonPath } from '../shared/paths.ts';
import { type DisplayStatus, deliveryNote, distanceInWords, titleOf } from '../shared/wording.ts';
import {
  handed,
  type View as StandingView,
  type StatusView,
  statusView,
} from './lesson-status-view.ts';

export type Timeline = {
  readonly behind: readonly Entry[];
  readonly ahead: readonly Entry[];
};

/** One lesson on the timeline. */
export type Entry = {
  readonly lesson: string;
  readonly title: string;
  /** Null: it is no longer in the course. */
  readonly href: string | null;
  /** "3 months before"; empty if unknown. */
  readonly distance: string;
  readonly displayStatus: DisplayStatus;
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
type Placed = { readonly at: Instant; readonly entry: Entry };

/** Splits the lessons into past and future. */
export function timeline(lessons: readonly PlannedLesson[], now: Instant, view: View): Timeline {
  const { ledger = [] } = view;
  const own = { ...view, ledger, lessons: lessons.map(({ lesson }) => lesson) };
  const placed: Placed[] = [
    ...lessons.map((planned) => entryOf(planned, now, own)),
    ...removed(lessons, ledger).map((row) => removedEntry(row, view)),
  ].sort((a, b) => a.at - b.at);
  const entries = (some: readonly Placed[]) => some.map(({ entry }) => entry);
  return {
    behind: entries(placed.filter(({ at }) => at <= now)),
    ahead: entries(placed.filter(({ at }) => at > now)),
  };
}

function entryOf(planned: PlannedLesson, now: Instant, view: StandingView & View): Placed {
  const { lesson, status, reason, dueAt } = planned;
  const { displayStatus, note, at } = statusView(planned, now, view);
  const entry = {
    lesson: lesson.id,
    title: lesson.title,
    href: hrefOf(lesson.id, view),
    distance: distanceInWords(lesson.offset, view.i18n),
    displayStatus,
    label: view.i18n.words.plan.statuses[displayStatus],
    when: at === null ? meantFor(dueAt, view) : inWords(at, view),
    note,
    ahead: dueAt > now && (status === 'upcoming' || reason === 'paused'),
  };
  // Clocks differ: what was sent must not be in the future.
  return { at: status === 'sent' ? Math.min(at ?? dueAt, now) : dueAt, entry };
}

/** Subscribers read lessons behind their personal link. */
export const hrefOf = (lesson: string, { course, own }: Pick<View, 'course' | 'own'>): string =>
  own === undefined ? lessonPath(course, lesson) : ownLessonPath(own, lesson);

/** Lessons that have deliveries but are no longer in the course. */
const removed = (lessons: readonly PlannedLesson[], ledger: readonly Delivery[]) =>
  ledger.filter((row) => isLesson(row) && !lessons.some(({ lesson }) => lesson.id === row.message));

function removedEntry(row: Delivery, view: View): Placed {
  const { displayStatus, note, at } = isHanded(row) ? handed(row, view.i18n) : gone(row, view);
  const entry = {
    lesson: row.message,
    title: titleOf(row.message, { lessons: [] }),
    href: null,
    distance: '',
    displayStatus,
    label: view.i18n.words.plan.statuses[displayStatus],
    when: at === null ? meantFor(row.dueAt, view) : inWords(at, view),
    note,
    ahead: false,
  };
  return { at: at ?? row.dueAt, entry };
}

function gone(row: Delivery, { i18n: { words } }: View): StatusView {
  const taken = { state: 'cancelled', reason: 'lesson_removed' } as const;
  const note = deliveryNote(row.state === 'scheduled' ? taken : row, words);
  return { displayStatus: 'skipped', note, at: null };
}

type Clock = Pick<View, 'timeZone' | 'i18n'>;

const meantFor = (at: Instant, { timeZone, i18n: { locale, words } }: Clock): string =>
  words.plan.meantFor(dayInWords(civilDay(at, timeZone), locale));

const inWords = (at: Instant, { timeZone, i18n: { locale, words } }: Clock): string =>
  words.plan.dayAt(dayInWords(civilDay(at, timeZone), locale), timeInWords(at, timeZone, locale));
