import type { Delivery } from '../../domain/delivery.ts';
import type { Consent } from '../../domain/parse/sign-up.ts';
import type { Enrolment, Subscription } from '../../domain/subscription.ts';
import { civilDay, type Instant } from '../../domain/time.ts';
import { type Changed, change } from '../manage/update-subscription.ts';
import { noticeRow, unsentRow } from '../planned-rows.ts';
import type { Ports } from '../ports.ts';
import type { Target } from '../show.ts';

/**
 * Activates a pending subscription and plans its emails. Idempotent. For an active one whose
 * address bounced, it proves that emails arrive again.
 * @param timeZone the person's choice in place of the zone in the sign-up
 */
export const confirm = (
  ports: Ports,
  target: Target,
  now: Instant,
  consent?: Consent,
  timeZone?: string,
): Promise<Changed<'confirmed' | 'already' | 'left'>> =>
  change(ports, target, now, 'replaced', (basis) => {
    const { subscription, bounced } = basis;
    if (subscription.status === 'left') return { done: 'left' };
    if (subscription.status === 'pending') {
      const chosen = { ...subscription, ...(timeZone && { timeZone }) };
      const next = confirmed({ ...basis, subscription: chosen }, now);
      return { done: 'confirmed', ...next, consent, reached: true };
    }
    return bounced ? { done: 'already', next: subscription, reached: true } : { done: 'already' };
  });

/** The subscription after its confirmation, and the ledger with the welcome. */
export function confirmed(
  basis: Pick<Enrolment, 'subscription' | 'address' | 'ledger'>,
  now: Instant,
): { readonly next: Subscription; readonly ledger: readonly Delivery[] } {
  const next = activated(basis.subscription, now);
  return { next, ledger: withWelcome(basis, next, now) };
}

/**
 * Rule 4: a target date that is today or past at confirmation is dropped until the person enters a
 * new one.
 */
function activated(subscription: Subscription, now: Instant): Subscription {
  const { targetDate, timeZone } = subscription;
  const ahead = targetDate !== null && targetDate > civilDay(now, timeZone);
  return {
    ...subscription,
    status: 'active',
    targetDate: ahead ? targetDate : null,
    toldDate: ahead ? targetDate : null,
    toldAt: now,
    movedAt: null,
    undo: [],
    // Notes of an earlier countdown must not show in the calendar and email of this one.
    notes: subscription.notes.map((note) => ({ ...note, share: false })),
    // Starts the emails that ask for a date if there never was one; after a date that is over, the
    // welcome email asks.
    parkedAt: targetDate === null ? now : null,
    outcome: null,
    outcomeAt: null,
    confirmedAt: now,
    leftAt: null,
  };
}

/** Whether the newest confirmation is for a sign-up whose time zone was guessed. */
export const asksZone = ({ subscription, ledger }: Enrolment): boolean =>
  subscription.status === 'pending' && newestConfirmation(ledger)?.facts.zoneGuessed === true;

/** Whether the newest confirmation is an import's, not one for a sign-up. */
export const isInvited = ({ subscription, ledger }: Enrolment): boolean =>
  subscription.status === 'pending' && newestConfirmation(ledger)?.facts.invited === true;

const newestConfirmation = (ledger: readonly Delivery[]): Delivery | undefined =>
  ledger
    .filter(({ message }) => message === 'confirm')
    .sort((a, b) => a.dueAt - b.dueAt)
    .at(-1);

/** The plan decides whether the welcome is an email of its own or part of the first lesson's. */
function withWelcome(
  basis: Pick<Enrolment, 'address' | 'ledger'>,
  next: Subscription,
  now: Instant,
): readonly Delivery[] {
  const welcome = unsentRow(noticeRow('welcome', basis, next, now));
  return [...basis.ledger.filter(({ id }) => id !== welcome.id), welcome];
}
