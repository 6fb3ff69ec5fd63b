/** The provider's events, and what they mean for a delivery or an address. */
import type { Instant } from './time.ts';

export type ProviderEvent = EmailEvent | SuppressionRemoved | UnknownEvent;

/** An email event as received: the tag may be missing. */
export type EmailEvent = Omit<Feedback, 'delivery'> & {
  readonly delivery: string | null;
  /** The recipients' keys: used to find the delivery if the tag is missing. */
  readonly addressKeys: readonly string[];
};

/** The provider removed this address from its suppression list. */
export type SuppressionRemoved = {
  readonly eventId: string;
  readonly kind: 'suppression_removed';
  readonly addressKey: string;
  readonly at: Instant;
};

/** An event that this code does not know. */
export type UnknownEvent = {
  readonly eventId: string;
  readonly kind: 'unknown';
  readonly type: string;
};

export type Feedback = {
  /** The provider's id of this event, which may be delivered more than once. */
  readonly eventId: string;
  readonly kind: FeedbackKind;
  /** From the tag that every email carries. */
  readonly delivery: string;
  readonly at: Instant;
  readonly providerId: string | null;
  /** The provider's reason for a failure, if given. */
  readonly reason?: string | null;
  /** The cause of a failure if it is not this email, as when the call is rejected for it. */
  readonly cause?: FailureCause | null;
};

export type FailureCause = 'quota' | 'account';

export type FeedbackKind =
  | 'accepted'
  | 'delivered'
  | 'bounced'
  | 'soft_bounced'
  | 'complained'
  | 'failed'
  | 'refused_as_suppressed';
