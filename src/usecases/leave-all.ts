import type { Instant } from '../domain/time.ts';
import type { Ports } from './ports.ts';

/** Leaves every course of the person behind this link. Repeating it is fine. */
export async function leaveAll(ports: Ports, id: string, now: Instant): Promise<void> {
  const enrolment = await ports.subscriptions.find(id);
  for (const one of [id, ...(enrolment?.siblings ?? [])]) {
    await ports.subscriptions.leave(one, now);
  }
}
