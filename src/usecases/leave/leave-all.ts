import type { Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';

/** Leaves every course of the person behind this link. Repeating it is fine. */
export const leaveAll = (ports: Ports, id: string, now: Instant): Promise<void> =>
  ports.subscriptions.leaveAll(id, now);
