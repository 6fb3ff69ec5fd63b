import { erasePerson } from '../../storage/leaving.ts';
import { load, type Target } from '../manage/load.ts';
import type { Ports } from '../ports.ts';

/**
 * Erases the person behind this subscription and all their data, at once, at their request. A
 * suppressed address is kept as a keyed hash, so that it cannot be signed up again.
 */
export async function erase(ports: Ports, target: Target): Promise<'erased' | 'gone'> {
  const enrolment = await load(ports, target);
  if (enrolment === null) return 'gone';
  const { id, subscriberId } = enrolment.subscription;
  await erasePerson(ports, subscriberId);
  ports.log('erased', { subscription: id });
  return 'erased';
}
