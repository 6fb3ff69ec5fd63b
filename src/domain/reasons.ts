/** Why an email wasn't sent, or may not have been, by the state of its delivery. */
import type { Reason } from './lesson-status.ts';

/** It was never handed over. */
export type SkipReason =
  | Reason
  | 'unread'
  | 'paused'
  | 'with_lesson'
  | 'added_later'
  | 'moment_passed'
  | 'never_accepted'
  | 'not_listed';

/** A change of the subscription whose plan has no place for it. */
export type CancelReason =
  | 'moved'
  | 'left'
  | 'paused'
  | 'resumed'
  | 'replaced'
  | 'answered'
  | 'off'
  | 'undone'
  | 'read'
  | 'suppressed';

/** A call that was unclear isn't retried for this member. */
export type Withdrawal = 'left' | 'moved' | 'suppressed' | 'window_closed';

/** It may have been accepted. */
export type UnknownReason =
  | Withdrawal
  | 'key_expired'
  | 'key_gone'
  | 'accepted_earlier'
  | 'list_ended'
  | 'restored';

/** Ours; any other reason of a failed email is the provider's. */
export type FailReason = 'cannot_compose' | 'suppressed_by_provider' | 'failed_at_provider';

export type Reasons = {
  readonly skipped: SkipReason;
  readonly cancelled: CancelReason | 'lesson_removed';
  readonly unknown: UnknownReason;
  readonly failed: FailReason;
};
