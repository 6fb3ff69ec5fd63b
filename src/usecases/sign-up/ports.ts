/** What signing up needs from the world. */
import type { Room } from '../../domain/limits.ts';
import type { SignUp } from '../../domain/parse/sign-up.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import type { Enrolment, PlannedRow } from '../ports.ts';

/** Under which words somebody agreed, and how they said so. */
export type Consent = { readonly how: 'form' | 'json' | 'unknown'; readonly words: string };

/** A sign-up that was answered: what comes of it is for the time after the answer. */
export type Asked = {
  readonly id: string;
  readonly at: Instant;
  readonly signUp: SignUp;
  readonly consent: Consent;
};

/** What a queued sign-up comes to; it is stored in the batch that removes it from the queue. */
export type Settlement = { readonly rows: readonly PlannedRow[] } & (
  | { readonly kind: 'nothing' }
  /** Plans one more email for an active subscription and changes nothing else. */
  | { readonly kind: 'remind'; readonly subscription: Subscription }
  | ({ readonly kind: 'add'; readonly address: string; readonly addressKey: string } & Pending)
  /** Holds only if nothing happened since `basis` was read. */
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

/** Why the form takes nothing: until when, or for good, because nothing leaves from a copy. */
export type Closed =
  | { readonly why: 'day' | 'network' | 'mail'; readonly until: Instant }
  | { readonly why: 'copy'; readonly home: string };

/** Who asks: the network, null where there is none to tell, and the address of this Worker. */
export type Visit = { readonly network: string | null; readonly publicUrl: string };

export type SignUps = {
  /**
   * Counts a sign-up and queues it, or says why not. `dropped`: this mailbox was entered too often
   * today, which the answer does not tell. The same statements in one round trip for every address.
   */
  readonly take: (asked: Asked, visit: Visit, room: Room) => Promise<'queued' | 'dropped' | Closed>;
  /** Those that a request has left lying, oldest first. */
  readonly left: (now: Instant, limit: number) => Promise<readonly Asked[]>;
  /** Stores what comes of a queued sign-up and removes it from the queue: both, or neither. */
  readonly settle: (id: string, settlement: Settlement) => Promise<Settled>;
  /**
   * Whether one more confirmation may go to the mailbox of this address, for the sign-up or change
   * of this id; asked again for the same id, the answer stays.
   */
  readonly mayConfirm: (
    id: string,
    addressKey: string,
    now: Instant,
    /** The address bounced: one a week. */
    bounced?: boolean,
  ) => Promise<boolean>;
};
