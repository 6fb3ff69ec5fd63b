/** The table of daily counts: counting the ledger in portions, and what the pages read. */

import { type DailyCount, WAITS } from '../domain/daily.ts';
import type { CivilDate, Instant } from '../domain/time.ts';
import { ask, type Database, type Statement, statement } from './database.ts';
import { ALLOWED } from './due.ts';

/** The job that fills the table. Its state has the day `from` which it counts again. */
export const DAILY_COUNTS = 'daily-counts';

/** A portion of what's counted. */
export type Slice = {
  readonly counts: readonly DailyCount[];
  /** The last id; null: there is no more. */
  readonly last: string | null;
};

/** Counts up to `limit` subscriptions or deliveries with ids after this one. */
export async function countSlice(
  db: Database,
  table: keyof typeof SLICES,
  after: string,
  { from, now, limit }: { readonly from: CivilDate; readonly now: Instant; readonly limit: number },
): Promise<Slice> {
  const { ids, counts } = SLICES[table];
  const [place, ...counted] = await db([
    statement(ids, after, limit),
    ...counts.map((sql) =>
      statement(sql, after, limit, from, ...(sql.includes('?4') ? [now] : [])),
    ),
  ]);
  const { n, last } = place!.rows[0];
  return {
    counts: counted.flatMap(({ rows }) => rows as readonly DailyCount[]),
    last: n < limit ? null : last,
  };
}

/** Replaces all counts but those of days before `from`. */
export async function saveCounts(
  db: Database,
  counts: readonly DailyCount[],
  from: CivilDate,
): Promise<void> {
  const list = JSON.stringify(
    counts.map(({ measure, day, course, message, n }) => [measure, day, course, message, n]),
  );
  await db([
    statement(SAVE, list),
    statement(KEEP_ERASED, list, from),
    statement(REMOVE, list, from),
  ]);
}

/**
 * Adds what these subscriptions count to the table, before they are erased.
 * @param which a list of ids in SQL, of the parameter `?1`
 */
export const keepCounts = (which: string, value: string): Statement[] =>
  [
    ofEmails(`SELECT d.* FROM deliveries d WHERE d.subscription_id IN ${which}`, EVENTS),
    ofConsents(`SELECT s.* FROM subscriptions s WHERE s.id IN ${which}`),
    ofPeople(`SELECT s.* FROM subscriptions s WHERE s.id IN ${which}`, ENDS),
  ].map((events) =>
    statement(
      `/* keep counts */ INSERT INTO daily (measure, day, course, message, n, erased)
       SELECT measure, day, course, message, 0, count(*) FROM (${dated(events, WINDOW)})
       WHERE true GROUP BY 1, 2, 3, 4
       ON CONFLICT DO UPDATE SET erased = erased + excluded.erased`.replaceAll('?4', '0'),
      value,
    ),
  );

// What happened or stands, as rows (measure, at, standing, course, message). What stands has a day of
// its own, or an empty one, and no time.

const EVENTS = `(VALUES ('sent'), ('failed'), ('delivered'), ('bounced'), ('complained'),
  ('unknown'), ('waited'), ('outcome'))`;

const EVENTS_AND_STATES = EVENTS.replace('(VALUES', "(VALUES ('is'), ('planned'),");

const waited = WAITS.map(({ measure, upTo }) =>
  upTo === null ? `ELSE '${measure}'` : `WHEN d.sent_at - d.due_at <= ${upTo} THEN '${measure}'`,
).join(' ');

/** An answer that opened the next round is in its email only, unless it was undone. */
const OPENED_A_ROUND = `d.message = 'round-two' AND d.round <= s.round AND d.reason IS NOT 'undone'
  AND d.facts ->> 'outcome' IS NOT NULL`;

/** Of deliveries `d`. `?4` is now. */
const ofEmails = (deliveries: string, kinds: string): string => `
  SELECT CASE m.column1
      WHEN 'is' THEN 'is ' || d.state || coalesce(' ' || d.reason, '')
      WHEN 'waited' THEN CASE ${waited} END
      ELSE m.column1 END AS measure,
    CASE m.column1
      WHEN 'sent' THEN d.sent_at
      WHEN 'failed' THEN d.failed_at
      WHEN 'delivered' THEN d.delivered_at
      WHEN 'bounced' THEN d.bounced_at
      WHEN 'complained' THEN d.complained_at
      WHEN 'unknown' THEN CASE d.state WHEN 'unknown' THEN coalesce(d.first_call_at, d.due_at) END
      WHEN 'waited' THEN d.sent_at
      WHEN 'outcome' THEN CASE WHEN ${OPENED_A_ROUND} THEN d.due_at END
      WHEN 'is' THEN 0
      WHEN 'planned'
        THEN CASE WHEN d.state = 'scheduled' AND d.closes_at > ?4 AND ${ALLOWED} THEN 0 END
      END AS at,
    CASE m.column1
      WHEN 'is' THEN ''
      WHEN 'planned'
        THEN date(CAST(max(d.due_at, ?4) / 1000 AS INTEGER), 'unixepoch', 'weekday 0', '-6 days')
      END AS standing,
    s.course, CASE m.column1 WHEN 'waited' THEN '' WHEN 'outcome' THEN d.facts ->> 'outcome'
      ELSE d.message END AS message
  FROM (${deliveries}) d CROSS JOIN subscriptions s ON s.id = d.subscription_id
  CROSS JOIN ${kinds} m`;

/** Sign-ups and their confirmations. */
const ofConsents = (subscriptions: string): string => `
  SELECT m.column1 AS measure,
    CASE m.column1 WHEN 'asked' THEN c.asked_at ELSE c.confirmed_at END AS at,
    NULL AS standing, s.course, '' AS message
  FROM (${subscriptions}) s CROSS JOIN consents c ON c.subscription_id = s.id
  CROSS JOIN (VALUES ('asked'), ('confirmed')) m`;

const ENDS = "(VALUES ('left'), ('outcome'))";

const ENDS_AND_STATES = `(VALUES ('left'), ('outcome'), ('status'), ('zone'), ('hour'), ('target'),
  ('suppressed'))`;

/** Of subscriptions `s`. Zones, hours and dates are of those who get lessons. */
const ofPeople = (subscriptions: string, kinds: string): string => `
  SELECT CASE m.column1
      WHEN 'status' THEN 'status ' || s.status
      WHEN 'zone' THEN 'zone ' || s.time_zone
      WHEN 'suppressed'
        THEN 'suppressed ' || CASE s.suppressed WHEN 1 THEN 'bounced' ELSE 'complained' END
      WHEN 'hour' THEN 'hour ' || printf('%02d', s.send_hour)
      ELSE m.column1 END AS measure,
    CASE m.column1
      WHEN 'left' THEN s.left_at
      WHEN 'outcome' THEN s.outcome_at
      WHEN 'status' THEN 0
      WHEN 'suppressed' THEN CASE WHEN s.suppressed > 0 THEN 0 END
      WHEN 'target' THEN CASE WHEN s.status IN ('active', 'paused') AND s.target_date
        >= strftime('%Y-%m-%d', CAST(?4 / 1000 AS INTEGER), 'unixepoch') THEN 0 END
      ELSE CASE WHEN s.status IN ('active', 'paused') THEN 0 END END AS at,
    CASE WHEN m.column1 = 'target' THEN substr(s.target_date, 1, 7) || '-01'
      WHEN m.column1 NOT IN ('left', 'outcome') THEN '' END AS standing,
    s.course, CASE m.column1 WHEN 'outcome' THEN coalesce(s.outcome, '') ELSE '' END AS message
  FROM (${subscriptions}) s CROSS JOIN ${kinds} m`;

const DAY_OF = "strftime('%Y-%m-%d', CAST(at / 1000 AS INTEGER), 'unixepoch')";

/** How the name of a sum over all courses and messages begins. */
export const ALL = 'all ';

/** Each event in the total and, unless its day isn't counted any more, on its day and in its sum. */
const dated = (events: string, from: string): string => `
  SELECT CASE t.column1 WHEN 'sum' THEN '${ALL}' || measure ELSE measure END AS measure,
    CASE t.column1 WHEN 'total' THEN coalesce(standing, '') ELSE ${DAY_OF} END AS day,
    CASE t.column1 WHEN 'sum' THEN '' ELSE course END AS course,
    CASE t.column1 WHEN 'sum' THEN '' ELSE message END AS message
  FROM (${events}) CROSS JOIN (VALUES ('day'), ('sum'), ('total')) t
  WHERE at IS NOT NULL
    AND (t.column1 = 'total' OR (standing IS NULL AND ${DAY_OF} >= ${from}))`;

/** From this day on, the next count replaces all. */
const WINDOW = `coalesce((SELECT state ->> 'from' FROM jobs WHERE name = '${DAILY_COUNTS}'), '')`;

const counted = (events: string): string => `
  SELECT /* count days */ measure, day, course, message, count(*) AS n
  FROM (${dated(events, '?3')}) GROUP BY 1, 2, 3, 4`;

// The slices.

const DELIVERIES = 'SELECT d.* FROM deliveries d WHERE d.id > ?1 ORDER BY d.id LIMIT ?2';
const SUBSCRIPTIONS = 'SELECT s.* FROM subscriptions s WHERE s.id > ?1 ORDER BY s.id LIMIT ?2';

const idsOf = (rows: string): string =>
  `SELECT /* count days */ count(*) AS n, max(id) AS last FROM (${rows})`;

const SLICES = {
  subscriptions: {
    ids: idsOf(SUBSCRIPTIONS),
    counts: [counted(ofConsents(SUBSCRIPTIONS)), counted(ofPeople(SUBSCRIPTIONS, ENDS_AND_STATES))],
  },
  deliveries: {
    ids: idsOf(DELIVERIES),
    counts: [counted(ofEmails(DELIVERIES, EVENTS_AND_STATES))],
  },
} as const;

const LISTED = `
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?1)`;

const SAVE = `
  /* save counts */ INSERT INTO daily (measure, day, course, message, n)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?1) WHERE true
  ON CONFLICT DO UPDATE SET n = excluded.n + daily.erased
  WHERE daily.n <> excluded.n + daily.erased`;

/** Rows that are counted again and aren't in the list. */
const GONE = `(day = '' OR day >= ?2 OR measure IN ('planned', 'target'))
  AND (measure, day, course, message) NOT IN (${LISTED})`;

const KEEP_ERASED = `/* save counts */ UPDATE daily SET n = erased WHERE erased > 0 AND n <> erased AND ${GONE}`;

const REMOVE = `/* save counts */ DELETE FROM daily WHERE erased = 0 AND ${GONE}`;

// What the pages read.

/** The counts of these measures from a day on. */
export async function readCounts(
  db: Database,
  measures: readonly string[],
  from: CivilDate,
): Promise<readonly DailyCount[]> {
  return ask<DailyCount>(db, READ, JSON.stringify(measures), from);
}

/** The totals of these measures; one that ends in a space also means all that begin with it. */
export const readTotals = (db: Database, measures: readonly string[]): Promise<DailyCount[]> =>
  ask<DailyCount>(db, TOTALS, JSON.stringify(measures));

/** When the job counted last. */
export async function countedAt(db: Database): Promise<Instant | null> {
  const [row] = await ask<{ at: Instant | null }>(
    db,
    `SELECT state ->> 'began' AS at FROM jobs WHERE name = '${DAILY_COUNTS}'`,
  );
  return row?.at ?? null;
}

const READ = `
  SELECT d.measure, d.day, d.course, d.message, d.n
  FROM json_each(?1) m CROSS JOIN daily d ON d.measure = m.value AND d.day >= ?2
  WHERE d.day <> ''`;

/** A range of measures ends before the character after the space; it has totals only. */
const TOTALS = `
  SELECT d.measure, d.day, d.course, d.message, d.n
  FROM json_each(?1) m CROSS JOIN daily d ON d.measure = m.value AND d.day = ''
  UNION ALL
  SELECT d.measure, d.day, d.course, d.message, d.n
  FROM json_each(?1) m CROSS JOIN daily d
    ON d.measure >= m.value AND d.measure < rtrim(m.value) || '!'
  WHERE m.value LIKE '% ' AND d.day = ''`;
