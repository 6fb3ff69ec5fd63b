import type { Subscription } from '../../domain/subscription.ts';
import type { Enrolment, Ports } from '../ports.ts';

/**
 * Ends every link to this person's pages and calendars, for who has passed a mail on. Links to
 * leave go on working: they harm nobody, and have to. Gives the subscription as its new links need
 * it; null when the person is gone.
 */
export async function newLinks(
  ports: Ports,
  { subscription }: Enrolment,
): Promise<Subscription | null> {
  await ports.subscriptions.replaceLinks(subscription);
  return (await ports.subscriptions.find(subscription.id))?.subscription ?? null;
}
