import type { Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';

/**
 * Unsubscribes from this course at once: nothing more is sent except calls already in flight.
 * Idempotent. The link in an email to a new address only refuses that address change: its recipient
 * may be a stranger, who must not end the person's course.
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
