/** A subscription with everything that its plan depends on. */
import type { Tick } from './checklist.ts';
import type { Delivery } from './delivery.ts';
import type { OtherMail } from './one-a-day.ts';
import type { Subscription } from './subscription.ts';

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
  readonly ticks: readonly Tick[];
};
