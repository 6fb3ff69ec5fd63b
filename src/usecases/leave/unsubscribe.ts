import type { Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';

/**
 * Leaves this course, at once and without conditions: nothing that was not handed over leaves
 * any more. Repeating it is fine. The link in a mail to a new address speaks of that change alone:
 * whoever got it by mistake wants no more of them, and ends nobody's course.
 */
export async function unsubscribe(
  ports: Ports,
  id: string,
  now: Instant,
): Promise<'left' | 'already' | 'gone' | 'refused'> {
  const left = await ports.subscriptions.leave(id, now);
  if (left !== 'gone') return left;
  return (await ports.addresses.refuse(id, now)) ? 'refused' : 'gone';
}
