/** What the provider tells of an email after it accepted it, or of an address. */
import { HOUR, type Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';

export type ProviderEvent = EmailEvent | SuppressionRemoved | UnknownEvent;

/** An event of an email, as it was read: the tag may be missing. */
export type EmailEvent = Omit<Feedback, 'delivery'> & {
  readonly delivery: string | null;
  /** Of the recipients: they find the delivery where the tag is missing. */
  readonly addressKeys: readonly string[];
};

/** The provider took this address off its own list. */
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
  /** The provider's id of this event: the same one may come again. */
  readonly eventId: string;
  readonly kind: FeedbackKind;
  /** From the tag that every email carries. */
  readonly delivery: string;
  readonly at: Instant;
  readonly providerId: string | null;
  /** Why an email failed, in the provider's word, if it says so. */
  readonly reason?: string | null;
  /** What a failure is about, if not this email: the same as when the call is refused for it. */
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
  /** Takes an event in, with all its effects or none. The same event again changes nothing. */
  readonly take: (feedback: Feedback, now: Instant) => Promise<void>;
  readonly liftAddress: (event: SuppressionRemoved, now: Instant) => Promise<void>;
  readonly keepUnknown: (event: UnknownEvent, now: Instant) => Promise<void>;
  /**
   * The delivery with this id at the provider, by its recipients. `not_yet`: one to them is on its
   * way, and its id is not known yet.
   */
  readonly find: (
    providerId: string,
    addressKeys: readonly string[],
  ) => Promise<{ readonly id: string } | 'not_yet' | null>;
};

/** The provider repeats an event for a day; an old one says nothing about now. */
const FRESH = HOUR;

/** Takes an event in. `not_yet`: it must come again, because its email is not recorded yet. */
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
