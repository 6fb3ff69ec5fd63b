import type { NoticeMessage } from './messages.ts';
import type { Instant } from './time.ts';

/** A mail beside the lessons that the plan itself brings about. */
export type Notice = {
  readonly message: NoticeMessage;
  readonly occasion: number;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
};
