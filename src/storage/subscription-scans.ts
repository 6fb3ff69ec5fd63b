/** Scans of subscriptions: those due to wake, and slices of all of them. */
import type { Subscriptions } from '../usecases/ports.ts';
import { ask, type Database, statement } from './database.ts';
import { upsertPlanned } from './deliveries.ts';
import { enrolments } from './enrolments.ts';
import { portions } from './portions.ts';

type Walking = Pick<Subscriptions, 'adjust' | 'waking' | 'sleep' | 'slice' | 'dueSoon'>;

export function walking(database: Database): Walking {
  return {
    async adjust(changes) {
      const rows = changes.flatMap(({ subscription, rows }) =>
        rows.map((row) => ({
          ...row,
          subscription: subscription.id,
          revision: subscription.revision,
        })),
      );
      const removed = changes.flatMap((change) => change.removed);
      await database([
        ...upsertPlanned(null, rows),
        ...portions(removed).map((some) => statement(REMOVE, some)),
      ]);
    },

    async waking(now, limit) {
      const rows = await ask<{ id: string }>(
        database,
        'SELECT id FROM subscriptions WHERE wake_at <= ?1 ORDER BY wake_at LIMIT ?2',
        now,
        limit,
      );
      return rows.map(({ id }) => id);
    },

    async sleep(id, wakeAt) {
      await ask(database, 'UPDATE subscriptions SET wake_at = ?2 WHERE id = ?1', id, wakeAt);
    },

    async slice(after, limit) {
      const rows = await ask<{ id: string }>(
        database,
        `SELECT id FROM subscriptions WHERE id > ?1 AND status IN ('active', 'paused')
         ORDER BY id LIMIT ?2`,
        after,
        limit,
      );
      return rows.length === 0
        ? []
        : enrolments(
            database,
            rows.map(({ id }) => id),
          );
    },

    async dueSoon(place, now, until, limit) {
      const [urgency, dueAt, row] = (place || `0 ${now} 0`).split(' ').map(Number);
      const rows = await ask<{ rowid: number; subscription_id: string; due_at: number }>(
        database,
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
      return { enrolments: ids.length === 0 ? [] : await enrolments(database, ids), next };
    },
  };
}

const REMOVE = `
  UPDATE deliveries SET state = 'cancelled', reason = 'lesson_removed'
  WHERE id IN (SELECT value FROM json_each(?1)) AND state = 'scheduled'`;
