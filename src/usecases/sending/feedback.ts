/** Handles the provider's events about an accepted email or an address. */
import { HOUR, type Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';

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

export type FeedbackLog = {
  /** Stores an event with all its effects or none. The same event again changes nothing. */
  readonly take: (feedback: Feedback, now: Instant) => Promise<void>;
  readonly liftAddress: (event: SuppressionRemoved, now: Instant) => Promise<void>;
  readonly keepUnknown: (event: UnknownEvent, now: Instant) => Promise<void>;
  /**
   * The delivery with this id at the provider, by its recipients. `not_yet`: an email to them is in
   * flight and has no recorded id yet.
   */
  readonly find: (
    providerId: string,
    addressKeys: readonly string[],
  ) => Promise<{ readonly id: string } | 'not_yet' | null>;
};

/** The provider repeats an event for a day; an old one says nothing about the current state. */
const FRESH = HOUR;

/**
 * Handles an event. `not_yet`: the provider must repeat it, because its email is not recorded yet.
 */
export async function takeEvent(
  ports: Ports,
  event: ProviderEvent,
  now: Instant,
): Promise<'taken' | 'ignored' | 'not_yet'> {
  if (event.kind === 'unknown') {
    ports.log('unknown_event', { type: event.type });
    await ports.feedback.keepUnknown(event, now);
    return 'taken';
  }
  if (event.kind === 'suppression_removed') {
    await ports.feedback.liftAddress(event, now);
    return 'taken';
  }
  const found = await deliveryOf(ports, event);
  if (found === null) return 'ignored';
  if (found === 'not_yet') return found;
  await ports.feedback.take({ ...event, delivery: found.id }, now);
  if (event.cause && now - event.at < FRESH) {
    await ports.holds.hold(event.cause, { reason: event.reason ?? event.cause }, now);
  }
  return 'taken';
}

function deliveryOf(
  ports: Ports,
  { delivery, providerId, addressKeys }: EmailEvent,
): ReturnType<FeedbackLog['find']> | { readonly id: string } | null {
  if (delivery !== null) return { id: delivery };
  return providerId === null ? null : ports.feedback.find(providerId, addressKeys);
}
