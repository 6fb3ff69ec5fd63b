/** What a tick does besides sending: in small, resumable steps. */

import { forgottenAt, resumesAt } from '../../domain/retention.ts';
import type { Enrolment } from '../../domain/subscription.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../domain/time.ts';
import { CONSISTENCY_CHECK, checkSlice } from '../../storage/consistency-check.ts';
import { DAILY_COUNTS } from '../../storage/daily.ts';
import {
  findDueSoon,
  findEnrolment,
  findEnrolmentsAfter,
  findWaking,
  setWakeAt,
} from '../../storage/enrolments.ts';
import { askForDigest, DIGEST, registerJobs } from '../../storage/jobs.ts';
import { eraseSubscription, prune } from '../../storage/leaving.ts';
import { type Gate, saveCourseVersion, saveLinkKeys } from '../../storage/sending-state.ts';
import { resume } from '../manage/pause.ts';
import { change } from '../manage/update-subscription.ts';
import { tell, tellAgain } from '../operator/digest.ts';
import type { Ports } from '../ports.ts';
import { settleLeft } from '../sign-up/subscribe.ts';
import { countDays } from './count-days.ts';
import { reconcile } from './reconcile.ts';
import { adjustAll } from './resync-plans.ts';
import { type Job, type JobRun, runJobs } from './run-jobs.ts';

/** Statements that waking one subscription may cost. */
const WAKE_COST = 12;

/** More statements than the free plan allows: the CPU limit is then the paid plan's as well. */
const AMPLE = 100;

/** The daily time zone check covers emails due within this time. */
const LOOK_AHEAD = 2 * DAY;

/**
 * Runs the jobs that are due within the run's room. Returns whether one ran that may have made
 * emails due.
 */
export async function runDueJobs(
  ports: Ports,
  gate: Gate,
  now: Instant,
  room: () => number,
): Promise<boolean> {
  const ran = await runJobs(JOBS, { ports, gate, now, room });
  return ran.some(({ plans }) => plans);
}

/** In this order. A job without `every` runs when its `when` says so. */
const JOBS: readonly Job[] = [
  // First, because others may use up the run's room every minute.
  { name: DIGEST, every: DAY, walks: true, needs: 30, run: digest },
  {
    name: 'sign-ups',
    plans: true,
    needs: 0,
    when: ({ gate }) => gate.asks,
    run: ({ ports, now, room }) => settleLeft(ports, now, room),
  },
  {
    name: 'wake-ups',
    plans: true,
    needs: 0,
    when: ({ gate }) => gate.wakes,
    run: wakeUp,
  },
  {
    name: 'course-edits',
    plans: true,
    walks: true,
    needs: 20,
    when: ({ gate, ports }) => gate.courseVersion !== ports.courses.version,
    run: walk,
  },
  { name: 'zones', plans: true, every: DAY, walks: true, needs: 20, run: checkZones },
  { name: 'reconcile', every: 10 * MINUTE, needs: 30, run: reconcileSome },
  // Before the walks, which may use up the run's room.
  { name: 'nightly', every: DAY, needs: 15, run: tidy },
  { name: CONSISTENCY_CHECK, every: DAY, walks: true, needs: 10, run: check },
  { name: DAILY_COUNTS, every: DAY, walks: true, needs: 10, run: countDays },
  {
    name: 'digest-again',
    needs: 30,
    when: ({ gate }) => gate.digestWaits,
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
async function walk({ ports, gate, now, room, row, save }: JobRun): Promise<void> {
  const { version } = ports.courses;
  // A new database has no plan of an older version.
  if (gate.courseVersion === null) return saveCourseVersion(ports.db, version);
  if (gate.courseVersion !== version) {
    const slice = sliceOf(room);
    // A newer version begins again with the first plan.
    const after = row.state === version ? row.cursor : '';
    const enrolments = await findEnrolmentsAfter(ports.db, after, slice);
    await adjustAll(ports, enrolments, 'edited', now);
    if (enrolments.length === slice) {
      const cursor = enrolments.map(idOf).sort().at(-1)!;
      await save({ cursor, state: version, nextAt: now });
      return;
    }
    await saveCourseVersion(ports.db, version);
  }
  await save({ cursor: '', state: null });
}

/**
 * Subscriptions store date, zone and hour: when a zone's rules change, emails due soon are
 * rescheduled.
 */
async function checkZones({ ports, now, room, row, save }: JobRun): Promise<void> {
  let place: string | null = row.cursor;
  let left = sliceOf(room);
  while (place !== null && left > 0 && room() > 20) {
    const soon = await findDueSoon(ports.db, place, now, now + LOOK_AHEAD, left);
    await adjustAll(ports, soon.enrolments, 'zones', now);
    left -= soon.enrolments.length;
    place = soon.next;
  }
  await save(place === null ? { cursor: '' } : { cursor: place, nextAt: now });
}

/** Looks unknown emails up in the provider's list. */
async function reconcileSome({ ports, now, room, save }: JobRun): Promise<void> {
  const reconciled = await reconcile(ports, now, room);
  if (reconciled === null) return;
  const { accepted, never, unproven, stopped } = reconciled;
  // There may be more, hundreds after a restore: continue in the next minute.
  if (accepted + never > 0) await save({ nextAt: now });
  ports.log('reconciled', { accepted, never, unproven, stopped: stopped ?? '' });
}

/** Checks the next slice of rows, and tells the operator what a whole round has found. */
async function check({ ports, now, room, row, save }: JobRun): Promise<void> {
  // Costs rows read, not CPU; the free plan allows five million a day.
  const slice = room() > AMPLE ? 5000 : 1000;
  const { progress, found } = await checkSlice(ports.db, row, now, slice, ports.courses);
  if (!(await save(progress)) || found.length === 0) return;
  for (const finding of found) ports.log('consistency_error', { finding });
  await ports.db([askForDigest(now)]);
}

async function digest({ ports, gate, now, save }: JobRun): Promise<void> {
  await save({ cursor: '', nextAt: await tell(ports, gate, now) });
}

/** Deletes data that is no longer needed. */
async function tidy({ ports, now }: JobRun): Promise<void> {
  await registerJobs(ports.db, JOBS, now);
  await saveLinkKeys(ports.db, ports.links.keys);
  await prune(ports.db, now);
}

/** A run on the free plan has 10 ms of CPU, so its slice is small. */
const sliceOf = (room: () => number): number => (room() > AMPLE ? 300 : 25);

const idOf = ({ subscription }: Enrolment): string => subscription.id;
