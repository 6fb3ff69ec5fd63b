/** What the provider tells of a mail after it took it. */
import type { Instant } from '../domain/time.ts';

/** What the provider tells of a mail after it accepted it. */
export type Feedback = {
  /** The provider's id of this event: the same one may come again. */
  readonly eventId: string;
  readonly kind: FeedbackKind;
  /** From the tag that every mail carries. */
  readonly delivery: string;
  readonly at: Instant;
  readonly providerId: string | null;
};

export type FeedbackKind =
  | 'accepted'
  | 'delivered'
  | 'bounced'
  | 'complained'
  | 'failed'
  | 'refused_as_suppressed';

export type FeedbackLog = {
  /** Takes an event in, with all its effects or none. The same event again changes nothing. */
  readonly take: (feedback: Feedback, now: Instant) => Promise<void>;
};
