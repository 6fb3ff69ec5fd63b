import type { Enrolment } from '../../domain/enrolment.ts';
import type { Instant } from '../../domain/time.ts';
import { type AddressChange, findAddressChange, takeAddress } from '../../storage/addresses.ts';
import { findEnrolment } from '../../storage/enrolments.ts';
import { change as replan } from '../manage/update-subscription.ts';
import type { Ports } from '../ports.ts';

export type AddressAnswer =
  | 'changed'
  | 'already'
  | 'taken'
  | 'replaced'
  | 'refused'
  | 'left'
  | 'gone';

export type KnownChange = { readonly change: AddressChange; readonly enrolment: Enrolment };

/** Sets a new address for the person, in all their courses. Idempotent. */
export async function confirmAddress(
  ports: Ports,
  target: string | KnownChange,
  now: Instant,
): Promise<{ readonly done: AddressAnswer; readonly send: readonly string[] }> {
  const known = typeof target === 'string' ? await findChange(ports, target) : target;
  if (known === null) return { done: 'gone', send: [] };
  const { change, enrolment } = known;
  const standing = standingOf(change, enrolment);
  if (standing !== 'open') return { done: standing, send: [] };
  const taken = await takeAddress(ports, change, now);
  if (taken === 'taken') {
    // Submitted twice concurrently: the other request has done it.
    const again = await findAddressChange(ports.db, change.id);
    return { done: again?.settled === 'confirmed' ? 'already' : 'taken', send: [] };
  }
  const send = enrolment.suppressed ? await planAgain(ports, enrolment, now) : [];
  return { done: 'changed', send };
}

/** The address change that a link refers to; null if it no longer exists. */
export async function findChange(ports: Ports, changeId: string): Promise<KnownChange | null> {
  const change = await findAddressChange(ports.db, changeId);
  const enrolment = change && (await findEnrolment(ports.db, change.subscriptionId));
  return change && enrolment ? { change, enrolment } : null;
}

/** What the link can still do. */
export function standingOf(
  { settled }: AddressChange,
  { subscription }: Enrolment,
): 'open' | 'already' | 'replaced' | 'refused' | 'left' {
  if (subscription.status === 'left') return 'left';
  if (settled === null) return 'open';
  return settled === 'confirmed' ? 'already' : settled;
}

/** Nothing could be sent to the suppressed old address: plan the emails that are still useful. */
async function planAgain(
  ports: Ports,
  { subscription, siblings }: Enrolment,
  now: Instant,
): Promise<readonly string[]> {
  const send: string[] = [];
  for (const id of [subscription.id, ...siblings]) {
    const planned = await replan(ports, id, now, 'replaced', (basis) => {
      const { status } = basis.subscription;
      if (status !== 'active' && status !== 'paused') return { done: 'as_it_was' };
      return { done: 'planned', next: basis.subscription };
    });
    send.push(...planned.send);
  }
  return send;
}
