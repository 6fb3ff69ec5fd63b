import { type Closed, mayRemind, NO_LIMITS } from '../../domain/limits.ts';
import type { Consent, SignUp } from '../../domain/parse/sign-up.ts';
import { plan } from '../../domain/plan.ts';
import { type Enrolment, type Subscription, UNTOUCHED } from '../../domain/subscription.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import type { PlannedRow } from '../../storage/deliveries.ts';
import { type Settlement, storeSettlement } from '../../storage/settling.ts';
import { type Asked, findQueued, mayConfirm, queueSignUp } from '../../storage/sign-ups.ts';
import { findByAddress, type KnownAddress } from '../../storage/subscriptions.ts';
import { dueNow } from '../manage/update-subscription.ts';
import { noticeRow, planLines } from '../planned-rows.ts';
import type { Ports } from '../ports.ts';
import { sendNow } from '../sending/send-now.ts';

/**
 * Everything before a sign-up's response, the same for every address: it is counted and queued.
 * Returns why the form is closed, or what to settle after the response, if anything.
 */
export async function takeSignUp(
  ports: Ports,
  signUp: SignUp,
  { network, consent }: { readonly network: string | null; readonly consent: Consent },
  now: Instant,
): Promise<{ readonly asked: Asked | null } | { readonly closed: Closed }> {
  const asked = { id: ports.newId(), at: now, signUp, consent };
  const visit = { network, publicUrl: ports.sender.baseUrl };
  const taken = await queueSignUp(ports, asked, visit, ports.signUpLimits ?? NO_LIMITS);
  if (taken === 'queued') return { asked };
  return taken === 'dropped' ? { asked: null } : { closed: taken };
}

/**
 * Settles a sign-up after its response. If that fails, it stays queued for the next tick but one.
 */
export async function settleSignUp(
  ports: Ports,
  asked: Asked,
  clock: () => Instant,
): Promise<void> {
  try {
    await sendNow(ports, await subscribe(ports, asked, asked.at), clock);
  } catch (error) {
    ports.log('sign_up_left', { error: String(error) });
  }
}

/** Statements per sign-up: read, reserve a confirmation, settle. */
const COST = 16;

/** Settles sign-ups that their requests did not; their emails are then due. */
export async function settleLeft(ports: Ports, now: Instant, room: () => number): Promise<void> {
  const limit = Math.min(100, Math.floor(room() / COST) - 1);
  if (limit < 1) return;
  for (const asked of await findQueued(ports.db, now, limit)) {
    try {
      await subscribe(ports, asked, now);
    } catch (error) {
      // One that cannot be settled must not block the others.
      ports.log('cannot_settle', { signUp: asked.id, error: String(error) });
    }
  }
}

/** Attempts before a sign-up that keeps being overtaken by other changes fails. */
const TRIES = 4;

/** An unconfirmed sign-up is erased after this long. */
const UNCONFIRMED = 90 * DAY;

/**
 * Settles a queued sign-up: stores it and plans the email that answers it, in the batch that
 * removes it from the queue. A new, pending or departed subscriber gets a confirmation, an active
 * one a reminder, an address that bounced one confirmation a week, and one that complained nothing.
 * Returns the deliveries that may be sent at once: none if the sign-up has left the queue since it
 * was read.
 */
export async function subscribe(
  ports: Ports,
  asked: Asked,
  now: Instant,
): Promise<readonly string[]> {
  const { address, course } = asked.signUp;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const known = await findByAddress(ports, address.key, course);
    const settlement = await decide(ports, asked, known, now);
    const settled = await storeSettlement(ports, asked.id, settlement);
    if (settled === 'void') return [];
    if (settled === 'settled') return dueNow(settlement.rows, now);
  }
  throw new Error('the address kept changing while its sign-up was settled');
}

async function decide(
  ports: Ports,
  asked: Asked,
  known: KnownAddress,
  now: Instant,
): Promise<Settlement> {
  if (known.suppressed && !known.bounced) return NOTHING;
  if (isOutdated(asked, known.enrolment)) return NOTHING;
  const basis = known.enrolment ?? newcomer(ports, asked, known);
  const { status } = basis.subscription;
  if (status === 'active' || status === 'paused') {
    return basis.bounced ? confirmAgain(ports, asked, basis, now) : remind(asked, basis, now);
  }
  const next = pendingAgain(basis, asked);
  const rows = (await mayAsk(ports, asked, basis, now))
    ? [confirmation(ports, basis, next, now, asked.signUp)]
    : [];
  const saved = { next, rows, wakeAt: now + UNCONFIRMED, consent: asked.consent };
  if (known.enrolment) return { kind: 'save', basis, ...saved };
  const { send, key } = asked.signUp.address;
  return { kind: 'add', address: send, addressKey: key, ...saved };
}

const NOTHING: Settlement = { kind: 'nothing', rows: [] };

/** Leaving voids an earlier sign-up, and so does a later sign-up that was settled before it. */
function isOutdated({ at }: Asked, enrolment: Enrolment | null): boolean {
  if (enrolment === null) return false;
  const { leftAt, requestedAt } = enrolment.subscription;
  return requestedAt > at || (leftAt !== null && leftAt >= at);
}

function newcomer(
  ports: Ports,
  { at, signUp }: Asked,
  { subscriberId, suppressed, bounced }: KnownAddress,
): Enrolment {
  return {
    subscription: {
      ...UNTOUCHED,
      id: ports.newId(),
      subscriberId: subscriberId ?? ports.newId(),
      course: signUp.course,
      status: 'pending',
      targetDate: signUp.targetDate,
      dateKind: signUp.dateKind,
      timeZone: signUp.timeZone,
      sendHour: signUp.sendHour,
      name: signUp.name,
      locale: signUp.locale,
      revision: 0,
      requestedAt: at,
    },
    address: signUp.address.send,
    suppressed,
    bounced,
    ledger: [],
    others: [],
    siblings: [],
    checked: [],
  };
}

/** The newest details win; links of older confirmations activate them too. */
function pendingAgain({ subscription }: Enrolment, { at, signUp }: Asked): Subscription {
  return {
    ...subscription,
    status: 'pending',
    targetDate: signUp.targetDate,
    dateKind: signUp.dateKind,
    timeZone: signUp.timeZone,
    sendHour: signUp.sendHour,
    name: signUp.name,
    locale: signUp.locale,
    revision: subscription.revision + 1,
    requestedAt: at,
  };
}

/** Updating a confirmation that is still scheduled does not count as a second email. */
async function mayAsk(
  ports: Ports,
  { id, signUp }: Asked,
  { ledger, bounced }: Enrolment,
  now: Instant,
): Promise<boolean> {
  const waiting = ledger.some(
    ({ message, state }) => message === 'confirm' && state === 'scheduled',
  );
  if (waiting || (ports.signUpLimits === null && !bounced)) return true;
  return mayConfirm(ports, id, signUp.address.key, now, bounced);
}

function confirmation(
  ports: Ports,
  { ledger, address, others }: Enrolment,
  next: Subscription,
  now: Instant,
  { zoneGuessed }: Pick<SignUp, 'zoneGuessed'> = {},
): PlannedRow {
  const course = ports.courses.find(next.course);
  const planned = course && plan(course, { ...next, status: 'active' }, ledger, now, others);
  return noticeRow('confirm', { ledger, address }, next, now, {
    ...(planned && { plan: planLines(planned, now) }),
    ...(zoneGuessed && { zoneGuessed }),
  });
}

/**
 * The address of a subscriber bounced. Nothing else changes, because a stranger may have filled in
 * the form. Confirming shows that emails arrive again.
 */
async function confirmAgain(
  ports: Ports,
  asked: Asked,
  basis: Enrolment,
  now: Instant,
): Promise<Settlement> {
  if (!(await mayAsk(ports, asked, basis, now))) return NOTHING;
  const { subscription } = basis;
  return { kind: 'remind', subscription, rows: [confirmation(ports, basis, subscription, now)] };
}

/**
 * An active subscription stays as it is: a stranger may have filled in the form. The email says so,
 * and offers the date in the form.
 */
function remind({ signUp }: Asked, basis: Enrolment, now: Instant): Settlement {
  if (!mayRemind(basis.ledger, now)) return NOTHING;
  const { targetDate, dateKind } = signUp;
  const facts = targetDate === null ? {} : { askedDate: targetDate, askedKind: dateKind };
  const row = noticeRow('already-subscribed', basis, basis.subscription, now, facts);
  return { kind: 'remind', subscription: basis.subscription, rows: [row] };
}
