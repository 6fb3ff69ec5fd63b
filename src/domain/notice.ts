import type { NoticeMessage } from './messages.ts';
import type { Instant } from './time.ts';

/** An email other than a lesson that the plan schedules. */
export type Notice = {
  readonly message: NoticeMessage;
  readonly occasion: number;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
};
