/** While sending is held, one email is tried from time to time; its acceptance ends the hold. */
import { ALIKE, ALL, type Hold, triable } from '../../domain/hold.ts';
import { type Due, findProbes } from '../../storage/due.ts';
import { claimTry } from '../../storage/holds.ts';
import { dispatch } from './dispatch.ts';
import { trip } from './outcomes.ts';
import { retry } from './retry.ts';
import type { Run } from './run.ts';

/** Tries what the current holds allow; `due`: an email may be due. */
export async function probe(run: Run, due: boolean): Promise<'go_on' | 'stop'> {
  // A run may have ended after recording a rejection and before this check.
  if (run.gate.refusals.length >= ALIKE) await trip(run);
  for (const hold of triable(run.gate.holds, run.now())) {
    if (run.statements() < PROBE_STATEMENTS) break;
    const tried = await tryHeld(run, hold, due);
    // A quota may have room for one more email only: the next call is single again.
    run.alone = true;
    // A hold with nothing to try keeps no other one waiting.
    if (tried) break;
  }
  return run.breaker.stopped ? 'stop' : 'go_on';
}

/** Statements of one probe at most: look, claim, fence, record, lift. */
const PROBE_STATEMENTS = 20;

/** Tries this email while all sending is held, and tells whether the others may follow. */
export async function tryFirst(run: Run, hold: Hold, email: Due): Promise<boolean> {
  if (await claimTry(run.ports.db, hold, run.now())) await dispatch(run, [email], false);
  return !run.breaker.stopped;
}

/** Returns whether there was an email to try. */
async function tryHeld(run: Run, hold: Hold, due: boolean): Promise<boolean> {
  const { ports, gate } = run;
  const now = run.now();
  const rows = due ? await findProbes(ports.db, hold.scope, now) : [];
  // Rows whose window has closed are skipped without a call.
  const late = rows.filter(({ closesAt }) => closesAt <= now);
  if (late.length > 0) await dispatch(run, late, false);
  const first = rows.find(({ closesAt }) => closesAt > now);
  // Every second try is an open call, so that open calls get settled, too.
  const open =
    hold.scope === ALL && gate.callsWait && (first === undefined || hold.tries % 2 === 1);
  if (first === undefined && !open) return false;
  if (!(await claimTry(ports.db, hold, now))) return true;
  if (open) await retry(run, { calls: 1, mails: 1 });
  else await dispatch(run, [first!], false);
  return true;
}
