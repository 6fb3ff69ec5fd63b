/** The subscription and the plan of an imported person. */
import type { Course } from '../../src/domain/course.ts';
import { plan } from '../../src/domain/plan.ts';
import { wakesAt } from '../../src/domain/retention.ts';
import { type Subscription, UNTOUCHED } from '../../src/domain/subscription.ts';
import { civilDay, DAY, type Instant } from '../../src/domain/time.ts';
import type { NewPerson } from '../../src/storage/importing.ts';
import { noticeRow, planLines, rowsOf } from '../../src/usecases/planned-rows.ts';
import { confirmed } from '../../src/usecases/sign-up/confirm.ts';
import type { Person } from './read-row.ts';

export type Planner = {
  readonly course: (id: string) => Course | undefined;
  readonly newId: () => string;
  readonly now: Instant;
  /** Whether people with a proof of consent get the welcome. */
  readonly welcome: boolean;
};

/** @param start when their first email may be sent: later than now if a quota spreads them */
export const planPerson = (planner: Planner, person: Person, start: Instant): NewPerson =>
  person.status === 'pending'
    ? invited(planner, person, start)
    : subscribed(planner, person, start);

function invited(planner: Planner, person: Person, start: Instant): NewPerson {
  const { address } = person;
  const subscription = newSubscription(planner, person);
  const course = planner.course(person.course)!;
  const planned = plan(course, { ...subscription, status: 'active' }, [], start);
  const basis = { ledger: [], address: address.send };
  const row = noticeRow('confirm', basis, subscription, start, {
    plan: planLines(planned, start),
    invited: true,
    ...(person.zoneGuessed && { zoneGuessed: true as const }),
  });
  return {
    address: address.send,
    addressKey: address.key,
    subscription,
    rows: [row],
    wakeAt: start + UNCONFIRMED,
    consent: person.consent,
  };
}

/** As a sign-up that isn't confirmed. */
const UNCONFIRMED = 90 * DAY;

function subscribed(planner: Planner, person: Person, start: Instant): NewPerson {
  const { now } = planner;
  const course = planner.course(person.course)!;
  const address = person.address.send;
  const pending = newSubscription(planner, person);
  const basis = { subscription: pending, address, ledger: [] };
  const { next } = confirmed(basis, now);
  const subscription: Subscription = {
    ...next,
    ...keptCountdown(person, start),
    revision: 1,
  };
  const ledger = getsWelcome(planner, subscription) ? confirmed(basis, start).ledger : [];
  const rows = rowsOf(course, { address, ledger, others: [], checked: [] }, subscription, start);
  return {
    address,
    addressKey: person.address.key,
    subscription,
    rows,
    wakeAt: wakesAt(course, subscription, ledger, rows),
    consent: person.consent,
  };
}

/** What our own export knows of a countdown: its pause, and how it ended. */
function keptCountdown(
  { status, targetDate, pausedUntil, outcome, outcomeAt }: Person,
  start: Instant,
): Partial<Subscription> {
  const off = targetDate === null && outcome !== null;
  return {
    status,
    targetDate,
    toldDate: targetDate,
    pausedUntil,
    outcome,
    outcomeAt,
    // Questions for a date are counted from the start.
    parkedAt: targetDate === null && !off ? start : null,
  };
}

/** A welcome is for a countdown that begins. */
const getsWelcome = (
  { welcome, now }: Planner,
  { targetDate, timeZone, outcome }: Subscription,
): boolean =>
  welcome && outcome === null && (targetDate === null || targetDate > civilDay(now, timeZone));

const newSubscription = (
  { newId, now }: Planner,
  { course, targetDate, dateKind, timeZone, sendHour, name, locale }: Person,
): Subscription => ({
  ...UNTOUCHED,
  ...{ id: newId(), subscriberId: newId(), course, status: 'pending', requestedAt: now },
  ...{ targetDate, dateKind, timeZone, sendHour, name, locale, revision: 0 },
});
