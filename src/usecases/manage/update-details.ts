import type { Address } from '../../domain/address.ts';
import { mayAskAgain } from '../../domain/limits.ts';
import type { Details } from '../../domain/parse/details.ts';
import type { Enrolment, Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import {
  type AddressChange,
  addressChangesOf,
  saveAddressChange,
} from '../../storage/addresses.ts';
import type { PlannedRow } from '../../storage/deliveries.ts';
import { mayConfirm } from '../../storage/sign-ups.ts';
import { findByAddress } from '../../storage/subscriptions.ts';
import { noticeRow } from '../planned-rows.ts';
import type { Ports } from '../ports.ts';
import { idOf, load, type Target } from '../show.ts';
import { moved } from './reschedule.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

type Done = 'saved' | 'same' | 'check_new_inbox' | 'too_many' | 'left' | 'pending';

/**
 * Changes name, language, zone and hour; a new zone or hour plans every email again that was never
 * sent (rule 4). A new address must be confirmed by email first: until then nothing else is sent to
 * it, and the response does not reveal whether another person has it.
 */
export async function details(
  ports: Ports,
  target: Target,
  wish: Details,
  now: Instant,
): Promise<Changed<Done>> {
  const { address, ...own } = wish;
  const asked = address === null ? null : await askAddress(ports, target, address, now);
  if (asked?.done === 'too_many') return { done: 'too_many', send: [] };
  const saved = await changeOwn<'saved' | 'same'>(ports, target, now, 'replaced', (basis) => {
    const { subscription } = basis;
    if (isSame(subscription, own)) return { done: 'same' };
    const { timeZone, sendHour } = own;
    const clockStays = subscription.timeZone === timeZone && subscription.sendHour === sendHour;
    const onClock = clockStays
      ? subscription
      : moved([], basis, { ...subscription, timeZone, sendHour }, now);
    return { done: 'saved', next: { ...onClock, name: own.name, locale: own.locale } };
  });
  if (asked?.done !== 'asked' || (saved.done !== 'saved' && saved.done !== 'same')) return saved;
  return { done: 'check_new_inbox', send: [...asked.send, ...saved.send] };
}

const isSame = (subscription: Subscription, own: Omit<Details, 'address'>): boolean =>
  subscription.name === own.name &&
  subscription.locale === own.locale &&
  subscription.timeZone === own.timeZone &&
  subscription.sendHour === own.sendHour;

/** Attempts before a change that keeps being overtaken by others fails. */
const TRIES = 4;

/**
 * Stores a new address and plans the email that asks its owner to confirm. Sends no email if the
 * address is suppressed, its owner has refused, or its mailbox has reached its limit; the response
 * is the same, so that it reveals nothing about the address.
 */
export async function askAddress(
  ports: Ports,
  target: Target,
  address: Address,
  now: Instant,
): Promise<Changed<'asked' | 'same' | 'too_many' | 'left' | 'pending'>> {
  const changeId = ports.newId();
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const basis = await load(ports, attempt === 0 ? target : idOf(target));
    if (basis === null) return { done: 'gone', send: [] };
    const { subscription } = basis;
    const { status, subscriberId } = subscription;
    if (status === 'left' || status === 'pending') return { done: status, send: [] };
    if (basis.address.toLowerCase() === address.key) return { done: 'same', send: [] };
    const earlier = await addressChangesOf(ports.db, subscriberId);
    if (ports.signUpLimits !== null && !mayAsk(basis, earlier, now))
      return { done: 'too_many', send: [] };
    const change: AddressChange = {
      id: changeId,
      subscriberId,
      subscriptionId: subscription.id,
      address: address.send,
      addressKey: address.key,
      askedAt: now,
      settled: null,
      settledAt: null,
    };
    const silent =
      (await isUnwanted(ports, basis, address, earlier)) ||
      !(await mayWrite(ports, change, basis, earlier, now));
    const row = silent ? null : question(basis, change, now);
    if ((await saveAddressChange(ports.db, change, subscription, row)) === 'saved') {
      return { done: 'asked', send: row ? [row.id] : [] };
    }
  }
  throw new Error('the subscription kept changing while a new address was noted');
}

/** An email that has not been sent yet is replaced and does not count again. */
function mayAsk(basis: Enrolment, earlier: readonly AddressChange[], now: Instant): boolean {
  const { ledger } = basis;
  const used = earlier.findLast(({ settled }) => settled === 'confirmed')?.settledAt ?? null;
  return waits(basis) || mayAskAgain(ledger, used, now);
}

const waits = ({ ledger }: Enrolment): boolean =>
  ledger.some(({ kind, state }) => kind === 'address' && state === 'scheduled');

/** The mailbox has limits of its own, across all people. */
async function mayWrite(
  ports: Ports,
  { id, addressKey }: AddressChange,
  basis: Enrolment,
  earlier: readonly AddressChange[],
  now: Instant,
): Promise<boolean> {
  const again = earlier.some((one) => one.addressKey === addressKey && one.settled === null);
  if (ports.signUpLimits === null || (again && waits(basis))) return true;
  return mayConfirm(ports, id, addressKey, now);
}

async function isUnwanted(
  ports: Ports,
  { subscription }: Enrolment,
  { key }: Address,
  earlier: readonly AddressChange[],
): Promise<boolean> {
  const refused = earlier.some((one) => one.addressKey === key && one.settled === 'refused');
  return refused || (await findByAddress(ports, key, subscription.course)).suppressed;
}

function question(basis: Enrolment, change: AddressChange, now: Instant): PlannedRow {
  const facts = { change: change.id };
  const row = noticeRow('confirm-address', basis, basis.subscription, now, facts);
  return { ...row, address: change.address };
}
