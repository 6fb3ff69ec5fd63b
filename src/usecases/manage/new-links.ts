import type { Subscription } from '../../domain/subscription.ts';
import type { Enrolment, Ports } from '../ports.ts';

/**
 * Ends every link to this person's pages and calendars, for example after they forwarded an email.
 * Unsubscribe links keep working, as they must. Returns the subscription with its new link version;
 * null if the person has been erased.
 */
export async function newLinks(
  ports: Ports,
  { subscription }: Enrolment,
): Promise<Subscription | null> {
  await ports.subscriptions.replaceLinks(subscription);
  return (await ports.subscriptions.find(subscription.id))?.subscription ?? null;
}
