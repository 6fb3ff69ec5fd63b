/** The props of the person's own page and of the move preview. */
import type { CompiledCourse } from '../../course/compiled.ts';
import type { Course } from '../../domain/course.ts';
import { asksFrom } from '../../domain/notices.ts';
import { isOff, type Subscription } from '../../domain/subscription.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import type { Move } from '../../usecases/manage/reschedule.ts';
import type { Shown } from '../../usecases/show.ts';
import { CATALOGUES, type Words } from '../../words/words.ts';
import type { Filled } from '../shared/fields.tsx';
import type { Change } from './move-view.ts';

export type ManageProps = Filled & {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly now: Instant;
  /** The paths of this page and of the unsubscribe page. */
  readonly own: string;
  readonly leave: string;
  /** The absolute URL of their calendar. */
  readonly feed: string;
  /** The result of the last form, after a redirect from one. */
  readonly saved: Saved | null;
  /** What the page says to the answer that was just saved. */
  readonly reply: string | null;
  /** The choice that the link in an email carried; it is not saved yet. */
  readonly asked: { readonly outcome: string | null; readonly ending: string | null };
  /** The lesson whose checklist was just used. */
  readonly opened: string | null;
};

export type MovePreviewProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly move: Move;
  readonly changes: readonly Change[];
  readonly now: Instant;
  /** The path of the person's page. */
  readonly own: string;
};

/** The result of the last form, shown on the page after the redirect. */
export type Saved = keyof Words['manage']['saved'];

export const isSaved = (text: string | undefined): text is Saved =>
  text !== undefined && Object.hasOwn(Object.values(CATALOGUES)[0]!.manage.saved, text);

/** Where a countdown stands (rule 8). On the date, until the course asks, the page is for the day. */
export type Phase = 'no_date' | 'off' | 'ahead' | 'day' | 'after';

export function phaseOf(
  course: Pick<Course, 'askFrom'>,
  subscription: Subscription,
  now: Instant,
): Phase {
  const { targetDate, timeZone } = subscription;
  if (targetDate === null) return isOff(subscription) ? 'off' : 'no_date';
  const today = civilDay(now, timeZone);
  if (today !== targetDate) return today < targetDate ? 'ahead' : 'after';
  return now < asksFrom(course, { targetDate, timeZone }) ? 'day' : 'after';
}
