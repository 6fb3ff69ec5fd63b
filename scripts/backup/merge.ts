/** Brings a backup up to date with what people did since, before it replaces the database. */
import type { DatabaseSync } from 'node:sqlite';
import { doubtSince, holdSending, releaseSending } from '../../src/storage/operator.ts';

/** What is different now, in numbers of people, courses and emails. */
export type Since = {
  readonly left: number;
  readonly erased: number;
  readonly suppressed: number;
  readonly moved: number;
  readonly readdressed: number;
  readonly joined: number;
  readonly sent: number;
};

/** Why the operator holds sending, and the last cron run. */
export function stateOf(backup: DatabaseSync, schema: 'main' | 'current') {
  const sql = `SELECT held, last_tick_at FROM ${schema}.settings WHERE id = 1`;
  const row = backup.prepare(sql).get() as { held: string | null; last_tick_at: number | null };
  return { held: row.held, lastTickAt: row.last_tick_at ?? 0 };
}

/** Subscriptions whose row is gone: erased since, or lost by what made a restore necessary. */
export const missingIn = (backup: DatabaseSync): { readonly gone: number; readonly of: number } =>
  backup.prepare(MISSING).get() as { gone: number; of: number };

/**
 * Applies to a backup what the current database, attached as `current`, knows better: everything
 * that people changed since, and every email that was handed over. A row that no person changed is
 * kept as the backup has it. With `keepMissing`, so is a person whose row is gone.
 */
export function mergeCurrent(backup: DatabaseSync, now: number, keepMissing = false): Since {
  backup.exec(`BEGIN; ${mark(keepMissing)}`);
  const since = backup.prepare(SINCE).get() as Since;
  backup.exec(`${people(backup, now)} ${ledger(backup, now)} ${others(backup)} ${ORPHANS} COMMIT`);
  return { ...since };
}

/**
 * Marks every email that is due and not known to be sent as unknown: the provider's list settles
 * it. Before the backup's last cron run, the backup knows every call. Returns their number.
 */
export function doubt(backup: DatabaseSync, now: number, held: string): number {
  const [mark, ...rest] = doubtSince(stateOf(backup, 'main').lastTickAt, now);
  const doubted = backup.prepare(mark!.sql).all(...mark!.values).length;
  for (const { sql, values } of [...rest, ...releaseSending(now), holdSending(held)]) {
    backup.prepare(sql).run(...values);
  }
  return doubted;
}

/** Without the current database: a queued sign-up was settled since, so it must not be again. */
export const dropSignUps = (backup: DatabaseSync): void => backup.exec('DELETE FROM sign_ups');

const MISSING = `
  SELECT count(*) FILTER (WHERE id NOT IN (SELECT id FROM current.subscriptions)) AS gone,
    count(*) AS of
  FROM main.subscriptions`;

/**
 * A change by a person writes a new token, and new links a new version. A subscription that was
 * suppressed or lifted has other rows in the ledger.
 */
const mark = (keepMissing: boolean): string => `
  CREATE TEMP TABLE changed AS SELECT n.id FROM current.subscriptions n
    LEFT JOIN main.subscriptions b ON b.id = n.id
    WHERE b.id IS NULL OR b.change_token <> n.change_token OR b.revision <> n.revision
      OR b.link_version <> n.link_version OR b.suppressed <> n.suppressed;
  CREATE TEMP TABLE gone AS SELECT id FROM main.subscriptions b
    WHERE id NOT IN (SELECT id FROM current.subscriptions)
      ${keepMissing ? 'AND EXISTS (SELECT 1 FROM current.subscribers n JOIN main.subscribers p ON p.address_key = n.address_key WHERE p.id = b.subscriber_id)' : ''};`;

const SINCE = `
  SELECT (SELECT count(*) FROM main.subscriptions b JOIN current.subscriptions n USING (id)
      WHERE n.status = 'left' AND b.status <> 'left') AS left,
    (SELECT count(*) FROM gone) AS erased,
    (SELECT count(*) FROM main.subscribers b JOIN current.subscribers n USING (id)
      WHERE n.suppressed IS NOT NULL AND b.suppressed IS NULL) AS suppressed,
    (SELECT count(*) FROM main.subscriptions b JOIN current.subscriptions n USING (id)
      JOIN changed USING (id) WHERE b.target_date IS NOT n.target_date) AS moved,
    (SELECT count(*) FROM main.subscribers b JOIN current.subscribers n USING (id)
      WHERE b.address_key <> n.address_key) AS readdressed,
    (SELECT count(*) FROM current.subscriptions
      WHERE id NOT IN (SELECT id FROM main.subscriptions)) AS joined,
    (SELECT count(*) FROM current.deliveries n LEFT JOIN main.deliveries b USING (id)
      WHERE n.first_call_at IS NOT NULL AND b.first_call_at IS NULL) AS sent`;

const PEOPLE_CHANGED = `(SELECT subscriber_id FROM current.subscriptions
    WHERE id IN (SELECT id FROM changed))`;

/** The next ticks plan a changed subscription again: its current plan may be damaged. */
const people = (backup: DatabaseSync, now: number): string => `
  DELETE FROM subscriptions WHERE id IN (SELECT id FROM gone) OR id IN (SELECT id FROM changed);
  DELETE FROM subscribers WHERE id IN ${PEOPLE_CHANGED};
  ${copy(backup, 'subscribers', `id IN ${PEOPLE_CHANGED}`)};
  ${copy(backup, 'subscriptions', 'id IN (SELECT id FROM changed)')};
  UPDATE subscribers AS b SET suppressed = n.suppressed, lifted_at = n.lifted_at
    FROM current.subscribers n WHERE n.id = b.id;
  UPDATE subscriptions AS b SET wake_at = coalesce(min(b.wake_at, n.wake_at), b.wake_at, n.wake_at)
    FROM current.subscriptions n WHERE n.id = b.id;
  UPDATE subscriptions SET wake_at = ${now}
    WHERE id IN (SELECT id FROM changed) AND status IN ('active', 'paused');`;

/**
 * Of a changed subscription, the current plan; of any other, the planned one of the backup. Every
 * email that was handed over is kept, whichever database knows of it.
 */
const ledger = (backup: DatabaseSync, now: number): string => `
  DELETE FROM deliveries
    WHERE subscription_id IN (SELECT id FROM changed) AND first_call_at IS NULL;
  ${copy(
    backup,
    'deliveries',
    `first_call_at IS NOT NULL OR subscription_id IN (SELECT id FROM changed)
     OR id NOT IN (SELECT id FROM main.deliveries) OR EXISTS (SELECT 1 FROM main.deliveries b
       WHERE b.id = n.id AND b.state <> 'sent' AND (b.first_call_at IS NOT NULL OR b.closes_at <= ${now}))`,
  )};`;

/** Counters and events are current; templates, consents and checked steps of both are kept. */
const others = (backup: DatabaseSync): string => `
  DELETE FROM sign_ups;
  ${CURRENT.map((table) => copy(backup, table, 'true')).join(';\n  ')};`;

/** The tables whose current rows win. */
export const CURRENT: readonly string[] = [
  'sign_ups',
  'suppressions',
  'confirmations',
  'tallies',
  'daily',
  'feedback',
  'templates',
  'digests',
  'consents',
  'checked_steps',
  'address_changes',
];

const ORPHANS = `
  DELETE FROM subscribers WHERE id NOT IN (SELECT subscriber_id FROM subscriptions);
  DELETE FROM subscriptions WHERE subscriber_id NOT IN (SELECT id FROM subscribers);
  ${['deliveries', 'consents', 'checked_steps', 'address_changes']
    .map(
      (table) =>
        `DELETE FROM ${table} WHERE subscription_id NOT IN (SELECT id FROM subscriptions);`,
    )
    .join('\n  ')}
  DELETE FROM refusals WHERE delivery_id NOT IN (SELECT id FROM deliveries);`;

/** By name: a column that a migration added may stand elsewhere. */
function copy(backup: DatabaseSync, table: string, which: string): string {
  const columns = backup.prepare(`SELECT name FROM pragma_table_info('${table}')`).all();
  const names = columns.map(({ name }) => `"${name}"`).join(', ');
  return `INSERT OR REPLACE INTO main.${table} (${names})
    SELECT ${names} FROM current.${table} n WHERE ${which}`;
}
