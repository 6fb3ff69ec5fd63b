/** What a call's outcome does to its rows (`docs/delivery.md`), to holds, and to the run. */

import { ALL } from '../../domain/hold.ts';
import {
  CANNOT_COMPOSE,
  nextAttempt,
  type Refused,
  type SendResult,
} from '../../domain/provider.ts';
import type { Template } from '../../domain/template.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import type { FrozenMail } from '../../storage/calls.ts';
import { holdAll, holdRefused, liftHolds } from '../../storage/holds.ts';
import type { Verdict } from '../../storage/results.ts';
import type { Accepted } from '../../storage/returns.ts';
import type { Gate } from '../../storage/sending-state.ts';
import type { Ports } from '../ports.ts';

export type Judged = {
  readonly rows: readonly Verdict[];
  /** When to retry under the same key; null: the call is over. */
  readonly nextAt: Instant | null;
};

/**
 * Maps the outcome of an attempt. `retried`: an earlier attempt of this call may have been
 * accepted, so a rejection for rate, quota or account does not lift the fence: the call keeps its
 * key and waits.
 */
export function judge(
  ids: readonly string[],
  outcome: SendResult,
  attempts: number,
  retried: boolean,
  now: Instant,
): Judged {
  switch (outcome.result) {
    case 'accepted':
      return over(
        ids.map((id, index) => {
          const mail = outcome.mails[index]!;
          return 'providerId' in mail
            ? { id, state: 'sent', reason: null, providerId: mail.providerId }
            : failed(id, mail.refused, retried);
        }),
      );
    case 'refused':
      if (ids.length === 1) return over([failed(ids[0]!, outcome, retried)]);
      // One email of several is invalid, and the provider does not say which.
      if (!retried) return over(ids.map((id) => verdict(id, 'scheduled', null)));
      return wait(nextAttempt(attempts + 1, now));
    case 'mismatch':
      return over(ids.map((id) => verdict(id, 'unknown', 'accepted_earlier')));
    case 'not_now':
      if (!retried) return over(ids.map((id) => verdict(id, 'scheduled', null)));
      return wait(Math.max(nextAttempt(attempts + 1, now), now + (outcome.waitMs ?? 0)));
    case 'unclear':
      return wait(nextAttempt(attempts + 1, now));
  }
}

/**
 * Rejected permanently, unless the provider turns out to reject every email like it. After an
 * unclear attempt the row must not be sent under another key, so its rejection does not count
 * toward a hold.
 */
const failed = (id: string, { reason, detail = null }: Refused, retried: boolean): Verdict => ({
  ...verdict(id, 'failed', reason),
  ...(retried || reason === CANNOT_COMPOSE ? {} : { refusal: { detail } }),
});

export const verdict = (id: string, state: Verdict['state'], reason: string | null): Verdict => ({
  id,
  state,
  reason,
  providerId: null,
});

const over = (rows: readonly Verdict[]): Judged => ({ rows, nextAt: null });
const wait = (nextAt: Instant): Judged => ({ rows: [], nextAt });

/** Counts accepted emails by `<course>/<message>`. */
export function acceptedOf(
  mails: readonly FrozenMail[],
  templates: ReadonlyMap<string, Template>,
): Accepted {
  const accepted: Record<string, number> = {};
  for (const { id, template } of mails) {
    const scope = `${templates.get(template)?.course}/${messageOf(id)}`;
    accepted[scope] = (accepted[scope] ?? 0) + 1;
  }
  return accepted;
}

// Holds a message, or all sending, when the provider rejects it, and lifts the hold again.

/** A run's copy of holds and rejections: an acceptance that changes neither costs no statement. */
export type Breaker = {
  /** All sending is held: at most one email is tried. */
  stopped: boolean;
  /** There are rejections and possibly no acceptance since. */
  fresh: boolean;
  /** Messages that are held, or were rejected since they were last accepted. */
  readonly watched: Set<string>;
};

/** The breaker for the gate's holds and rejections. */
export const breakerOf = ({ holds, refusals: scopes }: Gate): Breaker => ({
  stopped: holds.some(({ scope }) => scope === ALL),
  fresh: scopes.length > 0,
  watched: new Set(
    [...holds.map(({ scope }) => scope), ...scopes].flatMap((scope) => scope.split('/').slice(1)),
  ),
});

/** Whether nothing is held and nothing was rejected. */
export const isQuiet = ({ stopped, fresh, watched }: Breaker): boolean =>
  !stopped && !fresh && watched.size === 0;

/** The outcome of a call, and its emails. */
export type Result = {
  readonly outcome: SendResult;
  readonly ids: readonly string[];
  /** An earlier attempt may have been accepted: the call keeps its key and its members. */
  readonly retried?: boolean;
};

export type After = {
  /** `look`: no row could be fenced; `again`: rows came back, and may be sent after a short wait. */
  readonly go: 'on' | 'look' | 'again' | 'stop';
  /** Calls that failed as a whole but may pass in halves. */
  readonly halve: readonly (readonly string[])[];
};

type BreakerRun = {
  readonly ports: Ports;
  readonly now: () => Instant;
  readonly breaker: Breaker;
  /** Flights of this run with a rate-limit rejection. */
  readonly pace: { readonly rejections: number };
};

/** Updates holds after recorded results and tells how the run continues. */
export async function afterwards(run: BreakerRun, results: readonly Result[]): Promise<After> {
  const { breaker } = run;
  const refused = results.filter(isRefusal);
  breaker.fresh ||= refused.length > 0;
  for (const { ids } of refused) for (const id of ids) breaker.watched.add(messageOf(id));
  await acceptances(run, results);
  if (refused.length > 0) await trip(run);
  const waiting = results.find(({ outcome }) => outcome.result === 'not_now');
  const halve = results.filter(
    ({ outcome, ids, retried }) => outcome.result === 'refused' && ids.length > 1 && !retried,
  );
  if (waiting !== undefined) {
    if (!fitsByHalves(waiting)) return obey(run, waiting.outcome);
    halve.push(waiting);
  }
  return breaker.stopped ? STOP : { go: 'on', halve: halve.map(({ ids }) => ids) };
}

const STOP: After = { go: 'stop', halve: [] };
const AGAIN: After = { go: 'again', halve: [] };

async function acceptances({ ports, breaker }: BreakerRun, results: readonly Result[]) {
  const calls = results.filter(({ outcome }) => accepts(outcome));
  const accepted = calls.flatMap(acceptedIn);
  const watched = accepted.filter((id) => breaker.watched.has(messageOf(id)));
  const tells = watched.length > 0 || breaker.stopped || breaker.fresh;
  if (calls.length === 0 || !tells) return;
  await liftHolds(ports.db, watched);
  breaker.stopped = false;
  breaker.fresh = false;
  for (const id of watched) breaker.watched.delete(messageOf(id));
}

/**
 * A delivery's id contains its message. For a message of another course the lookup finds nothing.
 */
const messageOf = (id: string): string => id.split('_')[1]!;

const accepts = (outcome: SendResult): boolean =>
  outcome.result === 'accepted' && outcome.mails.some((mail) => 'providerId' in mail);

const acceptedIn = ({ outcome, ids }: Result): string[] =>
  outcome.result === 'accepted'
    ? ids.filter((_, index) => 'providerId' in outcome.mails[index]!)
    : [];

/** Holds what was rejected three times for the same reason; a later run may repeat this. */
export async function trip({ ports, now, breaker }: BreakerRun): Promise<void> {
  for (const scope of await holdRefused(ports.db, now())) {
    ports.log('sending_held', { scope, cause: 'refused' });
    if (scope === ALL) breaker.stopped = true;
  }
}

/** Whether the provider rejected a particular email of this call at its first attempt. */
function isRefusal({ outcome, ids, retried }: Result): boolean {
  if (retried) return false;
  if (outcome.result === 'accepted') return outcome.mails.some((mail) => 'refused' in mail);
  return outcome.result === 'refused' && ids.length === 1 && outcome.reason !== CANNOT_COMPOSE;
}

/** Half of a batch may fit when the batch exceeds the remaining quota. */
const fitsByHalves = ({ outcome, ids, retried }: Result): boolean =>
  outcome.result === 'not_now' && outcome.cause === 'quota' && ids.length > 1 && !retried;

/** The provider accepts nothing for a while. A long while is stored for other runs, too. */
async function obey({ ports, now, breaker, pace }: BreakerRun, outcome: SendResult) {
  if (outcome.result !== 'not_now') return STOP;
  const { cause, reason, waitMs } = outcome;
  ports.log('provider_says_wait', { cause, reason });
  if (cause === 'rate' && (waitMs ?? 0) <= MINUTE) {
    // Once a run: each rejection writes its rows twice.
    return pace.rejections === 1 ? AGAIN : STOP;
  }
  await holdAll(ports.db, cause, outcome, now(), cause === 'rate' ? waitMs! : undefined);
  breaker.stopped = true;
  return STOP;
}
