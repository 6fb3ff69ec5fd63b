/** What a tick does besides sending: in small, resumable steps. */
import type { Enrolment } from '../../domain/enrolment.ts';
import { forgottenAt, resumesAt } from '../../domain/retention.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../domain/time.ts';
import { checkSlice } from '../../storage/consistency-check.ts';
import { findEnrolment } from '../../storage/enrolments.ts';
import { eraseSubscription } from '../../storage/erasing.ts';
import {
  type Gate,
  saveCourseCursor,
  saveReconciled,
  saveZoneCursor,
} from '../../storage/sending-state.ts';
import {
  findDueSoon,
  findEnrolmentsAfter,
  findWaking,
  setWakeAt,
} from '../../storage/subscription-scans.ts';
import { resume } from '../manage/pause.ts';
import { change } from '../manage/update-subscription.ts';
import { mayTell, tell, tellAgain, watch } from '../operator/digest.ts';
import type { Ports } from '../ports.ts';
import { settleLeft } from '../sign-up/settle.ts';
import { reconcile } from './reconcile.ts';
import { adjustAll } from './resync-plans.ts';
import { isDue, type Job, type JobRun, runJobs } from './run-jobs.ts';

/** Statements that waking one subscription may cost. */
const WAKE_COST = 12;

/** More statements than the free plan allows: the CPU limit is then the paid plan's as well. */
const AMPLE = 100;

/** How often unknown emails are looked up: most accepted emails are listed at once. */
const RECONCILE_EVERY = 10 * MINUTE;

/** The daily time zone check covers emails due within this time. */
const LOOK_AHEAD = 2 * DAY;

/**
 * Runs the jobs that are due within the run's room. Returns whether one ran that may have made
 * emails due.
 */
export async function chores(
  ports: Ports,
  gate: Gate,
  now: Instant,
  room: () => number,
): Promise<boolean> {
  const ran = await runJobs(JOBS, { ports, gate, now, room });
  return ran.some(({ plans }) => plans);
}

const JOBS: readonly Job[] = [
  {
    name: 'sign-ups',
    plans: true,
    needs: 0,
    due: ({ gate }) => gate.asks,
    run: ({ ports, now, room }) => settleLeft(ports, now, room),
  },
  {
    name: 'wake-ups',
    plans: true,
    needs: 0,
    due: ({ gate }) => gate.wakes,
    run: wakeUp,
  },
  {
    name: 'course-edits',
    plans: true,
    needs: 20,
    due: ({ gate, ports }) => gate.courseVersion !== ports.courses.version,
    run: walk,
  },
  {
    name: 'zones',
    plans: true,
    needs: 20,
    due: ({ gate, now }) => isDue(gate.checkedAt, DAY, now) || gate.checkedTo !== '',
    run: checkZones,
  },
  {
    name: 'reconcile',
    needs: 30,
    due: ({ gate, now }) => gate.doubts && isDue(gate.reconciledAt, RECONCILE_EVERY, now),
    run: reconcileSome,
  },
  {
    name: 'consistency-check',
    needs: 30,
    due: ({ gate, now }) => gate.auditedTo !== '' || isDue(gate.auditedAt, DAY, now),
    run: check,
  },
  {
    name: 'nightly',
    needs: 30,
    due: isNight,
    run: ({ ports, gate, now }) => watch(ports, gate, now),
  },
  {
    name: 'digest',
    needs: 30,
    due: (run) => run.gate.holds.length > 0 && mayTell(run.gate, run.now) && !isNight(run),
    run: ({ ports, gate, now }) => tell(ports, gate, now),
  },
  {
    name: 'digest-again',
    needs: 30,
    due: ({ gate }) => gate.digestWaits,
    run: ({ ports, gate, now }) => tellAgain(ports, gate, now),
  },
];

/** Ends pauses and erases subscriptions whose retention is over (rules 7 and 12). */
async function wakeUp({ ports, now, room }: JobRun): Promise<void> {
  // At most half of the paid plan's statements, so that emails are sent in the same run.
  const limit = Math.min(40, Math.floor((room() - WAKE_COST) / WAKE_COST));
  if (limit < 1) return;
  for (const id of await findWaking(ports.db, now, limit)) {
    try {
      await wake(ports, id, now);
    } catch {
      // One that cannot be woken, for example because its zone was removed, must not block the
      // others.
      ports.log('cannot_wake', { subscription: id });
      await setWakeAt(ports.db, id, now + 10 * MINUTE);
    }
  }
}

async function wake(ports: Ports, id: string, now: Instant): Promise<void> {
  const basis = await findEnrolment(ports.db, id);
  const course = basis && ports.courses.find(basis.subscription.course);
  if (!basis || !course) return setWakeAt(ports.db, id, now + DAY);
  const { subscription, ledger } = basis;
  const forgotten = forgottenAt(course, subscription, ledger, ledger);
  const resumed = resumesAt(subscription);
  if (forgotten <= now) {
    const erased = await eraseSubscription(ports, id);
    if (erased) ports.log('forgotten', { subscription: id });
    else await setWakeAt(ports.db, id, now + HOUR);
  } else if (resumed !== null && resumed <= now) {
    await resume(ports, id, now);
  } else {
    await change(ports, id, now, 'replaced', planAgain);
  }
}

/** An email that the plan counted as sent came back after a change. */
const planAgain = ({ subscription }: Enrolment) => ({ done: 'planned', next: subscription });

/** Applies a new version of the courses to every plan, a slice per tick (rule 10). */
async function walk({ ports, gate, now, room }: JobRun): Promise<void> {
  const { version } = ports.courses;
  if (gate.courseVersion === version) return;
  // A new database has no plan of an older version.
  if (gate.courseVersion === null) return saveCourseCursor(ports.db, null, version);
  const slice = sliceOf(room);
  const enrolments = await findEnrolmentsAfter(ports.db, gate.walkedTo, slice);
  await adjustAll(ports, enrolments, 'edited', now);
  const last = enrolments.length === slice ? enrolments.map(idOf).sort().at(-1)! : null;
  await saveCourseCursor(ports.db, last, version);
}

/**
 * Subscriptions store date, zone and hour: when a zone's rules change, emails due soon are
 * rescheduled.
 */
async function checkZones({ ports, gate, now, room }: JobRun): Promise<void> {
  let place: string | null = gate.checkedTo;
  let left = sliceOf(room);
  while (place !== null && left > 0 && room() > 20) {
    const soon = await findDueSoon(ports.db, place, now, now + LOOK_AHEAD, left);
    await adjustAll(ports, soon.enrolments, 'zones', now);
    left -= soon.enrolments.length;
    place = soon.next;
  }
  await saveZoneCursor(ports.db, place, now);
}

async function reconcileSome({ ports, now, room }: JobRun): Promise<void> {
  await saveReconciled(ports.db, now);
  const { accepted, never, unproven, stopped } = await reconcile(ports, now, room);
  // There may be more, hundreds after a restore: continue in the next minute.
  if (accepted + never > 0) await saveReconciled(ports.db, now - RECONCILE_EVERY);
  ports.log('reconciled', { accepted, never, unproven, stopped: stopped ?? '' });
}

/** Checks the next slice of rows, and tells the operator what a whole round has found. */
async function check(run: JobRun): Promise<void> {
  const { ports, gate, now, room } = run;
  // Costs rows read, not CPU; the free plan allows five million a day.
  const slice = room() > AMPLE ? 5000 : 1000;
  const wrong = (await checkSlice(ports.db, gate, now, slice, ports.courses)) ?? [];
  for (const finding of wrong) ports.log('accounts_differ', { finding });
  if (wrong.length > 0 && !isNight(run)) await tell(ports, gate, now);
}

function isNight({ gate, now }: JobRun): boolean {
  return isDue(gate.watchedAt, DAY, now);
}

/** A run on the free plan has 10 ms of CPU, so its slice is small. */
const sliceOf = (room: () => number): number => (room() > AMPLE ? 300 : 25);

const idOf = ({ subscription }: Enrolment): string => subscription.id;
