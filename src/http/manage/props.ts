/** What the person's own page and the preview of a move are given. */
import type { CompiledCourse } from '../../course/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import type { Move } from '../../usecases/manage/reschedule.ts';
import type { Shown } from '../../usecases/manage/show.ts';
import type { Filled } from '../shared/fields.tsx';
import type { Saved } from '../shared/flash.ts';
import type { Change } from './move-view.ts';

export type ManageProps = Filled & {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly now: Instant;
  /** This page's own path, and the way out. */
  readonly own: string;
  readonly leave: string;
  /** The whole address of their calendar. */
  readonly feed: string;
  /** What the last form did, if the person comes from one. */
  readonly saved: Saved | null;
  /** The lesson whose checklist was just used. */
  readonly opened: string | null;
};

export type MovePreviewProps = {
  readonly course: CompiledCourse;
  readonly shown: Shown;
  readonly move: Move;
  readonly changes: readonly Change[];
  readonly now: Instant;
  /** The person's page. */
  readonly own: string;
};
