import { load, type Target } from '../manage/load.ts';
import type { Ports } from '../ports.ts';

/**
 * Forgets the person behind this subscription with everything they have here, at once and on their
 * own wish. A suppressed address stays known as a keyed hash, so that nobody signs it up again.
 */
export async function erase(ports: Ports, target: Target): Promise<'erased' | 'gone'> {
  const enrolment = await load(ports, target);
  if (enrolment === null) return 'gone';
  const { id, subscriberId } = enrolment.subscription;
  await ports.subscriptions.eraseAll(subscriberId);
  ports.log('erased', { subscription: id });
  return 'erased';
}
