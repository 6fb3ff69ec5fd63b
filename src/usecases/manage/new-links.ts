import type { Enrolment } from '../../domain/enrolment.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { findEnrolment } from '../../storage/enrolments.ts';
import { replaceLinks } from '../../storage/subscriptions.ts';
import type { Ports } from '../ports.ts';

/**
 * Ends every link to this person's pages and calendars, for example after they forwarded an email.
 * Unsubscribe links keep working, as they must. Returns the subscription with its new link version;
 * null if the person has been erased.
 */
export async function newLinks(
  ports: Ports,
  { subscription }: Enrolment,
): Promise<Subscription | null> {
  await replaceLinks(ports.db, subscription);
  return (await findEnrolment(ports.db, subscription.id))?.subscription ?? null;
}
