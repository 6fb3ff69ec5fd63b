import type { Ports } from './ports.ts';

/**
 * Forgets the person behind this subscription with everything they have here, at once and on their
 * own wish. A suppressed address stays known as a keyed hash, so that nobody signs it up again.
 */
export async function erase(ports: Ports, id: string): Promise<'erased' | 'gone'> {
  const enrolment = await ports.subscriptions.find(id);
  if (enrolment === null) return 'gone';
  await ports.subscriptions.eraseAll(enrolment.subscription.subscriberId);
  ports.log('erased', { subscription: id });
  return 'erased';
}
