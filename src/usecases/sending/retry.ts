import { type Paced, RETRY_FOR, type SendResult } from '../../domain/provider.ts';
import { fromStored } from '../../domain/stored-values.ts';
import type { Template } from '../../domain/template.ts';
import type { Instant } from '../../domain/time.ts';
import { findTemplates, type OpenCall, takeOverCalls } from '../../storage/calls.ts';
import { recordResults, type Verdict, type Verdicts } from '../../storage/results.ts';
import { callAll, isBatch, noteTiming } from './dispatch.ts';
import { messagesOf } from './message.ts';
import { type After, acceptedOf, afterwards, judge, verdict } from './outcomes.ts';
import { type Run, spend } from './run.ts';

/**
 * Takes over open calls, at most as many as can start now, and retries them under their keys from
 * what the fence wrote. First removes members that left, moved or were suppressed, or whose window
 * has closed. Returns how many calls it took over.
 */
export async function retry(
  run: Run,
  limit: { readonly calls: number; readonly mails: number },
): Promise<After & { readonly calls: number }> {
  const { ports, lease } = run;
  const takenAt = run.now();
  const calls = (await takeOverCalls(ports.db, takenAt, limit, lease)).map(withoutWithdrawn);
  if (calls.length === 0) return { go: 'on', halve: [], calls: 0 };
  ports.log('calls_recovered', { calls: calls.length });
  spend(run.effort, calls.flatMap(({ members }) => members).length, true);
  const hashes = new Set(calls.flatMap(({ members }) => members.map(({ template }) => template)));
  const templates = await findTemplates(ports.db, [...hashes]);
  const open = calls.filter((call) => stateOf(call, run) === 'open');
  const { outcomes, late } = await callAll(run, open, takenAt, (call) =>
    callAgain(run, call, templates),
  );
  await recordResults(ports.db, {
    now: run.now(),
    lease,
    ...judgeAll(run, calls, outcomes, templates),
  });
  await noteTiming(run, late);
  const results = calls.flatMap(({ id, members }) => {
    const outcome = outcomes.get(id);
    return outcome ? [{ outcome, ids: members.map((one) => one.id), retried: true }] : [];
  });
  return { ...(await afterwards(run, results)), calls: calls.length };
}

type Retried = OpenCall & { readonly withdrawn: readonly Verdict[] };

function withoutWithdrawn(call: OpenCall): Retried {
  const withdrawn = call.members.filter((member) => member.withdrawn !== null);
  return {
    ...call,
    members: call.members.filter((member) => member.withdrawn === null),
    withdrawn: withdrawn.map(({ id, withdrawn: reason }) => verdict(id, 'unknown', reason)),
  };
}

/**
 * `key_gone`: the link secret or API key of the call is no longer configured, so the same bytes
 * cannot be sent under the same key.
 */
function stateOf(call: Retried, { ports, now }: Run): 'open' | 'over' | 'key_expired' | 'key_gone' {
  if (!call.members.some((member) => member.open)) return 'over';
  if (now() >= call.firstCallAt + RETRY_FOR) return 'key_expired';
  const known = ports.links.keys.includes(call.linkKey) && ports.apiKeys.includes(call.apiKey);
  return known ? 'open' : 'key_gone';
}

async function callAgain(
  { ports }: Run,
  { id, members, sender, linkKey, apiKey }: Retried,
  templates: ReadonlyMap<string, Template>,
): Promise<SendResult & Paced> {
  if (members.some(({ template }) => !templates.has(template))) return CANNOT_COMPOSE;
  const mails = members.map((member) => ({
    ...member,
    values: fromStored(templates.get(member.template)!, member.stored),
  }));
  const messages = messagesOf(mails, templates, sender, linkKey, ports.links);
  const outcome = await ports.mailer.send({ key: id, apiKey, batch: isBatch(id), messages });
  const isComposed = outcome.result !== 'refused' || outcome.reason !== 'cannot_compose';
  return isComposed ? outcome : CANNOT_COMPOSE;
}

/** No call was made this time, which says nothing about earlier attempts. */
const CANNOT_COMPOSE: SendResult = { result: 'unclear', reason: 'cannot_compose' };

function judgeAll(
  run: Run,
  calls: readonly Retried[],
  outcomes: ReadonlyMap<string, SendResult>,
  templates: ReadonlyMap<string, Template>,
): Pick<Verdicts, 'rows' | 'accepted' | 'closed' | 'waiting'> {
  const rows: Verdict[] = calls.flatMap(({ withdrawn }) => withdrawn);
  const closed: string[] = [];
  const waiting: { id: string; nextAt: Instant }[] = [];
  for (const call of calls) {
    const open = call.members.filter((member) => member.open);
    const outcome = outcomes.get(call.id);
    const state = stateOf(call, run);
    if (outcome !== undefined) {
      const ids = call.members.map(({ id }) => id);
      const judged = judge(ids, outcome, call.attempts, true, run.now());
      rows.push(...judged.rows);
      if (judged.nextAt === null) closed.push(call.id);
      else waiting.push({ id: call.id, nextAt: judged.nextAt });
    } else if (state === 'open') {
      waiting.push({ id: call.id, nextAt: run.now() });
    } else {
      if (state !== 'over') rows.push(...open.map(({ id }) => verdict(id, 'unknown', state)));
      closed.push(call.id);
    }
  }
  const sent = new Set(rows.filter(({ state }) => state === 'sent').map(({ id }) => id));
  // Without an outcome, an event has settled a member of a call that is over: it was accepted.
  const mails = calls
    .filter(({ id }) => closed.includes(id))
    .flatMap(({ id, members }) =>
      members.filter((one) => sent.has(one.id) || (!outcomes.has(id) && !one.open)),
    );
  return { rows, accepted: acceptedOf(mails, templates), closed, waiting };
}
