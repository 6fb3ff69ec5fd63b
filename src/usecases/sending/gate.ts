/** The state that a run reads before it sends, and the cursors that it writes. */
import type { Hold } from '../../domain/hold.ts';
import type { Instant } from '../../domain/time.ts';
import type { FailedJob } from '../maintenance/run-jobs.ts';
import type { Vitals } from '../operator/health.ts';

export type Gate = {
  /** The address of the Worker that this database belongs to. */
  readonly publicUrl: string;
  readonly held: string | null;
  /** What the provider currently rejects: all emails or single messages. */
  readonly holds: readonly Hold[];
  /** The scope of each rejection since the last acceptance of its message. */
  readonly refusals: readonly string[];
  /** An email to the operator is waiting and may be tried. */
  readonly digestWaits: boolean;
  readonly templatesVersion: string | null;
  /** Flights in a row that could not start in time. */
  readonly lateFlights: number;
  /** Calls whose lease or backoff has expired can be taken over. */
  readonly callsWait: boolean;
  /** A sign-up is queued and has not been settled. */
  readonly asks: boolean;
  /** A subscription is due to wake. */
  readonly wakes: boolean;
  /** An email is due. */
  readonly due: boolean;
  /** The course version of all plans, and the cursor of the update to a newer one. */
  readonly courseVersion: string | null;
  readonly walkedTo: string;
  /** When emails due soon were last checked against the zones, and the cursor of that check. */
  readonly checkedAt: Instant;
  readonly checkedTo: string;
  /** Whether an email is unknown, and when unknown emails were last looked up at the provider. */
  readonly doubts: boolean;
  readonly reconciledAt: Instant;
  /** When the last consistency check began, and its cursor; '' once it is complete. */
  readonly auditedAt: Instant;
  readonly auditedTo: string;
  /** When the nightly job last ran, and when the operator was last emailed. */
  readonly watchedAt: Instant;
  readonly digestAt: Instant;
  readonly jobs: readonly FailedJob[];
};

export type Settings = {
  /** Records that a tick is running, and reads the gate. */
  readonly openTick: (now: Instant, publicUrl: string) => Promise<Gate>;
  readonly gate: (now: Instant, publicUrl: string) => Promise<Gate>;
  readonly lateFlights: (inARow: number) => Promise<void>;
  /** Saves the cursor of the update to a new course version; null: all plans have it. */
  readonly walked: (to: string | null, version: string) => Promise<void>;
  /** Saves the cursor of the time zone check; null: it is complete. */
  readonly checked: (to: string | null, now: Instant) => Promise<void>;
  readonly reconciled: (now: Instant) => Promise<void>;
  /** Records the start of the nightly job, with the ids of the link keys. */
  readonly watched: (now: Instant) => Promise<void>;
  readonly vitals: (now: Instant) => Promise<Vitals>;
};
