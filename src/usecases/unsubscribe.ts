import type { Instant } from '../domain/time.ts';
import type { Ports } from './ports.ts';

/**
 * Leaves this course, at once and without conditions: nothing that was not handed over leaves
 * any more. Repeating it is fine.
 */
export async function unsubscribe(
  ports: Ports,
  id: string,
  now: Instant,
): Promise<'left' | 'already' | 'gone'> {
  return ports.subscriptions.leave(id, now);
}
