/** Scans of subscriptions: those due to wake, and slices of all of them. */
import type { Enrolment, Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import { ask, type Database, statement } from './database.ts';
import { type PlannedRow, upsertPlanned } from './deliveries.ts';
import { findEnrolments } from './enrolments.ts';
import { portions } from './limits.ts';

export type Adjustment = {
  readonly subscription: Pick<Subscription, 'id' | 'revision'>;
  readonly rows: readonly PlannedRow[];
  /** Scheduled rows to cancel because their lesson was removed from the course. */
  readonly removed: readonly string[];
};

/**
 * Updates rows without a change of their subscriptions; skips any that changed meanwhile.
 */
export async function savePlans(db: Database, changes: readonly Adjustment[]): Promise<void> {
  const rows = changes.flatMap(({ subscription, rows }) =>
    rows.map((row) => ({
      ...row,
      subscription: subscription.id,
      revision: subscription.revision,
    })),
  );
  const removed = changes.flatMap((change) => change.removed);
  await db([
    ...upsertPlanned(null, rows),
    ...portions(removed).map((some) => statement(REMOVE, some)),
  ]);
}

/** Subscriptions whose `wake_at` has come by `now`. */
export async function findWaking(
  db: Database,
  now: Instant,
  limit: number,
): Promise<readonly string[]> {
  const rows = await ask<{ id: string }>(
    db,
    'SELECT id FROM subscriptions WHERE wake_at <= ?1 ORDER BY wake_at LIMIT ?2',
    now,
    limit,
  );
  return rows.map(({ id }) => id);
}

export async function setWakeAt(db: Database, id: string, wakeAt: Instant): Promise<void> {
  await ask(db, 'UPDATE subscriptions SET wake_at = ?2 WHERE id = ?1', id, wakeAt);
}

/** Active and paused ones by id, after this one. */
export async function findEnrolmentsAfter(
  db: Database,
  after: string,
  limit: number,
): Promise<readonly Enrolment[]> {
  const rows = await ask<{ id: string }>(
    db,
    `SELECT id FROM subscriptions WHERE id > ?1 AND status IN ('active', 'paused')
         ORDER BY id LIMIT ?2`,
    after,
    limit,
  );
  return rows.length === 0
    ? []
    : findEnrolments(
        db,
        rows.map(({ id }) => id),
      );
}

/**
 * Those with a scheduled email due by `until`, starting at a cursor; with the next cursor.
 */
export async function findDueSoon(
  db: Database,
  place: string,
  now: Instant,
  until: Instant,
  limit: number,
): Promise<{ readonly enrolments: readonly Enrolment[]; readonly next: string | null }> {
  const [urgency, dueAt, row] = (place || `0 ${now} 0`).split(' ').map(Number);
  const rows = await ask<{ rowid: number; subscription_id: string; due_at: number }>(
    db,
    `SELECT rowid, subscription_id, due_at FROM deliveries
         WHERE state = 'scheduled' AND class = ?1 AND due_at <= ?4 AND (due_at, rowid) > (?2, ?3)
         ORDER BY due_at, rowid LIMIT ?5`,
    urgency!,
    dueAt!,
    row!,
    until,
    limit,
  );
  const last = rows.at(-1);
  const next =
    rows.length === limit && last
      ? `${urgency} ${last.due_at} ${last.rowid}`
      : urgency! < 3
        ? `${urgency! + 1} ${now} 0`
        : null;
  const ids = [...new Set(rows.map((row) => row.subscription_id))];
  return { enrolments: ids.length === 0 ? [] : await findEnrolments(db, ids), next };
}
const REMOVE = `
  UPDATE deliveries SET state = 'cancelled', reason = 'lesson_removed'
  WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'scheduled'`;
