/** What a tick does besides sending: a little at a time, and resumable. */
import { forgottenAt, resumesAt } from '../domain/forgetting.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../domain/time.ts';
import { adjustAll } from './adjust.ts';
import { audit } from './audit.ts';
import type { Enrolment, Gate, Ports } from './ports.ts';
import { reconcile } from './reconcile.ts';
import { change } from './replan.ts';
import { resume } from './resume.ts';
import { settleLeft } from './sign-up/settle.ts';
import { mayTell, tell, tellAgain, watch } from './watch.ts';

/** Statements that one waking subscription may cost. */
const WAKE_COST = 12;

/** With more room than the free plan ever has, the CPU is the paid plan's as well. */
const AMPLE = 100;

/** How far ahead what is scheduled is held against the zones, once a day. */
const LOOK_AHEAD = 2 * DAY;

/**
 * Does what is due of each chore, within the room that the run has. Says whether it did anything,
 * since what it did may have made mails due.
 */
export async function chores(
  ports: Ports,
  gate: Gate,
  now: Instant,
  room: () => number,
): Promise<boolean> {
  // On the free plan a run has ten milliseconds: a slice is small.
  const slice = room() > AMPLE ? 300 : 25;
  // Only the database counts these; the free plan's may read five million rows a day.
  const rows = room() > AMPLE ? 5000 : 1000;
  if (gate.asks) await settleLeft(ports, now, room);
  if (gate.wakes) await wakeUp(ports, now, room);
  if (gate.courseVersion !== ports.courses.version && room() > 20) {
    await walk(ports, gate, now, slice);
  }
  const checkDue = isDue(gate.checkedAt, DAY, now) || gate.checkedTo !== '';
  if (checkDue && room() > 20) await checkZones(ports, gate, now, slice, room);
  if (gate.doubts && isDue(gate.reconciledAt, HOUR, now) && room() > 30) {
    await ports.settings.reconciled(now);
    const { accepted, never, stopped } = await reconcile(ports, now, room);
    // There may be more, after a restore by the hundred: the next minute goes on.
    if (accepted + never > 0) await ports.settings.reconciled(now - HOUR);
    ports.log('reconciled', { accepted, never, stopped: stopped ?? '' });
  }
  const auditDue = gate.auditedTo !== '' || isDue(gate.auditedAt, DAY, now);
  const differ = auditDue && room() > 30 && (await audit(ports, gate, now, rows));
  const held = gate.holds.length > 0 && mayTell(gate, now);
  if (isDue(gate.watchedAt, DAY, now) && room() > 30) await watch(ports, gate, now);
  else if (differ || (held && room() > 30)) await tell(ports, gate, now);
  else if (gate.digestWaits && room() > 30) await tellAgain(ports, gate, now);
  return gate.asks || gate.wakes || gate.courseVersion !== ports.courses.version || checkDue;
}

/** Ticks may be played in any order of time: what was done later is not done yet. */
const isDue = (last: Instant, every: number, now: Instant): boolean =>
  now - last >= every || last > now;

/** Pauses end, and who is finished is forgotten (rules 7 and 12). */
async function wakeUp(ports: Ports, now: Instant, room: () => number): Promise<void> {
  // Half of what the paid plan allows, so that mails leave in the same run.
  const limit = Math.min(40, Math.floor((room() - WAKE_COST) / WAKE_COST));
  if (limit < 1) return;
  for (const id of await ports.subscriptions.waking(now, limit)) {
    try {
      await wake(ports, id, now);
    } catch {
      // One that cannot be woken, for a zone that is no more, keeps no other asleep.
      ports.log('cannot_wake', { subscription: id });
      await ports.subscriptions.sleep(id, now + 10 * MINUTE);
    }
  }
}

async function wake(ports: Ports, id: string, now: Instant): Promise<void> {
  const basis = await ports.subscriptions.find(id);
  const course = basis && ports.courses.find(basis.subscription.course);
  if (!basis || !course) return ports.subscriptions.sleep(id, now + DAY);
  const { subscription, ledger } = basis;
  const forgotten = forgottenAt(course, subscription, ledger, ledger);
  const resumed = resumesAt(subscription);
  if (forgotten <= now) {
    const erased = await ports.subscriptions.erase(id);
    if (erased) ports.log('forgotten', { subscription: id });
    else await ports.subscriptions.sleep(id, now + HOUR);
  } else if (resumed !== null && resumed <= now) {
    await resume(ports, id, now);
  } else {
    await change(ports, id, now, 'replaced', planAgain);
  }
}

/** A mail that the plan took for sent came back after a change. */
const planAgain = ({ subscription }: Enrolment) => ({ done: 'planned', next: subscription });

/** Carries a new version of the courses to everybody's plan, a slice a tick (rule 10). */
async function walk(ports: Ports, gate: Gate, now: Instant, slice: number): Promise<void> {
  // A new database has no plan of an older version.
  if (gate.courseVersion === null) return ports.settings.walked(null, ports.courses.version);
  const enrolments = await ports.subscriptions.slice(gate.walkedTo, slice);
  await adjustAll(ports, enrolments, 'edited', now);
  const last = enrolments.length === slice ? enrolments.map(idOf).sort().at(-1)! : null;
  await ports.settings.walked(last, ports.courses.version);
}

/** What is stored is date, zone and hour: when the zones change, what is due soon follows. */
async function checkZones(
  ports: Ports,
  gate: Gate,
  now: Instant,
  slice: number,
  room: () => number,
): Promise<void> {
  let place: string | null = gate.checkedTo;
  let left = slice;
  while (place !== null && left > 0 && room() > 20) {
    const soon = await ports.subscriptions.dueSoon(place, now, now + LOOK_AHEAD, left);
    await adjustAll(ports, soon.enrolments, 'zones', now);
    left -= soon.enrolments.length;
    place = soon.next;
  }
  await ports.settings.checked(place, now);
}

const idOf = ({ subscription }: Enrolment): string => subscription.id;
