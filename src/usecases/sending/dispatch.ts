import { mayEmail } from '../../domain/address.ts';
import type { Paced, SendResult, Told } from '../../domain/provider.ts';
import type { Template } from '../../domain/template.ts';
import type { Instant } from '../../domain/time.ts';
import { expire, leaveOut, setAside } from '../../storage/deliveries.ts';
import type { Due } from '../../storage/due.ts';
import { recordResults, type Verdict } from '../../storage/results.ts';
import { type Composed, fence } from '../../storage/sending.ts';
import { saveLateFlights } from '../../storage/sending-state.ts';
import { freeze, messagesOf } from './message.ts';
import { type After, acceptedOf, afterwards, judge, verdict } from './outcomes.ts';
import {
  answered,
  heard,
  LEAST_LEASE,
  nextPlaces,
  places,
  placesSoon,
  type Run,
  rejected,
  started,
} from './run.ts';

type Planned = { readonly id: string; readonly members: readonly Composed[] };

/** A row that cannot be composed waits this long between tries and fails after five. */
const BROKEN_WAIT = 60 * 60_000;
const BROKEN_TRIES = 5;

/**
 * Sends due rows as one flight: freeze and fence in one write, then the calls, then one write for
 * the results. `due` must not exceed what can start now.
 */
export async function dispatch(run: Run, due: readonly Due[], batched: boolean): Promise<After> {
  const now = run.now();
  const { onlyTo } = run.ports;
  const unlisted = due.filter(({ address }) => !mayEmail(onlyTo, address)).map(({ id }) => id);
  if (unlisted.length > 0) await leaveOut(run.ports.db, unlisted);
  const inTime = due.filter(({ id, closesAt }) => closesAt > now && !unlisted.includes(id));
  const { mails, broken } = freeze(run.ports, inTime, now);
  if (broken.length > 0) {
    const ids = broken.map(({ id }) => id);
    await setAside(run.ports.db, ids, now, now + BROKEN_WAIT, BROKEN_TRIES);
  }
  const refusedKeys = new Map(due.map(({ id, refusedKey }) => [id, refusedKey]));
  const calls: Planned[] = batched
    ? hundreds(mails).map((members) => ({ id: `batch.${run.ports.newId()}`, members }))
    : mails.map((mail) => ({ id: keyOf(mail.id, refusedKeys.get(mail.id)), members: [mail] }));
  const after = calls.length === 0 ? ON : await handOver(run, calls);
  const late = due.filter(({ closesAt }) => closesAt <= now).map(({ id }) => id);
  if (late.length > 0) await expire(run.ports.db, late, run.now());
  return after;
}

const ON: After = { go: 'on', halve: [] };

async function handOver(run: Run, calls: readonly Planned[]): Promise<After> {
  const fencedAt = run.now();
  const passed = await fenceCalls(run, calls, fencedAt);
  const allowed = calls
    .map(({ id, members }) => ({ id, members: members.filter((mail) => passed.has(mail.id)) }))
    .filter(({ members }) => members.length > 0);
  // Another run has claimed these rows, or their subscriptions changed: read the due rows again.
  if (allowed.length === 0) return { go: 'look', halve: [] };
  const templates = new Map(run.ports.courses.templates().map((one) => [one.hash, one]));
  /** Members by call, without those whose window closed between fence and call. */
  const called = new Map<string, readonly Composed[]>();
  const { outcomes, late } = await callAll(run, allowed, fencedAt, (call) => {
    const now = run.now();
    const members = call.members.filter(({ closesAt }) => closesAt > now);
    called.set(call.id, members);
    return members.length === 0 ? null : callOut(run, { id: call.id, members }, templates);
  });
  await recordAll(run, calls, allowed, called, outcomes, templates);
  await noteTiming(run, late);
  return afterwards(
    run,
    allowed.flatMap(({ id }) => {
      const outcome = outcomes.get(id);
      return outcome ? [{ outcome, ids: called.get(id)!.map((mail) => mail.id) }] : [];
    }),
  );
}

async function recordAll(
  { ports, lease, now }: Run,
  calls: readonly Planned[],
  allowed: readonly Planned[],
  called: ReadonlyMap<string, readonly Composed[]>,
  outcomes: ReadonlyMap<string, SendResult>,
  templates: ReadonlyMap<string, Template>,
): Promise<void> {
  const closed = new Set(calls.map(({ id }) => id));
  const rows: Verdict[] = [];
  const waiting: { id: string; nextAt: Instant }[] = [];
  for (const { id, members } of allowed) {
    const inBytes = called.get(id) ?? members;
    const ids = inBytes.map((mail) => mail.id);
    const judged = judge(ids, outcomes.get(id) ?? NEVER_CALLED, 0, false, now());
    rows.push(...judged.rows);
    const late = members.filter((mail) => !inBytes.includes(mail));
    rows.push(...late.map((mail) => verdict(mail.id, 'skipped', 'window_closed')));
    if (judged.nextAt === null) continue;
    closed.delete(id);
    waiting.push({ id, nextAt: judged.nextAt });
  }
  const sent = new Set(rows.filter(({ state }) => state === 'sent').map(({ id }) => id));
  const mails = allowed.flatMap(({ members }) => members).filter(({ id }) => sent.has(id));
  const accepted = acceptedOf(mails, templates);
  const results = { rows, accepted, closed: [...closed], waiting };
  await recordResults(ports.db, { now: now(), lease, ...results });
}

/** The most emails that the provider accepts in one call. */
export const BATCH = 100;

const hundreds = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    all.slice(index * BATCH, (index + 1) * BATCH),
  );

/**
 * A single email's key is its delivery id. After a rejection a number is appended: the provider may
 * remember the rejection, and the bytes have changed. This does not apply after an unclear outcome,
 * because that call keeps its key and is retried as it was.
 */
function keyOf(id: string, refused: string | null | undefined): string {
  if (!refused?.startsWith(id)) return id;
  return `${id}.${Number(refused.slice(id.length + 1) || 0) + 1}`;
}

/** The call was not made: its rows go back to `scheduled`. */
const NEVER_CALLED: SendResult = {
  result: 'not_now',
  cause: 'rate',
  reason: 'not_called',
  waitMs: null,
};

async function fenceCalls(run: Run, calls: readonly Planned[], now: Instant) {
  const { courses } = run.ports;
  const known = run.templatesVersion === courses.version;
  const passed = await fence(run.ports.db, {
    now,
    lease: run.lease,
    sender: run.ports.sender,
    linkKey: run.ports.links.currentKey,
    apiKey: run.ports.apiKeys[0]!,
    calls,
    templates: known ? null : { version: courses.version, all: courses.templates() },
  });
  run.templatesVersion = courses.version;
  return passed;
}

function callOut(
  { ports }: Run,
  { id, members }: Planned,
  templates: ReadonlyMap<string, Template>,
) {
  const { sender, links } = ports;
  const messages = messagesOf(members, templates, sender, links.currentKey, links);
  return ports.mailer.send({ key: id, apiKey: ports.apiKeys[0]!, batch: isBatch(id), messages });
}

/** Whether a call's key shows that it went to the batch endpoint. */
export const isBatch = (callId: string): boolean => callId.startsWith('batch.');

// A flight: the calls that can start now, fenced or taken over together just before they start.

/**
 * Milliseconds from just before the fence until its calls start: promise 4 of `docs/delivery.md`.
 */
export const START_WITHIN = 2000;

/** A longer wait for the rate limit is left to the next run. */
const LONGEST_WAIT = 5000;

/**
 * Waits until a call may start, and returns how many of `wanted` may start together; 0 if the wait
 * is too long.
 */
export async function clearance(run: Run, wanted: number): Promise<number> {
  const { pace, ports } = run;
  const now = run.now();
  const most = Math.min(wanted, run.size, run.calls(), run.alone ? 1 : wanted);
  // With few statements left, a full flight is worth a second of waiting.
  const isScarce = run.statements() < AMPLE_STATEMENTS;
  const at = nextPlaces(pace, now, isScarce ? most : Math.min(most, placesSoon(pace, now)));
  if (at > now + LONGEST_WAIT || at >= run.endsAt) return 0;
  if (at > now) await ports.wait(at - now);
  return Math.min(most, Math.max(1, places(pace, run.now())));
}

/** More statements than the free plan allows. */
const AMPLE_STATEMENTS = 50;

/**
 * Starts all calls of a flight at once. A call that would start more than two seconds after
 * `fencedAt` is not made and is missing from the result: it would ignore people who left, moved
 * their date or were erased since the fence. `callOut` returns null for a call that it does not
 * make.
 */
export async function callAll<T extends { readonly id: string }>(
  run: Run,
  calls: readonly T[],
  fencedAt: Instant,
  callOut: (call: T) => Promise<SendResult & Paced> | null,
): Promise<{ readonly outcomes: ReadonlyMap<string, SendResult>; readonly late: boolean }> {
  const outcomes = new Map<string, SendResult>();
  const told: Told[] = [];
  const { pace } = run;
  const begun = run.now();
  let late = false;
  await Promise.all(
    calls.map(async (call) => {
      const now = run.now();
      late ||= now - fencedAt > START_WITHIN;
      if (late || run.lease.until - now < LEAST_LEASE) return;
      const answer = callOut(call);
      if (answer === null) return;
      started(pace, now);
      run.alone = false;
      const outcome = await answer;
      answered(pace, run.now());
      if (outcome.pace !== undefined) told.push(outcome.pace);
      outcomes.set(call.id, outcome);
    }),
  );
  heard(pace, begun, run.now(), told);
  const rejection = outcomes.values().find(isForRate);
  if (rejection !== undefined) rejected(pace, run.now(), rejection.waitMs);
  return { outcomes, late };
}

const isForRate = (outcome: SendResult): outcome is Extract<SendResult, { result: 'not_now' }> =>
  outcome.result === 'not_now' && outcome.cause === 'rate';

/**
 * Call after the record: a late flight halves the size of the next one, and `/health` reports five
 * late ones in a row.
 */
export async function noteTiming(run: Run, late: boolean): Promise<void> {
  if (late) run.size = Math.max(1, Math.floor(run.size / 2));
  if (!late && run.lateFlights === 0) return;
  run.lateFlights = late ? run.lateFlights + 1 : 0;
  run.ports.log('flight_timed', { late: run.lateFlights });
  await saveLateFlights(run.ports.db, run.lateFlights);
}
