import type { Instant } from '../domain/time.ts';
import { chores } from './chores.ts';
import type { Ports } from './ports.ts';
import { BATCH, dispatch } from './sending/dispatch.ts';
import { affordable, effortOf, spend } from './sending/effort.ts';
import type { Due } from './sending/ports.ts';
import { probe } from './sending/probe.ts';
import { retry } from './sending/retry.ts';
import { begin, type Run, stopped } from './sending/run.ts';

/** After this long a run begins nothing new: the next minute has its own. */
const BEGIN_UNTIL_MS = 50_000;

/** Up to this many due mails go one a call, each under its delivery's own key. */
const SINGLES = 40;

/** Mails of open calls that one run takes over: the rest waits a minute, and memory stays small. */
const MOST_RECOVERED = 50 * BATCH;

/**
 * Calls that are fenced and recorded together. Statements cost by the piece more than by
 * the mail; two seconds of what the provider allows are lost to nobody if the run ends early.
 */
const ROUND = 20;

/** What a round may ask at most beside its calls: look, fence, who passed, record, block. */
const ROUND_ROOM = 13;

/**
 * The minute's work: chores, then what was left open, then what is due, most perishable first.
 * Any number of ticks may run at once, at any moment, in any order of time.
 */
export async function tick(
  ports: Ports,
  now: () => Instant,
  room: () => number = () => Number.POSITIVE_INFINITY,
): Promise<void> {
  const began = now();
  const gate = await ports.settings.openTick(began, ports.sender.baseUrl);
  const changed = await chores(ports, gate, began, room);
  const reason = stopped(ports, gate, began);
  if (reason !== null) {
    ports.log('sending_stopped', { reason });
    return;
  }
  // What the chores did has cost as much as a mail or two hundred.
  const effort = effortOf(changed ? ports.cpuMs / 2 : ports.cpuMs);
  const run = begin(ports, gate, now, room, effort);
  const goOn = (): boolean =>
    now() - began < BEGIN_UNTIL_MS && room() >= ROUND_ROOM && effort.left > 0;
  if ((await probe(run, gate.due || changed)) === 'stop') return;
  if (gate.callsWait && (await recover(run)) === 'stop') return;
  let batched = false;
  while ((gate.due || changed) && goOn()) {
    const limit = roundOf(run);
    const due = await ports.ledger.findDue(now(), limit);
    if (due.length === 0) return;
    batched ||= due.length > SINGLES;
    const sent = batched ? await sendRound(run, due) : await sendSingles(run, due);
    if (sent === 'stop' || due.length < limit) return;
  }
}

/** Whole calls, at least one: with fewer, nobody could tell whether many are due. */
function roundOf({ effort, room }: Run): number {
  const calls = Math.floor(Math.min(affordable(effort, true) / BATCH, room() - ROUND_ROOM));
  return BATCH * Math.min(ROUND, Math.max(1, calls));
}

async function recover(run: Run): Promise<'go_on' | 'stop'> {
  const limit = {
    calls: Math.min(BATCH, Math.max(0, run.room() - ROUND_ROOM)),
    mails: Math.min(MOST_RECOVERED, affordable(run.effort, true)),
  };
  const calls = await run.ports.calls.recover(run.now(), limit, run.lease);
  if (calls.length === 0) return 'go_on';
  run.ports.log('calls_recovered', { calls: calls.length });
  spend(run.effort, calls.flatMap(({ members }) => members).length, true);
  return (await retry(run, calls)).go === 'stop' ? 'stop' : 'go_on';
}

/** What the room or the CPU does not allow, the next minute sends. */
async function sendSingles(run: Run, due: readonly Due[]): Promise<'go_on' | 'stop'> {
  const most = Math.min(run.room() - ROUND_ROOM, affordable(run.effort, false));
  spend(run.effort, most, false);
  const { go } = await dispatch(run, due.slice(0, most), false);
  return go === 'stop' || due.length > most ? 'stop' : 'go_on';
}

/** Where the quota has no room for all, or one mail spoils the call, halves go by themselves. */
async function sendRound(run: Run, due: readonly Due[]): Promise<'go_on' | 'stop'> {
  spend(run.effort, due.length, true);
  const { go, halve } = await dispatch(run, due, true);
  for (const ids of halve) {
    const middle = Math.ceil(ids.length / 2);
    for (const half of [ids.slice(0, middle), ids.slice(middle)]) {
      if (run.room() < ROUND_ROOM) return 'stop';
      const again = await run.ports.ledger.findThese(half, run.now());
      if (again.length > 0 && (await sendRound(run, again)) === 'stop') return 'stop';
    }
  }
  return go === 'stop' ? 'stop' : 'go_on';
}
