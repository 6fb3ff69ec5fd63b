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
  readonly timeZone: string;
  /** Local hour, 0-23. */
  readonly sendHour: number;
  readonly name: string;
  readonly locale: string;
  /** Number of the countdown; 2 after the first "not this time" (rule 8). */
  readonly round: number;
  /** Raised by every change of plan; an email composed for an older one is not sent. */
  readonly revision: number;
  /** The date the person last saw outside an email: at confirmation, or as a first date. */
  readonly toldDate: CivilDate | null;
  readonly toldAt: Instant | null;
  /** When the date was last moved, for the ten-minute wait (rule 6). */
  readonly movedAt: Instant | null;
  /** The state before the last move, while it can be undone. */
  readonly undo: Undo | null;
  /** The day on which a pause ends; null with status `paused`: open-ended (rule 7). */
  readonly pausedUntil: CivilDate | null;
  /** Since when there is no date and the course asks for one (rule 11). */
  readonly parkedAt: Instant | null;
  /** The answer to "How did it go?" about this date (rule 8). */
  readonly outcome: 'offer' | 'waiting' | null;
  readonly outcomeAt: Instant | null;
  readonly requestedAt: Instant;
  readonly confirmedAt: Instant | null;
  readonly leftAt: Instant | null;
  /** Raised when the links to the person's page are replaced; older links stop working. */
  readonly linkVersion: number;
};

/** The three answers; "not this time" is stored only as the next round. */
export const OUTCOMES = ['offer', 'waiting', 'not_this_time'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Undo = Pick<Subscription, 'targetDate' | 'timeZone' | 'sendHour' | 'parkedAt'> & {
  readonly until: Instant;
};

/** The fields of a new subscription. */
export const UNTOUCHED = {
  round: 1,
  toldDate: null,
  toldAt: null,
  movedAt: null,
  undo: null,
  pausedUntil: null,
  parkedAt: null,
  outcome: null,
  outcomeAt: null,
  confirmedAt: null,
  leftAt: null,
  linkVersion: 0,
} satisfies Partial<Subscription>;
