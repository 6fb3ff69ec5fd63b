import { RESTORABLE } from '../../domain/address.ts';
import { deliveryId } from '../../domain/delivery.ts';
import { maskAddress } from '../../domain/redact.ts';
import type { Enrolment } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import { type AddressChange, findAddressChange, takeAddress } from '../../storage/addresses.ts';
import type { PlannedRow } from '../../storage/deliveries.ts';
import { findEnrolment } from '../../storage/enrolments.ts';
import * as storage from '../../storage/former-addresses.ts';
import { noticeRow } from '../planned-rows.ts';
import type { Ports } from '../ports.ts';
import { change as replan } from './update-subscription.ts';

export type AddressAnswer =
  | 'changed'
  | 'already'
  | 'taken'
  | 'replaced'
  | 'refused'
  | 'left'
  | 'gone';

export type KnownChange = { readonly change: AddressChange; readonly enrolment: Enrolment };

/** Attempts before a change that keeps being overtaken by others fails. */
const TRIES = 4;

/**
 * Sets a new address for the person, in all their courses, and tells the former one, where the
 * change can be taken back. Idempotent.
 */
export async function confirmAddress(
  ports: Ports,
  target: string | KnownChange,
  now: Instant,
): Promise<{ readonly done: AddressAnswer; readonly send: readonly string[] }> {
  const id = typeof target === 'string' ? target : target.change.id;
  let known = typeof target === 'string' ? await findChange(ports, id) : target;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    if (known === null) return { done: 'gone', send: [] };
    const { change, enrolment } = known;
    const state = standingOf(change, enrolment);
    if (state !== 'open') return { done: state, send: [] };
    const notice = noticeToFormer(change, enrolment, now);
    if (await takeAddress(ports, change, enrolment.subscription, notice, now)) {
      const planned = enrolment.suppressed ? await planAgain(ports, enrolment, now) : [];
      return { done: 'changed', send: [...(notice ? [notice.id] : []), ...planned] };
    }
    const before = enrolment.subscription.revision;
    known = await findChange(ports, id);
    const unchanged = known?.change.settled === null;
    if (unchanged && known?.enrolment.subscription.revision === before) {
      return { done: 'taken', send: [] };
    }
  }
  throw new Error('the subscription kept changing while a new address was confirmed');
}

/** Each change has an email of its own: a later one must not replace it. */
function noticeToFormer(
  { id: change, address }: AddressChange,
  { subscription, address: former, suppressed, ledger }: Enrolment,
  now: Instant,
): PlannedRow | null {
  if (suppressed) return null;
  const { id, round } = subscription;
  const facts = { change, newAddress: maskAddress(address) };
  const earlier = ledger.filter((row) => row.message === NOTICE && row.round === round);
  const occasion = Math.max(0, ...earlier.map((row) => row.occasion)) + 1;
  const row = noticeRow(NOTICE, { ledger, address: former }, subscription, now, facts);
  return { ...row, occasion, id: deliveryId(id, NOTICE, round, occasion) };
}

const NOTICE = 'address-changed';

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
  if (settled === 'confirmed') return 'already';
  return settled === 'restored' ? 'replaced' : settled;
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
