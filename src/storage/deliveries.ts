/** Planned rows of `deliveries`; `sending.ts` has the statements that send them. */
import type { Class, Facts, Kind } from '../domain/delivery.ts';
import type { Instant } from '../domain/time.ts';
import { type Statement, statement } from './database.ts';
import { suppressedFor } from './due.ts';
import { portions } from './limits.ts';

export type PlannedRow = {
  readonly id: string;
  readonly message: string;
  readonly kind: Kind;
  readonly round: number;
  readonly occasion: number;
  readonly class: Class;
  readonly state: 'scheduled' | 'skipped';
  readonly reason: string | null;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  readonly address: string;
  readonly facts: Facts;
};

export type CancelReason =
  | 'moved'
  | 'left'
  | 'paused'
  | 'resumed'
  | 'replaced'
  | 'answered'
  | 'off'
  | 'undone'
  | 'read'
  | 'suppressed';

/** A planned row with its subscription and revision. */
export type OwnedRow = PlannedRow & { readonly subscription: string; readonly revision: number };

/** No email is scheduled to a suppressed address, whatever the person changes. */
const MUTED = `value ->> 'state' = 'scheduled' AND ${suppressedFor("value ->> 'kind'")}`;

/**
 * Writes planned rows if their subscription still has that revision and, if a token is given, was
 * written by `token`. A fenced row is left unchanged; any other is overwritten.
 */
export const upsertPlanned = (token: string | null, rows: readonly OwnedRow[]): Statement[] =>
  portions(rows).map((some) => statement(UPSERT, token, some));

const UPSERT = `
  /* plan */ INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision, class,
    state, reason, due_at, closes_at, address, facts)
  SELECT value ->> 'id', s.id, value ->> 'message', value ->> 'kind', value ->> 'round',
    value ->> 'occasion', s.revision, value ->> 'class',
    iif(${MUTED}, 'cancelled', value ->> 'state'), iif(${MUTED}, 'suppressed', value ->> 'reason'),
    value ->> 'dueAt', value ->> 'closesAt', value ->> 'address', value -> 'facts'
  FROM json_each(?2) JOIN subscriptions s
    ON s.id = value ->> 'subscription' AND s.revision = value ->> 'revision'
  WHERE ?1 IS NULL OR s.change_token = ?1
  ON CONFLICT (id) DO UPDATE SET
    revision = excluded.revision, class = excluded.class, state = excluded.state,
    reason = excluded.reason, due_at = excluded.due_at, closes_at = excluded.closes_at,
    address = excluded.address, facts = excluded.facts,
    waits_until = NULL, attempts = 0
  WHERE deliveries.first_call_at IS NULL`;

/**
 * Cancels rows that an older revision scheduled and this one did not plan again. "It's off" cancels
 * a lesson sent again too.
 */
export function cancelPlanned(
  subscription: string,
  revision: number,
  token: string,
  reason: CancelReason,
): Statement {
  return statement(
    `UPDATE deliveries
     SET state = 'cancelled', reason = ?4
     WHERE subscription_id = ?1 AND state = 'scheduled' AND revision < ?2
       AND (kind NOT IN ('resent', 'address') OR (kind = 'resent' AND ?4 = 'off'))
       AND EXISTS (SELECT 1 FROM subscriptions
                   WHERE id = ?1 AND revision = ?2 AND change_token = ?3)`,
    subscription,
    revision,
    token,
    reason,
  );
}
