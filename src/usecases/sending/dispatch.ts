import type { Outcome, Paced } from '../../domain/outcome.ts';
import type { Template } from '../../domain/template.ts';
import type { Instant } from '../../domain/time.ts';
import { change } from '../replan.ts';
import { type After, afterwards } from './circuit-breaker.ts';
import { inFlight } from './flight.ts';
import { freeze } from './freeze.ts';
import { messagesOf } from './message.ts';
import type { Composed, Due, Verdict } from './ports.ts';
import { LEAST_LEASE, type Run } from './run.ts';
import { judge } from './verdicts.ts';

type Planned = { readonly id: string; readonly members: readonly Composed[] };

/** A row that cannot be composed waits this long between tries, and fails after five. */
const BROKEN_WAIT = 60 * 60_000;
const BROKEN_TRIES = 5;

/**
 * Takes due rows out of the house: freeze and fence in one write, then the calls, then one write
 * for what became of them.
 */
export async function dispatch(run: Run, due: readonly Due[], batched: boolean): Promise<After> {
  const now = run.now();
  const late = due.filter(({ closesAt }) => closesAt <= now);
  const inTime = due.filter(({ closesAt }) => closesAt > now);
  const { mails, broken } = freeze(run.ports, inTime, now);
  if (broken.length > 0) {
    const ids = broken.map(({ id }) => id);
    await run.ports.ledger.setAside(ids, now, now + BROKEN_WAIT, BROKEN_TRIES);
  }
  const refusedKeys = new Map(due.map(({ id, refusedKey }) => [id, refusedKey]));
  const calls: Planned[] = batched
    ? hundreds(mails).map((members) => ({ id: `batch.${run.ports.newId()}`, members }))
    : mails.map((mail) => ({ id: keyOf(mail.id, refusedKeys.get(mail.id)), members: [mail] }));
  const after = calls.length === 0 ? ON : await handOver(run, calls, now);
  if (late.length > 0) await expire(run, late, now);
  return after;
}

const ON: After = { go: 'on', halve: [] };

async function handOver(run: Run, calls: readonly Planned[], now: Instant): Promise<After> {
  const passed = await fence(run, calls, now);
  // Another run is at the same rows: leave them to it.
  if (passed.size === 0) return { go: 'stop', halve: [] };
  const allowed = calls
    .map(({ id, members }) => ({ id, members: members.filter((mail) => passed.has(mail.id)) }))
    .filter(({ members }) => members.length > 0);
  const templates = new Map(run.ports.courses.templates().map((one) => [one.hash, one]));
  const outcomes = await inFlight(allowed, run, (call) => callOut(run, call, templates));
  await record(run, calls, allowed, outcomes);
  return afterwards(
    run,
    allowed.flatMap(({ id, members }) => {
      const outcome = outcomes.get(id);
      return outcome ? [{ outcome, ids: members.map((mail) => mail.id) }] : [];
    }),
  );
}

async function record(
  { ports, lease, now }: Run,
  calls: readonly Planned[],
  allowed: readonly Planned[],
  outcomes: ReadonlyMap<string, Outcome>,
): Promise<void> {
  const closed = new Set(calls.map(({ id }) => id));
  const rows: Verdict[] = [];
  const waiting: { id: string; nextAt: Instant }[] = [];
  for (const { id, members } of allowed) {
    const ids = members.map((mail) => mail.id);
    const judged = judge(ids, outcomes.get(id) ?? NEVER_CALLED, 0, false, now());
    rows.push(...judged.rows);
    if (judged.nextAt === null) continue;
    closed.delete(id);
    waiting.push({ id, nextAt: judged.nextAt });
  }
  await ports.ledger.record({ now: now(), lease, rows, closed: [...closed], waiting });
}

/** As many mails as the provider takes in one call. */
export const BATCH = 100;

const hundreds = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    all.slice(index * BATCH, (index + 1) * BATCH),
  );

/** What a mail carried when its window closed is still unread: it is planned again. */
async function expire({ ports, room }: Run, late: readonly Due[], now: Instant): Promise<void> {
  const expired = await ports.ledger.expire(
    late.map(({ id }) => id),
    now,
  );
  for (const { id, subscriptionId, facts } of late) {
    if (!expired.has(id) || !facts.carries?.length || room() < REPLAN_ROOM) continue;
    await change(ports, subscriptionId, now, 'replaced', ({ subscription }) => ({
      done: 'planned',
      next: subscription,
    }));
  }
}

/** Statements that planning one subscription anew may cost, and what must be left after it. */
const REPLAN_ROOM = 20;

/**
 * A mail alone goes under its own name. Where that was refused before, a number follows: the
 * provider may remember the refusal, and the bytes are no longer the same. Never after an unclear
 * outcome: such a call keeps its key, and its mail does not come this way again.
 */
function keyOf(id: string, refused: string | null | undefined): string {
  if (!refused?.startsWith(id)) return id;
  return `${id}.${Number(refused.slice(id.length + 1) || 0) + 1}`;
}

/** Nobody has seen a call that was never made: its rows go back. */
const NEVER_CALLED: Outcome = {
  result: 'not_now',
  cause: 'rate',
  reason: 'not_called',
  waitMs: null,
};

async function fence(run: Run, calls: readonly Planned[], now: Instant) {
  const { courses } = run.ports;
  const known = run.gate.templatesVersion === courses.version;
  return run.ports.ledger.fence({
    now,
    lease: run.lease,
    sender: run.ports.sender,
    linkKey: run.ports.links.currentKey,
    calls,
    templates: known ? null : { version: courses.version, all: courses.templates() },
  });
}

async function callOut(
  run: Run,
  call: Planned,
  templates: ReadonlyMap<string, Template>,
): Promise<(Outcome & Paced) | null> {
  const { ports, lease } = run;
  if (lease.until - run.now() < LEAST_LEASE) return null;
  const { sender, links } = ports;
  const messages = messagesOf(call.members, templates, sender, links.currentKey, links);
  return ports.mailer.send({ key: call.id, batch: isBatch(call.id), messages });
}

/** Whether a call's key says that it went to the batch endpoint. */
export const isBatch = (callId: string): boolean => callId.startsWith('batch.');
