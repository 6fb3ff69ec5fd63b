/** What a run reads before it sends, and where it notes how far its work has come. */
import type { Hold } from '../../domain/hold.ts';
import type { Instant } from '../../domain/time.ts';
import type { FailedJob } from '../maintenance/run-jobs.ts';
import type { Vitals } from '../operator/health.ts';

export type Gate = {
  /** The address that this database belongs to. */
  readonly publicUrl: string;
  readonly held: string | null;
  /** What the provider refuses for now: all, or single messages. */
  readonly holds: readonly Hold[];
  /** The scope of each refusal since the last acceptance of its message. */
  readonly refusals: readonly string[];
  /** An email to the operator waits to be accepted, and may be tried. */
  readonly digestWaits: boolean;
  readonly templatesVersion: string | null;
  /** Flights in a row that could not start in time. */
  readonly lateFlights: number;
  /** Calls whose lease or back-off has run out wait for somebody to take them over. */
  readonly callsWait: boolean;
  /** A sign-up was answered, and nothing came of it yet. */
  readonly asks: boolean;
  /** Something is to happen to a subscription by itself. */
  readonly wakes: boolean;
  /** Some mail is due. */
  readonly due: boolean;
  /** The course version that all plans follow, and how far a newer one has been carried. */
  readonly courseVersion: string | null;
  readonly walkedTo: string;
  /** When what is due soon was last checked against the zones, and how far a check has come. */
  readonly checkedAt: Instant;
  readonly checkedTo: string;
  /** Some mail is unknown, and when such were last looked up at the provider. */
  readonly doubts: boolean;
  readonly reconciledAt: Instant;
  /** When the last round through the accounts began, and how far it has come; '': to its end. */
  readonly auditedAt: Instant;
  readonly auditedTo: string;
  /** When the night's work was last done, and when the operator was last written to. */
  readonly watchedAt: Instant;
  readonly digestAt: Instant;
  readonly jobs: readonly FailedJob[];
};

export type Settings = {
  /** Notes that a tick runs, and reads what may stop it. */
  readonly openTick: (now: Instant, publicUrl: string) => Promise<Gate>;
  readonly gate: (now: Instant, publicUrl: string) => Promise<Gate>;
  readonly lateFlights: (inARow: number) => Promise<void>;
  /** Notes how far the new course version was carried; null: all plans follow it. */
  readonly walked: (to: string | null, version: string) => Promise<void>;
  /** Notes how far the check of what is due soon has come; null: it is over. */
  readonly checked: (to: string | null, now: Instant) => Promise<void>;
  readonly reconciled: (now: Instant) => Promise<void>;
  /** Notes that the night's work was begun, and with which keys. */
  readonly watched: (now: Instant) => Promise<void>;
  readonly vitals: (now: Instant) => Promise<Vitals>;
};
