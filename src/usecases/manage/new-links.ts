import type { Enrolment } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import { findEnrolment, findEnrolments } from '../../storage/enrolments.ts';
import { replaceLinks } from '../../storage/own-links.ts';
import { noticeRow } from '../planned-rows.ts';
import type { Ports } from '../ports.ts';
import type { Changed } from './update-subscription.ts';

/** Attempts before a change that keeps being overtaken by others fails. */
const TRIES = 4;

/**
 * Ends every link to this person's pages and calendars, and emails them new ones, one email a
 * course. Unsubscribe links keep working, as they must. Nothing is done for an address that cannot
 * be emailed: the person would have no link at all.
 */
export async function newLinks(
  ports: Ports,
  { subscription: { id, linkVersion } }: Enrolment,
  now: Instant,
): Promise<Changed<'sent' | 'replaced' | 'unreachable' | 'left' | 'pending'>> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const basis = await findEnrolment(ports.db, id);
    if (basis === null) return { done: 'gone', send: [] };
    const { subscription } = basis;
    const { status } = subscription;
    if (status === 'left' || status === 'pending') return { done: status, send: [] };
    if (subscription.linkVersion !== linkVersion) return { done: 'replaced', send: [] };
    if (basis.suppressed) return { done: 'unreachable', send: [] };
    const siblings = await findEnrolments(ports.db, basis.siblings);
    const emails = [basis, ...siblings.filter(isRunning)].map((enrolment) => ({
      ...noticeRow('new-links', enrolment, enrolment.subscription, now),
      subscription: enrolment.subscription.id,
      revision: enrolment.subscription.revision,
    }));
    if ((await replaceLinks(ports.db, subscription, emails, now)) === 'saved') {
      return { done: 'sent', send: emails.map((email) => email.id) };
    }
  }
  throw new Error('the subscription kept changing while its links were replaced');
}

const isRunning = ({ subscription: { status } }: Enrolment): boolean =>
  status === 'active' || status === 'paused';
