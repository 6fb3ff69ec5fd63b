import { RESTORABLE } from '../../domain/address.ts';
import type { Enrolment } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import { findEnrolment } from '../../storage/enrolments.ts';
import * as storage from '../../storage/former-addresses.ts';
import type { Ports } from '../ports.ts';

export type FormerAddress = storage.FormerAddress & { readonly enrolment: Enrolment };

/** The address before a change; null if there is no email to it, or the person has been erased. */
export async function findFormer(ports: Ports, changeId: string): Promise<FormerAddress | null> {
  const former = await storage.findFormerAddress(ports.db, changeId);
  const enrolment = former && (await findEnrolment(ports.db, former.change.subscriptionId));
  return former && enrolment ? { ...former, enrolment } : null;
}

/** Whether the change of address can still be taken back: once, for seven days. */
export function restorable(
  { change: { settled, settledAt } }: FormerAddress,
  now: Instant,
): 'open' | 'already' | 'expired' {
  if (settled !== 'confirmed') return 'already';
  return now <= (settledAt ?? 0) + RESTORABLE ? 'open' : 'expired';
}

/**
 * Takes back a change of address, whatever was done on the person's page since, and ends every link
 * issued since. Idempotent.
 */
export async function restoreFormer(
  ports: Ports,
  former: FormerAddress,
  now: Instant,
): Promise<'restored' | 'already' | 'expired' | 'gone'> {
  const state = restorable(former, now);
  if (state !== 'open') return state;
  if ((await storage.restoreFormerAddress(ports, former, now)) === 'restored') {
    ports.log('address_restored', { subscription: former.enrolment.subscription.id });
    return 'restored';
  }
  // Submitted twice concurrently: the other request has done it.
  return (await findFormer(ports, former.change.id)) ? 'already' : 'gone';
}
