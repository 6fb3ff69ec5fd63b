import type { CivilDate, Instant } from './time.ts';

export type Status = 'pending' | 'active' | 'paused' | 'left';

/** A person's enrolment in one course. */
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
  /** Which countdown this is; 2 after "not this time" (rule 8). */
  readonly round: number;
  /** Raised by every change of plan; what was composed for an older one does not leave. */
  readonly revision: number;
  /** The date that the person was last told outside a mail: at confirmation, as a first date. */
  readonly toldDate: CivilDate | null;
  readonly toldAt: Instant | null;
  /** When the date was last moved, for the ten-minute wait (rule 6). */
  readonly movedAt: Instant | null;
  /** What a last move can be undone to, while it can. */
  readonly undo: Undo | null;
  /** The day on which a pause ends by itself; null with status `paused`: open-ended (rule 7). */
  readonly pausedUntil: CivilDate | null;
  /** Since when there is no date and questions are asked for one (rule 11). */
  readonly parkedAt: Instant | null;
  /** The answer to "How did it go?" about this date (rule 8). */
  readonly outcome: 'offer' | 'waiting' | null;
  readonly outcomeAt: Instant | null;
  readonly requestedAt: Instant;
  readonly confirmedAt: Instant | null;
  readonly leftAt: Instant | null;
  /** Raised when the links to the person's page are replaced; older ones are void. */
  readonly linkVersion: number;
};

/** The three answers; "not this time" leaves no trace but the next round. */
export const OUTCOMES = ['offer', 'waiting', 'not_this_time'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Undo = Pick<Subscription, 'targetDate' | 'timeZone' | 'sendHour' | 'parkedAt'> & {
  readonly until: Instant;
};

/** What a subscription has that nothing has happened to yet. */
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
