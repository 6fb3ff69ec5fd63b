import { addressKeyOf } from '../domain/address.ts';
import type { Enrolment } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import type { AddressOf } from '../links/links.ts';
import { findAddressChange, refuseAddressChange } from '../storage/addresses.ts';
import { findEnrolment } from '../storage/enrolments.ts';
import { findFormerAddress } from '../storage/former-addresses.ts';
import { leaveAllCourses, leaveCourse } from '../storage/leaving.ts';
import type { Planning } from './ports.ts';

/**
 * Unsubscribes from this course at once: nothing more is sent except calls already in flight.
 * Idempotent.
 */
export async function unsubscribe(
  ports: Planning,
  id: string,
  now: Instant,
  of: AddressOf = 'new',
): Promise<Left> {
  const done = await leaveCourse(ports.db, id, now);
  if (done !== 'gone') return { done, subscription: id };
  const change = await changeLink(ports, id, of);
  if (change?.can === 'leave') {
    const { subscription } = change;
    return { done: await leaveCourse(ports.db, subscription, now), subscription };
  }
  const refused =
    change?.can === 'refuse' ? await refuseAddressChange(ports.db, id, now) : change?.refused;
  return { done: refused ? 'refused' : 'gone', subscription: id };
}

type Left = {
  readonly done: 'left' | 'already' | 'gone' | 'refused';
  /** What was left. */
  readonly subscription: string;
};

/**
 * What the unsubscribe link in an email about a change of address can do. Its recipient may be a
 * stranger, who must not end the person's course: it does that only while the email's address is
 * theirs. Null: it is not such a link.
 */
export async function changeLink(
  ports: Planning,
  id: string,
  of: AddressOf,
): Promise<ChangeLink | null> {
  const change = await findAddressChange(ports.db, id);
  if (change === null) return null;
  const enrolment = await findEnrolment(ports.db, change.subscriptionId);
  const former = of === 'former' ? await findFormerAddress(ports.db, id) : null;
  const sentTo = of === 'former' ? former?.address : change.address;
  const current = enrolment && addressKeyOf(enrolment.address);
  if (sentTo !== undefined && current === addressKeyOf(sentTo)) {
    return { can: 'leave', subscription: change.subscriptionId };
  }
  if (change.settled === 'refused') return { can: 'nothing', refused: true };
  if (of === 'former' || change.settled === 'confirmed') return { can: 'nothing', refused: false };
  return { can: 'refuse' };
}

export type ChangeLink =
  | { readonly can: 'leave'; readonly subscription: string }
  | { readonly can: 'refuse' }
  | { readonly can: 'nothing'; readonly refused: boolean };

/** Unsubscribes the person behind this link from every course. Idempotent. */
export const leaveAll = (ports: Planning, id: string, now: Instant): Promise<void> =>
  leaveAllCourses(ports.db, id, now);

/** The person's other courses that they have not left. */
export async function stillTaken(ports: Planning, { siblings }: Enrolment): Promise<string[]> {
  const others = await Promise.all(siblings.map((id) => findEnrolment(ports.db, id)));
  return others.flatMap((other) =>
    other === null || other.subscription.status === 'left' ? [] : [other.subscription.course],
  );
}
