import type { Enrolment } from '../../domain/enrolment.ts';
import type { Instant } from '../../domain/time.ts';
import {
  type AddressChange,
  findAddressChange,
  refuseAddressChange,
} from '../../storage/addresses.ts';
import { findEnrolment } from '../../storage/enrolments.ts';
import { leaveAllCourses, leaveCourse } from '../../storage/leaving.ts';
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
  const left = await leaveCourse(ports.db, id, now);
  if (left !== 'gone') return left;
  return (await refuseAddressChange(ports.db, id, now)) ? 'refused' : 'gone';
}

/** Unsubscribes the person behind this link from every course. Idempotent. */
export const leaveAll = (ports: Ports, id: string, now: Instant): Promise<void> =>
  leaveAllCourses(ports.db, id, now);

/** The address change that the unsubscribe link with this id refuses; null for any other link. */
export const refusable = (ports: Ports, id: string): Promise<AddressChange | null> =>
  findAddressChange(ports.db, id);

/** The person's other courses that they have not left. */
export async function stillTaken(ports: Ports, { siblings }: Enrolment): Promise<string[]> {
  const others = await Promise.all(siblings.map((id) => findEnrolment(ports.db, id)));
  return others.flatMap((other) =>
    other === null || other.subscription.status === 'left' ? [] : [other.subscription.course],
  );
}
