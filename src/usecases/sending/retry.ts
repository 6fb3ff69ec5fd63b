import { HOUR } from '../../domain/time.ts';
import { type After, afterwards } from './circuit-breaker.ts';
import { isBatch } from './dispatch.ts';
import { inFlight } from './flight.ts';
import { messagesOf } from './message.ts';
import type { OpenCall, Verdict, Verdicts } from './ports.ts';
import { LEAST_LEASE, type Run } from './run.ts';
import { judge, verdict } from './verdicts.ts';

/** Resend forgets a key after 24 hours; an hour is left for clocks that differ. */
export const KEY_LIFE = 23 * HOUR;

/**
 * Tries open calls again under their keys, from what the fence wrote. Who left, moved, was
 * suppressed or is out of time is taken out first, and never mailed by a retry.
 */
export async function retry(run: Run, calls: readonly OpenCall[]): Promise<After> {
  const { ports, lease } = run;
  const hashes = new Set(calls.flatMap(({ members }) => members.map(({ template }) => template)));
  const templates = await ports.calls.templates([...hashes]);
  const withdrawn: Verdict[] = calls.flatMap(({ members }) =>
    members
      .filter((member) => member.withdrawn !== null)
      .map(({ id, withdrawn: reason }) => verdict(id, 'unknown', reason)),
  );
  const rest = calls.map((call) => ({
    ...call,
    members: call.members.filter((member) => member.withdrawn === null),
  }));
  const isOver = (call: OpenCall): boolean => !call.members.some((member) => member.open);
  const isLate = (call: OpenCall): boolean => run.now() >= call.firstCallAt + KEY_LIFE;
  const outcomes = await inFlight(
    rest.filter((call) => !isOver(call) && !isLate(call)),
    run,
    async (call) => {
      if (lease.until - run.now() < LEAST_LEASE) return null;
      if (call.members.some(({ template }) => !templates.has(template))) {
        return { result: 'unclear', reason: 'cannot_compose' };
      }
      const messages = messagesOf(call.members, templates, call.sender, call.linkKey, ports.links);
      const outcome = await ports.mailer.send({ key: call.id, batch: isBatch(call.id), messages });
      // That nothing was called this time says nothing of the times before.
      if (outcome.result !== 'refused' || outcome.reason !== 'cannot_compose') return outcome;
      return { result: 'unclear', reason: outcome.reason };
    },
  );
  const rows = [...withdrawn];
  const closed: string[] = [];
  const waiting: Verdicts['waiting'][number][] = [];
  for (const call of rest) {
    const open = call.members.filter((member) => member.open);
    const outcome = outcomes.get(call.id);
    if (isOver(call)) {
      closed.push(call.id);
    } else if (outcome !== undefined) {
      const ids = call.members.map(({ id }) => id);
      const judged = judge(ids, outcome, call.attempts, true, run.now());
      rows.push(...judged.rows);
      if (judged.nextAt === null) closed.push(call.id);
      else waiting.push({ id: call.id, nextAt: judged.nextAt });
    } else if (isLate(call)) {
      rows.push(...open.map(({ id }) => verdict(id, 'unknown', 'key_expired')));
      closed.push(call.id);
    } else {
      waiting.push({ id: call.id, nextAt: run.now() });
    }
  }
  await ports.ledger.record({ now: run.now(), lease, rows, closed, waiting });
  return afterwards(
    run,
    rest.flatMap(({ id, members }) => {
      const outcome = outcomes.get(id);
      return outcome ? [{ outcome, ids: members.map((one) => one.id), retried: true }] : [];
    }),
  );
}
