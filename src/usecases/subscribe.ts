import { mayRemind } from '../domain/limits.ts';
import { plan } from '../domain/plan.ts';
import type { SignUp } from '../domain/sign-up.ts';
import { type Subscription, UNTOUCHED } from '../domain/subscription.ts';
import { DAY, type Instant } from '../domain/time.ts';
import type { Enrolment, KnownAddress, PlannedRow, Ports } from './ports.ts';
import { dueNow } from './replan.ts';
import { noticeRow, planLines } from './rows.ts';
import { CONFIRM_DAYS } from './sending/values.ts';
import type { Asked, Consent } from './sign-up/ports.ts';

/** Of many sign-ups of one address at once, each looks again this often; then the others win. */
const TRIES = 4;

/** A sign-up that nobody confirms is forgotten after this long. */
const UNCONFIRMED = 90 * DAY;

const UNKNOWN: Consent = { how: 'unknown', words: '' };

/**
 * Stores a sign-up and plans the mail that answers it: a confirmation for who is new, pending or
 * gone, a reminder for who is subscribed, one confirmation a week for an address that bounced, none
 * after a complaint. The answer on the page is
 * the same for all of them. Returns what may be sent at once.
 */
export async function subscribe(
  ports: Ports,
  signUp: SignUp,
  now: Instant,
  { id, consent }: Pick<Asked, 'id' | 'consent'> = { id: ports.newId(), consent: UNKNOWN },
): Promise<readonly string[]> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const known = await ports.subscriptions.findByAddress(signUp.address.key, signUp.course);
    if (known.suppressed && !known.bounced) return [];
    const basis = known.enrolment ?? newcomer(ports, signUp, known, now);
    const { status } = basis.subscription;
    if (status === 'active' || status === 'paused') {
      return basis.bounced
        ? confirmAgain(ports, id, signUp, basis, now)
        : remind(ports, basis, now);
    }
    const next = pendingAgain(basis, signUp, now);
    const rows = (await mayAsk(ports, id, signUp, basis, now))
      ? [confirmation(ports, basis, next, now)]
      : [];
    const wakeAt = now + UNCONFIRMED;
    const saved = known.enrolment
      ? await ports.subscriptions.save({
          basis,
          next,
          rows,
          cancelReason: 'replaced',
          wakeAt,
          consent,
        })
      : await ports.subscriptions.add({ ...newcomerOf(signUp, next), wakeAt, consent }, rows);
    if (saved === 'saved') return dueNow(rows, now);
  }
  return [];
}

const newcomerOf = ({ address }: SignUp, subscription: Subscription) => ({
  subscription,
  address: address.send,
  addressKey: address.key,
});

function newcomer(
  ports: Ports,
  signUp: SignUp,
  { subscriberId, suppressed, bounced }: KnownAddress,
  now: Instant,
): Enrolment {
  return {
    subscription: {
      ...UNTOUCHED,
      id: ports.newId(),
      subscriberId: subscriberId ?? ports.newId(),
      course: signUp.course,
      status: 'pending',
      targetDate: signUp.targetDate,
      timeZone: signUp.timeZone,
      sendHour: signUp.sendHour,
      name: signUp.name,
      locale: signUp.locale,
      revision: 0,
      requestedAt: now,
    },
    address: signUp.address.send,
    suppressed,
    bounced,
    ledger: [],
    others: [],
    siblings: [],
    ticks: [],
  };
}

/** The newest details win; links of older confirmations activate them too. */
function pendingAgain({ subscription }: Enrolment, signUp: SignUp, now: Instant): Subscription {
  return {
    ...subscription,
    status: 'pending',
    targetDate: signUp.targetDate,
    timeZone: signUp.timeZone,
    sendHour: signUp.sendHour,
    name: signUp.name,
    locale: signUp.locale,
    revision: subscription.revision + 1,
    requestedAt: now,
  };
}

/** A confirmation that has not left yet is brought up to date; it is no second mail. */
async function mayAsk(
  ports: Ports,
  id: string,
  { address }: SignUp,
  { ledger, bounced }: Enrolment,
  now: Instant,
): Promise<boolean> {
  const waiting = ledger.some(
    ({ message, state }) => message === 'confirm' && state === 'scheduled',
  );
  if (waiting || (ports.room === null && !bounced)) return true;
  return ports.signUps.mayConfirm(id, address.key, now, bounced);
}

function confirmation(
  ports: Ports,
  { ledger, address, others }: Enrolment,
  next: Subscription,
  now: Instant,
): PlannedRow {
  const course = ports.courses.find(next.course);
  const planned = course && plan(course, { ...next, status: 'active' }, ledger, now, others);
  return noticeRow('confirm', { ledger, address }, next, now, {
    closesAt: now + CONFIRM_DAYS * DAY,
    facts: planned ? { plan: planLines(planned) } : {},
  });
}

/**
 * The address of a subscriber bounced. Nothing else changes: a stranger may have filled in the
 * form. Confirming shows that emails arrive again.
 */
async function confirmAgain(
  ports: Ports,
  id: string,
  signUp: SignUp,
  basis: Enrolment,
  now: Instant,
): Promise<readonly string[]> {
  if (!(await mayAsk(ports, id, signUp, basis, now))) return [];
  const row = confirmation(ports, basis, basis.subscription, now);
  const saved = await ports.subscriptions.announce(basis.subscription, row);
  return saved === 'saved' ? [row.id] : [];
}

/** Nothing changes for who is subscribed; a mail says so and has the link to their page. */
async function remind(ports: Ports, basis: Enrolment, now: Instant): Promise<readonly string[]> {
  if (!mayRemind(basis.ledger, now)) return [];
  const row = noticeRow('already-subscribed', basis, basis.subscription, now, {
    closesAt: now + 14 * DAY,
    facts: {},
  });
  await ports.subscriptions.announce(basis.subscription, row);
  return [row.id];
}
