/** Rows left by a crashed process are retried within ten minutes; at the end nothing is open. */
import { HOUR, type Instant, MINUTE } from '../../src/domain/time.ts';
import type { Process, Scheduler } from './scheduler.ts';

export type CrashWatch = {
  readonly died: (process: Process) => void;
  readonly checkSettled: (readsList: boolean) => void;
};

/** Deadline for retrying a crashed process's rows. */
const RETRIED_WITHIN = 10 * MINUTE;

/** A run recovers at least this many calls. */
const MIN_RECOVERED = 3;

/** Extra time: with a slow provider a run recovers only a few calls. */
const CAUGHT_UP_WITHIN = 5 * MINUTE;

/** How many emails a run on the free plan reads from the provider's list. */
const LISTED = 500;

type Held = { readonly id: string; readonly until: Instant };

export function createCrashWatch(
  scheduler: Scheduler,
  firstGoodTick: (since: Instant) => Instant | undefined,
): CrashWatch {
  const heldBy = (tokens: ReadonlySet<string>): Held[] =>
    scheduler.world.rows<Held>(HELD, JSON.stringify([...tokens]));
  /** After an outage many calls wait; the free plan recovers a few per minute. */
  const isBehind = (): boolean =>
    scheduler.world.rows(WAITING, scheduler.now).length > MIN_RECOVERED;
  return {
    died({ tokens, skew, name }) {
      if (tokens.size === 0) return;
      const left = heldBy(tokens);
      if (left.length === 0) return;
      const from = Math.max(scheduler.now, ...left.map(({ until }) => until));
      const check = (): void => {
        // Without an undisturbed tick since the lease ended, nothing could have been retried.
        const good = firstGoodTick(from);
        if (good === undefined) return;
        if (scheduler.now < good + CAUGHT_UP_WITHIN || isBehind()) {
          scheduler.after(CAUGHT_UP_WITHIN, check);
          return;
        }
        for (const { id } of heldBy(tokens)) {
          if (left.some((row) => row.id === id)) scheduler.fail('stuck', `${id} by ${name}`);
        }
      };
      scheduler.after(RETRIED_WITHIN + Math.max(0, skew), check);
    },
    checkSettled(readsList) {
      const open = scheduler.world.rows<{ says: string }>(OPEN, scheduler.now - 10 * MINUTE);
      for (const { says } of open) scheduler.fail('not settled', says);
      if (!readsList) return;
      const unknown = scheduler.world.rows<{ says: string; at: number }>(
        UNKNOWN,
        scheduler.now - 26 * HOUR,
      );
      // 20 per hour are looked up.
      if (unknown.length > 20) return;
      for (const { says, at } of unknown) {
        const newer = scheduler.world.log.filter((mail) => mail.at > at).length;
        if (newer < LISTED) scheduler.fail('not settled', says);
      }
    },
  };
}

/** Rows still leased to the crashed process, until the lease ends or the next attempt. */
const HELD = `
  SELECT d.id, c.next_at AS until FROM deliveries d
  JOIN calls c ON c.id = d.call_id AND c.lease_token = d.lease_token
  WHERE d.state = 'sending' AND d.lease_token IN (SELECT value FROM json_each(?1))`;

const WAITING = 'SELECT 1 FROM calls WHERE next_at <= ?1';

const OPEN = `
  SELECT id || ' is ' || state || ', due ' || datetime(due_at / 1000, 'unixepoch') AS says
  FROM deliveries WHERE state = 'sending' OR (state = 'scheduled' AND due_at < ?1)
  UNION ALL SELECT 'the call ' || id || ' is open' FROM calls`;

const UNKNOWN = `
  SELECT id || ' is still unknown(' || reason || ')' AS says, first_call_at AS at FROM deliveries
  WHERE state = 'unknown' AND reason <> 'list_ended' AND first_call_at < ?1`;
