import type { Instant } from '../../domain/time.ts';
import { type Due, findDue, findThese } from '../../storage/due.ts';
import { openTick } from '../../storage/sending-state.ts';
import { runDueJobs } from '../maintenance/jobs.ts';
import type { Ports } from '../ports.ts';
import { BATCH, clearance, dispatch } from './dispatch.ts';
import { type After, isQuiet } from './outcomes.ts';
import { probe } from './probe.ts';
import { retry } from './retry.ts';
import {
  affordable,
  begin,
  CONNECTIONS,
  cpuBudgetOf,
  ENDLESS,
  type Room,
  type Run,
  spend,
  stopped,
} from './run.ts';

/** After this long a run starts nothing new: the next minute has its own run. */
const BEGIN_UNTIL_MS = 50_000;

/** While rows are due, open calls get only the first half of the run. */
const RECOVER_UNTIL_MS = 25_000;

/** Up to this many due emails are sent one per call, each with its delivery id as the key. */
const SINGLES = 40;

/** Calls whose rows one read returns at most: two seconds at the provider's rate limit. */
const MOST_LOOKED_UP = 20;

/** The most statements of a flight besides its calls: read, fence, passed, record, hold. */
const FLIGHT_STATEMENTS = 13;

/** Additional statements while there are rejections: to record, lift and hold. */
const REFUSAL_STATEMENTS = 9;

/**
 * One cron run: maintenance jobs, then open calls, then due emails, most perishable first. Any
 * number of ticks may run concurrently, at any instant, in any order of time.
 */
export async function tick(ports: Ports, now: () => Instant, room: Room = ENDLESS): Promise<void> {
  const began = now();
  const gate = await openTick(ports.db, began, ports.sender.baseUrl);
  const left = (): number => Math.min(room.statements(), room.calls());
  // The jobs leave room for a flight.
  const kept = gate.due || gate.callsWait ? FLIGHT_STATEMENTS : 0;
  const changed = await runDueJobs(ports, gate, began, () => left() - kept);
  const reason = stopped(ports, gate, began);
  if (reason !== null) {
    ports.log('sending_stopped', { reason });
    return;
  }
  // The jobs may have used as much CPU as sending one or two hundred emails.
  const effort = cpuBudgetOf(changed ? ports.cpuMs / 2 : ports.cpuMs);
  const run = begin(ports, gate, now, began + BEGIN_UNTIL_MS, room, effort);
  const isDue = gate.due || changed;
  if ((await probe(run, isDue)) === 'stop') return;
  if (gate.callsWait) {
    const until = isDue ? began + RECOVER_UNTIL_MS : run.endsAt;
    if ((await recoverAll(run, until)) === 'stop') return;
  }
  if (isDue) await sendAll(run);
}

const goesOn = ({ now, endsAt, statements, effort, breaker }: Run): boolean => {
  const needs = FLIGHT_STATEMENTS + (isQuiet(breaker) ? 0 : REFUSAL_STATEMENTS);
  return now() < endsAt && statements() >= needs && effort.left > 0;
};

async function recoverAll(run: Run, until: Instant): Promise<'on' | 'stop'> {
  while (goesOn(run) && run.now() < until) {
    const calls = await clearance(run, CONNECTIONS);
    if (calls === 0) return 'stop';
    const after = await retry(run, { calls, mails: affordable(run.effort, true) });
    if (after.go === 'stop') return 'stop';
    if (after.calls < calls) return 'on';
  }
  return 'on';
}

/** One read serves several flights, because each fence checks all conditions again. */
async function sendAll(run: Run): Promise<void> {
  let batched = false;
  while (goesOn(run)) {
    const limit = BATCH * Math.min(MOST_LOOKED_UP, wholeBatches(run));
    const lessonsHeld = run.gate.brakes.some(({ scope }) => scope === 'lessons');
    const due = await findDue(run.ports.db, run.now(), limit, lessonsHeld);
    batched ||= due.length > SINGLES;
    let all = due.length < limit;
    while (due.length > 0 && goesOn(run)) {
      const go = await sendNext(run, due, batched);
      if (go === 'stop') return;
      if (go === 'again') all = false;
      if (go !== 'on') due.length = 0;
    }
    if (all) return;
  }
}

/** Removes the next flight from the rows that were read, and sends it. */
async function sendNext(run: Run, due: Due[], batched: boolean): Promise<After['go']> {
  const size = batched ? BATCH : 1;
  const affords = batched ? wholeBatches(run) : affordable(run.effort, false);
  const calls = await clearance(run, Math.min(affords, Math.ceil(due.length / size)));
  if (calls === 0) return 'stop';
  return sendFlight(run, due.splice(0, calls * size), batched);
}

/**
 * Batches that the CPU budget allows, at least one: a smaller read could not tell whether many
 * emails are due.
 */
const wholeBatches = ({ effort }: Run): number =>
  Math.max(1, Math.floor(affordable(effort, true) / BATCH));

/** Splits a call in halves if the quota is too small for all of it or one email is invalid. */
async function sendFlight(run: Run, due: readonly Due[], batched: boolean): Promise<After['go']> {
  spend(run.effort, due.length, batched);
  const { go, halve } = await dispatch(run, due, batched);
  for (const ids of halve) {
    const middle = Math.ceil(ids.length / 2);
    for (const half of [ids.slice(0, middle), ids.slice(middle)]) {
      if (!goesOn(run) || (await clearance(run, 1)) === 0) return 'stop';
      const again = await findThese(run.ports.db, half, run.now());
      if (again.length > 0 && (await sendFlight(run, again, true)) === 'stop') return 'stop';
    }
  }
  return go;
}
