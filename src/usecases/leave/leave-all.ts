import type { Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';

/** Unsubscribes the person behind this link from every course. Idempotent. */
export const leaveAll = (ports: Ports, id: string, now: Instant): Promise<void> =>
  ports.subscriptions.leaveAll(id, now);
