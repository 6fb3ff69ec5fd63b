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
  /** Raised by every change of plan; a claim of an older one is void. */
  readonly revision: number;
  /** The date that the person was last told outside a mail: at confirmation, as a first date. */
  readonly toldDate: CivilDate | null;
  readonly toldAt: Instant | null;
  /** When the date was last moved, for the ten-minute wait (rule 6). */
  readonly movedAt: Instant | null;
  readonly requestedAt: Instant;
  readonly confirmedAt: Instant | null;
};
