import type { CheckedStep } from './checklist.ts';
import type { Delivery } from './delivery.ts';
import type { Note } from './notes.ts';
import type { OtherMail } from './one-a-day.ts';
import type { CivilDate, Instant } from './time.ts';

export type Status = 'pending' | 'active' | 'paused' | 'left';

/** A person's enrollment in one course. */
export type Subscription = {
  readonly id: string;
  readonly subscriberId: string;
  readonly course: string;
  readonly status: Status;
  /** Null: no date yet (rule 11). */
  readonly targetDate: CivilDate | null;
  /** A goal is the day the person wants to be ready by; there is no invitation yet (rule 8). */
  readonly dateKind: DateKind;
  readonly timeZone: string;
  /** Local hour, 0-23. */
  readonly sendHour: number;
  readonly name: string;
  readonly locale: string;
  /** Number of the countdown: an outcome that leads to the next round raises it (rule 8). */
  readonly round: number;
  /** Raised by every change of plan; an email composed for an older one is not sent. */
  readonly revision: number;
  /** The date the person last saw outside an email: at confirmation, or as a first date. */
  readonly toldDate: CivilDate | null;
  readonly toldAt: Instant | null;
  /** When the date was last moved, for the ten-minute wait (rule 6). */
  readonly movedAt: Instant | null;
  /** What can be undone, the last verb last. An entry past its deadline counts for nothing. */
  readonly undo: readonly Undo[];
  /** The person's private notes. */
  readonly notes: readonly Note[];
  /** The day on which a pause ends; null with status `paused`: open-ended (rule 7). */
  readonly pausedUntil: CivilDate | null;
  /** Since when there is no date and the course asks for one (rule 11). */
  readonly parkedAt: Instant | null;
  /**
   * The outcome told about this date, by its id in the course (rule 8). Without a date: how the
   * countdown was called off, an outcome's id or an `Ending`.
   */
  readonly outcome: string | null;
  readonly outcomeAt: Instant | null;
  readonly requestedAt: Instant;
  readonly confirmedAt: Instant | null;
  readonly leftAt: Instant | null;
  /** Raised when the links to the person's page are replaced; older links stop working. */
  readonly linkVersion: number;
};

export const DATE_KINDS = ['appointment', 'goal'] as const;
export type DateKind = (typeof DATE_KINDS)[number];

/** How a countdown is called off, besides by an outcome that leads to `done`. */
export const ENDINGS = ['cancelled', 'kept'] as const;
export type Ending = (typeof ENDINGS)[number];

export const isEnding = (id: string): id is Ending => ENDINGS.some((ending) => ending === id);

/** "It's off": no email, no question, no calendar entry until there is a date again. */
export const isOff = ({
  targetDate,
  outcome,
}: Pick<Subscription, 'targetDate' | 'outcome'>): boolean =>
  targetDate === null && outcome !== null;

/** A verb that can be undone, with what undoing it restores. */
export type Undo = { readonly until: Instant } & (
  | { readonly verb: 'moved' | 'answered' | 'off' | 'paused' | 'notes'; readonly before: Before }
  | { readonly verb: 'read'; readonly lesson: string }
);

/** The fields that the verb changes. */
export type Before = Partial<Omit<Subscription, 'undo'>>;

/** The fields of a new subscription. */
export const UNTOUCHED = {
  dateKind: 'appointment',
  round: 1,
  toldDate: null,
  toldAt: null,
  movedAt: null,
  undo: [],
  notes: [],
  pausedUntil: null,
  parkedAt: null,
  outcome: null,
  outcomeAt: null,
  confirmedAt: null,
  leftAt: null,
  linkVersion: 0,
} satisfies Partial<Subscription>;

export type Enrolment = {
  readonly subscription: Subscription;
  readonly address: string;
  readonly suppressed: boolean;
  /** Suppressed because of bounces: confirming again lifts it. */
  readonly bounced: boolean;
  readonly ledger: readonly Delivery[];
  /** Lesson emails of the person's other subscriptions, sent and planned (rule 5). */
  readonly others: readonly OtherMail[];
  /** The person's other subscriptions. */
  readonly siblings: readonly string[];
  readonly checked: readonly CheckedStep[];
};
