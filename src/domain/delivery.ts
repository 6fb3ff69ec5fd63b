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
 * What a delivery is to the rules: only lessons (and catch-ups) count for one a day (rule 5), a
 * confirmation goes to pending subscriptions, a notice also to paused ones. A lesson
 * that is resent (rule 13) and the question to a new address are wishes of the person and no part of any plan.
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
  /** When it was fenced: from then on it may have been accepted. */
  readonly firstCallAt: Instant | null;
  readonly sentAt: Instant | null;
  /** What the provider told later: accepted is not delivered. */
  readonly deliveredAt: Instant | null;
  readonly bouncedAt: Instant | null;
  readonly complainedAt: Instant | null;
  readonly facts: Facts;
  /** The target date that this mail named, written by the fence. */
  readonly toldDate: CivilDate | null;
};

/** What the planner knows and the mail says; frozen with the row. */
export type Facts = {
  /** Missed lessons that this mail folds into its catch-up. */
  readonly carries?: readonly string[];
  readonly next?: { readonly lesson: string; readonly at: Instant };
  readonly plan?: readonly PlanLine[];
  readonly oldDate?: CivilDate | null;
  /** When the person hears of us next, for a question that may stay unanswered. */
  readonly askedAgainAt?: Instant;
  /** When they are forgotten, for the last mail of all. */
  readonly erasedAt?: Instant;
  /** The steps of the lesson before that are not ticked. */
  readonly open?: { readonly lesson: string; readonly steps: readonly string[] };
  /** The change of address that this mail asks about. */
  readonly change?: string;
};

export type PlanLine = {
  readonly lesson: string;
  readonly at: Instant;
  readonly status: LessonStatus;
};

export type LessonStatus = 'upcoming' | 'now' | 'catch_up' | 'skipped' | 'sent';

/** Urgency by length of window; the most perishable leaves first. */
export type Class = 0 | 1 | 2 | 3;

/**
 * The delivery's identity as text: primary key, idempotency key of a single call and the
 * provider's tag in one, so that a row planned twice is one row.
 */
export const deliveryId = (
  subscription: string,
  message: string,
  round: number,
  occasion: number,
): string => `${subscription}_${message}_${round}_${occasion}`;

/** Whether the provider may have it: the plan treats these as sent. */
export const isHanded = (delivery: Delivery): boolean => delivery.firstCallAt !== null;
