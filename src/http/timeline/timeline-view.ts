/** The timeline of a plan: past lessons, today, future lessons. */
import {
  type Delivery,
  isHanded,
  type ShownLesson,
  type ShownStatus,
} from '../../domain/delivery.ts';
import { isLesson } from '../../domain/messages.ts';
import type { PlannedLesson } from '../../domain/plan.ts';
import { type Circumstances, ofHanded, shownLesson } from '../../domain/shown-lesson.ts';
import { type CivilDate, civilDay, type Instant } from '../../domain/time.ts';
import { lessonNote, lessonTime, type Reader } from '../../words/lesson-words.ts';
import { lessonPath, ownLessonPath } from '../shared/paths.ts';
import { distanceInWords, titleOf } from '../shared/wording.ts';

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
  readonly displayStatus: ShownStatus;
  readonly label: string;
  /** When its email was or will be sent; its due time if there is none. */
  readonly when: string;
  readonly note: string;
  /** It is still to come and may be marked as read. */
  readonly ahead: boolean;
  /** It stands after the date. */
  readonly after: boolean;
};

export type View = Omit<Circumstances, 'ledger'> &
  Pick<Reader, 'i18n' | 'timeZone'> & {
    readonly course: string;
    /** The path of the person's page; absent on a public page. */
    readonly own?: string | undefined;
    readonly ledger?: readonly Delivery[];
    readonly targetDate?: CivilDate | undefined;
  };

/** Sorted by the time of sending if sent, else by the due time. */
type Placed = { readonly at: Instant; readonly entry: Omit<Entry, 'after'> };

/** Splits the lessons into past and future. */
export function timeline(lessons: readonly PlannedLesson[], now: Instant, view: View): Timeline {
  const { ledger = [] } = view;
  const reader = { ...view, now, lessons: lessons.map(({ lesson }) => lesson) };
  const placed: Placed[] = [
    ...lessons.map((planned) => entryOf(planned, { ...view, ledger }, reader)),
    ...removed(lessons, ledger).map((row) => removedEntry(row, reader)),
  ].sort((a, b) => a.at - b.at);
  const { targetDate, timeZone } = view;
  const isAfter = (at: Instant) => targetDate !== undefined && civilDay(at, timeZone) > targetDate;
  const entries = (some: readonly Placed[]) =>
    some.map(({ at, entry }) => ({ ...entry, after: isAfter(at) }));
  return {
    behind: entries(placed.filter(({ at }) => at <= now)),
    ahead: entries(placed.filter(({ at }) => at > now)),
  };
}

function entryOf(
  planned: PlannedLesson,
  view: Circumstances & Pick<View, 'course' | 'own'>,
  reader: Reader,
): Placed {
  const { lesson, status, reason, dueAt } = planned;
  const { i18n, now } = reader;
  const shown = shownLesson(planned, view, now);
  const entry = {
    lesson: lesson.id,
    title: lesson.title,
    href: hrefOf(lesson.id, view),
    distance: distanceInWords(lesson.offset, i18n),
    ...inWords(shown, dueAt, reader),
    ahead: dueAt > now && (status === 'upcoming' || reason === 'paused'),
  };
  // Clocks differ: what was sent must not be in the future.
  return { at: status === 'sent' ? Math.min(shown.at ?? dueAt, now) : dueAt, entry };
}

/** Subscribers read lessons behind their personal link. */
export const hrefOf = (lesson: string, { course, own }: Pick<View, 'course' | 'own'>): string =>
  own === undefined ? lessonPath(course, lesson) : ownLessonPath(own, lesson);

const inWords = (shown: ShownLesson, dueAt: Instant, reader: Reader) => ({
  displayStatus: shown.status,
  label: reader.i18n.words.plan.statuses[shown.status],
  when: lessonTime(shown, dueAt, reader),
  note: lessonNote(shown, reader),
});

/** Lessons that have deliveries but are no longer in the course. */
const removed = (lessons: readonly PlannedLesson[], ledger: readonly Delivery[]) =>
  ledger.filter((row) => isLesson(row) && !lessons.some(({ lesson }) => lesson.id === row.message));

function removedEntry(row: Delivery, reader: Reader): Placed {
  const shown = isHanded(row) ? ofHanded(row) : gone(row);
  const entry = {
    lesson: row.message,
    title: titleOf(row.message, { lessons: [] }),
    href: null,
    distance: '',
    ...inWords(shown, row.dueAt, reader),
    ahead: false,
  };
  return { at: shown.at ?? row.dueAt, entry };
}

function gone({ state, reason }: Delivery): ShownLesson {
  const taken = { state: 'cancelled', reason: 'lesson_removed' } as const;
  const known = state === 'scheduled' ? taken : { state, reason };
  return { status: 'skipped', at: null, why: { kind: 'delivery', ...known } };
}
