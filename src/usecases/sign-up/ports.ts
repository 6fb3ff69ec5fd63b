/** The interfaces that signing up needs. */
import type { Room } from '../../domain/limits.ts';
import type { SignUp } from '../../domain/parse/sign-up.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import type { Enrolment, PlannedRow } from '../ports.ts';

/** The wording that a person agreed to, and how they agreed. */
export type Consent = { readonly how: 'form' | 'json' | 'unknown'; readonly words: string };

/** A sign-up that was accepted by the form and is settled after the response. */
export type Asked = {
  readonly id: string;
  readonly at: Instant;
  readonly signUp: SignUp;
  readonly consent: Consent;
};

/** The outcome of a queued sign-up; it is stored in the batch that removes it from the queue. */
export type Settlement = { readonly rows: readonly PlannedRow[] } & (
  | { readonly kind: 'nothing' }
  /** Plans one more email for an active subscription and changes nothing else. */
  | { readonly kind: 'remind'; readonly subscription: Subscription }
  | ({ readonly kind: 'add'; readonly address: string; readonly addressKey: string } & Pending)
  /** Saved only if nothing has changed since `basis` was read. */
  | ({ readonly kind: 'save'; readonly basis: Enrolment } & Pending)
);

type Pending = {
  readonly next: Subscription;
  /** When it is erased if it stays unconfirmed. */
  readonly wakeAt: Instant;
  readonly consent: Consent;
};

/** `void`: the sign-up is no longer in the queue, and nothing was stored. */
export type Settled = 'settled' | 'changed_meanwhile' | 'void';

/** Why the form is closed: until when, or permanently, because a copy sends nothing. */
export type Closed =
  | { readonly why: 'day' | 'network' | 'mail'; readonly until: Instant }
  | { readonly why: 'copy'; readonly home: string };

/** The requester's network, null if unknown, and the address of this Worker. */
export type Visit = { readonly network: string | null; readonly publicUrl: string };

export type SignUps = {
  /**
   * Counts a sign-up and queues it, or returns why not. `dropped`: this mailbox was entered too
   * often today, which the response does not reveal. Runs the same statements for every address, in
   * one round trip if the sign-up is queued.
   */
  readonly take: (asked: Asked, visit: Visit, room: Room) => Promise<'queued' | 'dropped' | Closed>;
  /** Queued sign-ups that their request did not settle, oldest first. */
  readonly left: (now: Instant, limit: number) => Promise<readonly Asked[]>;
  /** Stores the outcome of a queued sign-up and removes it from the queue: both, or neither. */
  readonly settle: (id: string, settlement: Settlement) => Promise<Settled>;
  /**
   * Whether one more confirmation may go to the mailbox of this address, for the sign-up or change
   * with this id; the result for an id never changes once it is true.
   */
  readonly mayConfirm: (
    id: string,
    addressKey: string,
    now: Instant,
    /** The address bounced: one a week. */
    bounced?: boolean,
  ) => Promise<boolean>;
};
