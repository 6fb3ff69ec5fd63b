import type { DateKind } from './subscription.ts';
import type { CivilDate, Instant } from './time.ts';

export type State =
  | 'scheduled'
  | 'sending'
  | 'sent'
  | 'failed'
  | 'unknown'
  | 'skipped'
  | 'cancelled';

/**
 * Decides which rules apply: only lessons (and catch-ups) count toward one a day (rule 5), a
 * confirmation goes to pending subscriptions, a notice also to paused ones. A lesson sent again
 * (rule 13) and the emails to a new and to a former address are not part of a plan.
 */
export type Kind = 'confirm' | 'lesson' | 'notice' | 'resent' | 'address';

/** One message, one subscription, one round, one occasion. */
export type Delivery = {
  readonly id: string;
  readonly message: string;
  readonly kind: Kind;
  readonly round: number;
  readonly occasion: number;
  readonly state: State;
  readonly reason: string | null;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  /** When the fence was set: from then on the provider may have accepted it. */
  readonly firstCallAt: Instant | null;
  readonly sentAt: Instant | null;
  /** Reported later by the provider: accepted does not mean delivered. */
  readonly deliveredAt: Instant | null;
  readonly bouncedAt: Instant | null;
  readonly complainedAt: Instant | null;
  readonly facts: Facts;
  /** The target date in this email, written with the fence. */
  readonly toldDate: CivilDate | null;
};

/** Values that the planner knows and the email shows; frozen with the row. */
export type Facts = {
  /** Missed lessons whose essential steps are in this email. */
  readonly carries?: readonly string[];
  /** Missed lessons that this email calls too late to help. */
  readonly leftOut?: readonly string[];
  /** It is the subscriber's welcome, too (rule 4). */
  readonly welcomes?: true;
  readonly next?: { readonly lesson: string; readonly at: Instant };
  readonly plan?: readonly PlanLine[];
  readonly oldDate?: CivilDate | null;
  /** Open steps of earlier lessons that fit the new date, as `lesson/step`. */
  readonly openAgain?: readonly string[];
  /** When the next question follows if this one stays unanswered. */
  readonly askedAgainAt?: Instant;
  /** When the person's data is erased, for the last email. */
  readonly erasedAt?: Instant;
  /** The steps of the previous lesson that are not checked. */
  readonly open?: { readonly lesson: string; readonly steps: readonly string[] };
  /** The answer that this email follows, by its id in the course. */
  readonly outcome?: string;
  /** Until when the person's page undoes that answer, or the move back to `oldDate`. */
  readonly undoUntil?: Instant;
  /** The address change that this email is about, and its new address, masked. */
  readonly change?: string;
  readonly newAddress?: string;
  /** The date in a sign-up form of someone who is already subscribed. */
  readonly askedDate?: CivilDate;
  readonly askedKind?: DateKind;
  /** The time zone in the sign-up was guessed, and its confirm page asks for it. */
  readonly zoneGuessed?: true;
  /** An import asks this person to confirm; they didn't sign up here. */
  readonly invited?: true;
};

/** What becomes of a lesson, as known when the email was planned. */
export type PlanLine = ShownLesson & { readonly lesson: string; readonly dueAt: Instant };

/**
 * What becomes of a lesson: its email was sent, is sent at once (`now`) or on its day (`upcoming`);
 * or it was missed, and some of its steps are in another email (`catch_up`), or none of them fits
 * the time left (`left_out`); or a rule or the person leaves it out (`skipped`).
 */
export type LessonStatus = 'upcoming' | 'now' | 'catch_up' | 'left_out' | 'skipped' | 'sent';

export type ShownStatus = LessonStatus | 'held' | 'read' | 'failed' | 'unknown';

export type ShownLesson = {
  readonly status: ShownStatus;
  /** When its own email was or will be sent; null if there is none. */
  readonly at: Instant | null;
  readonly why: Why;
};

/** Why it is not sent in full on its day, or what became of its email. */
export type Why =
  | null
  /** Sent at once. */
  | { readonly kind: 'at_once' }
  | { readonly kind: 'carrier'; readonly carrier: Carrier }
  | { readonly kind: 'reason'; readonly reason: string }
  | { readonly kind: 'pause'; readonly ends: PauseEnds }
  | { readonly kind: 'delivery'; readonly state: State; readonly reason: string | null };

/** Whether the pause ends before a lesson's window, within or after it; `over`: it has closed. */
export type PauseEnds = 'before' | 'within' | 'after' | 'over' | 'open';

/** The email with the essential steps of a missed lesson: another lesson, or the catch-up. */
export type Carrier = {
  readonly message: string;
  readonly at: Instant;
  /** It was handed to the provider. */
  readonly handed: boolean;
  /** It is unknown whether the provider accepted it. */
  readonly unclear: boolean;
};

/** Priority by length of window: the shortest window is sent first. */
export type Class = 0 | 1 | 2 | 3;

/**
 * The delivery's identity as text. Primary key, idempotency key of a single call and provider tag
 * are the same, so planning a delivery twice yields one row.
 */
export const deliveryId = (
  subscription: string,
  message: string,
  round: number,
  occasion: number,
): string => `${subscription}_${message}_${round}_${occasion}`;

/** Whether the provider may have accepted it; the plan treats these as sent. */
export const isHanded = (delivery: Delivery): boolean => delivery.firstCallAt !== null;
