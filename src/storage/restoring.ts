/** The statements of `npx milepost backup` and `restore`; the CLI runs them through wrangler. */

import { BEING_RESTORED } from '../domain/hold.ts';
import { type Statement, statement } from './database.ts';

/** What a backup must have: it's compared with the database. */
export const countRows = (): Statement =>
  statement(
    `SELECT (SELECT count(*) FROM subscribers) AS subscribers,
       (SELECT count(*) FROM subscriptions) AS subscriptions,
       (SELECT count(*) FROM deliveries) AS deliveries,
       (SELECT count(*) FROM consents) AS consents,
       (SELECT count(*) FROM suppressions) AS suppressions`,
  );

/** Tables whose rows say who may be emailed and what was sent. */
const GUARDED = ['subscribers', 'subscriptions', 'deliveries', 'sign_ups', 'address_changes'];

const TRIGGERS = GUARDED.flatMap((table) =>
  ['INSERT', 'UPDATE', 'DELETE'].map((verb) => ({
    table,
    verb,
    name: `restoring_${table}_${verb}`,
  })),
);

/**
 * Rejects every change until the tables are replaced: an unsubscribe or a fence after the current
 * database was read would be lost. The site answers 503, and the cron run fails.
 */
export const closeDatabase = (tables: readonly string[]): Statement[] =>
  TRIGGERS.filter(({ table }) => tables.includes(table)).map(({ table, verb, name }) =>
    statement(
      `CREATE TRIGGER IF NOT EXISTS ${name} BEFORE ${verb} ON ${table}
       BEGIN SELECT RAISE(ABORT, '${BEING_RESTORED}'); END`,
    ),
  );

export const reopenDatabase = (): Statement[] =>
  TRIGGERS.map(({ name }) => statement(`DROP TRIGGER IF EXISTS ${name}`));

/** The tables, without Cloudflare's and SQLite's own. */
export const schemaTables = (): Statement =>
  statement(
    `SELECT name, sql FROM sqlite_schema
     WHERE type = 'table' AND substr(name, 1, 4) <> '_cf_' AND substr(name, 1, 7) <> 'sqlite_'`,
  );
