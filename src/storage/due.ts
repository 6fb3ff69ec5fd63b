/** Which rows may be sent, and the values their emails need. Reading claims nothing. */

import { BRAKED } from '../domain/brake.ts';
import type { Facts, Kind } from '../domain/delivery.ts';
import { ALL } from '../domain/hold.ts';
import { asks, SYSTEM_MESSAGES, survivesReplan } from '../domain/messages.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import { listOf, readerOf, SUBSCRIPTION } from './columns.ts';
import { ask, type Database, statement, textList } from './database.ts';

/** A delivery that may be sent, with the subscription's values that its email needs. */
export type Due = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly message: string;
  readonly kind: Kind;
  readonly dueAt: Instant;
  readonly closesAt: Instant;
  /** The key under which it was definitely rejected before, if any. */
  readonly refusedKey: string | null;
  readonly address: string;
  readonly facts: Facts;
  readonly person: Recipient;
};

/** What an email needs of its subscription. */
const RECIPIENT = [
  ...(['revision', 'course', 'targetDate', 'dateKind', 'timeZone', 'sendHour', 'name'] as const),
  ...(['locale', 'requestedAt', 'linkVersion', 'round', 'notes'] as const),
] as const;

export type Recipient = Pick<Subscription, (typeof RECIPIENT)[number]>;

/** Up to `limit` due rows, most perishable first. Reading claims nothing: the fence does. */
export const findDue = async (
  db: Database,
  now: Instant,
  limit: number,
  lessonsHeld = false,
): Promise<Due[]> =>
  (await ask<DueRow>(db, lessonsHeld ? FIND_DUE_BUT_LESSONS : FIND_DUE, now, limit)).map(toDue);

/** The same, restricted to these rows. */
export const findThese = async (
  db: Database,
  ids: readonly string[],
  now: Instant,
): Promise<Due[]> => (await ask<DueRow>(db, FIND_THESE, now, JSON.stringify(ids))).map(toDue);

/**
 * Rows of which one may be tried while `scope` is held, most perishable first; the last is the row
 * that was rejected longest ago.
 */
export async function findProbes(db: Database, scope: string, now: Instant): Promise<Due[]> {
  const ready =
    scope === ALL
      ? statement(FIND_DUE, now, PROBES)
      : statement(FIND_OF_MESSAGE, now, PROBES, scope);
  const answers = await db([ready, statement(FIND_REFUSED, now, PROBES, scope)]);
  const rows = answers.flatMap((answer) => answer.rows as readonly DueRow[]);
  return [...new Map(rows.map((row) => [row.id, toDue(row)])).values()];
}

/** Rows that a probe reads: those whose window has closed are skipped, and one is tried. */
const PROBES = 100;

/**
 * Subscription `s` may not get email of this kind. A confirmation may go to an address that
 * bounced.
 */
export const suppressedFor = (kind: string): string =>
  `(s.suppressed > (${kind} = 'confirm') AND ${kind} <> 'address')`;

/** The copy in `subscriptions`: 0 not suppressed, 1 by a bounce, 2 by a complaint. */
export const levelOf = (reason: string): string =>
  `CASE ${reason} WHEN 'complained' THEN 2 ELSE ${reason} IS NOT NULL END`;

/** A new plan leaves the delivery `d` unchanged, as in the planner. */
const SURVIVES_REPLAN = `d.message IN (${textList(SYSTEM_MESSAGES.filter(survivesReplan))})`;

/** The countdown of subscription `s` was called off: `isOff` of the domain (rule 8). */
const IS_OFF = '(s.target_date IS NULL AND s.outcome IS NOT NULL)';

/** It answers a request and asks nothing: also sent while the countdown is off. */
const IS_REPLY = `d.message IN (${textList(
  SYSTEM_MESSAGES.filter((id) => survivesReplan(id) && !asks(id)),
)})`;

/** A change of subscription `s` does not affect the delivery `d`, unless it ended the subscription. */
export const SURVIVES_CHANGE = `(${SURVIVES_REPLAN} AND (NOT ${IS_OFF} OR ${IS_REPLY}))`;

/** Which kind of email a subscription in this status may get. */
export const ENTITLED = `(NOT ${suppressedFor('d.kind')} AND (
    (d.kind = 'lesson' AND s.status = 'active')
    OR (d.kind = 'confirm' AND (s.status = 'pending' OR s.suppressed = 1))
    OR (d.kind IN ('notice', 'resent', 'address') AND s.status IN ('active', 'paused'))))`;

/** Checked when reading due rows and again at the fence. */
export const ALLOWED = `(${ENTITLED}
    AND (s.revision = d.revision OR d.kind IN ('resent', 'address')))`;

/** A delivery that a brake holds. The subqueries don't depend on the row: each runs once. */
export const IS_BRAKED = `(${Object.entries(BRAKED)
  .map(
    ([scope, kinds]) => `(d.kind IN (${textList(kinds)})
      AND EXISTS (SELECT 1 FROM holds WHERE scope = '${scope}'))`,
  )
  .join(' OR ')})`;

/** Whether the delivery `d` of subscription `s` is held: its message, or all of its kind. */
export const IS_HELD = `(${IS_BRAKED}
    OR EXISTS (SELECT 1 FROM holds h WHERE h.scope = s.course || '/' || d.message))`;

/** Not waiting after a failed composition or a rejection that put its message on hold. */
const READY = '(d.waits_until IS NULL OR d.waits_until <= ?1)';

const PERSON = listOf(SUBSCRIPTION, (name) => `s.${name}`, RECIPIENT);

const DUE = `d.id, d.subscription_id, d.message, d.kind, d.due_at, d.closes_at, d.call_id, d.address,
    d.facts, ${PERSON}`;

/**
 * Most perishable first. Naming all classes lets the index provide the order and stop at the limit.
 */
const dueOf = (which: string, classes = '0, 1, 2, 3'): string => `
  SELECT /* look */ ${DUE}
  FROM deliveries d CROSS JOIN subscriptions s ON s.id = d.subscription_id
  WHERE d.state = 'scheduled' AND d.class IN (${classes}) AND d.due_at <= ?1 AND ${READY}
    AND ${ALLOWED} AND ${which}
  ORDER BY d.class, d.due_at LIMIT ?2`;

const FIND_DUE = dueOf(`NOT ${IS_HELD}`);
/** Doesn't read the lessons that wait: none is of class 0. */
const FIND_DUE_BUT_LESSONS = dueOf(`NOT ${IS_HELD}`, '0');
const FIND_OF_MESSAGE = dueOf(`NOT ${IS_BRAKED} AND s.course || '/' || d.message = ?3`);

/** The row that was rejected longest ago: tried when no other held row is due. */
const FIND_REFUSED = `
  SELECT ${DUE}
  FROM refusals CROSS JOIN deliveries d ON d.id = refusals.delivery_id
  JOIN subscriptions s ON s.id = d.subscription_id
  WHERE d.state = 'scheduled' AND d.due_at <= ?1 AND ${ALLOWED} AND NOT ${IS_BRAKED}
    AND ?3 IN ('${ALL}', refusals.scope)
  ORDER BY d.closes_at <= ?1 DESC, d.waits_until LIMIT ?2`;

const FIND_THESE = `
  SELECT ${DUE}
  FROM json_each(?2) j CROSS JOIN deliveries d ON d.id = j.value
  JOIN subscriptions s ON s.id = d.subscription_id
  WHERE d.state = 'scheduled' AND d.due_at <= ?1 AND ${READY} AND ${ALLOWED}
    AND NOT ${IS_HELD}
  ORDER BY d.class, d.due_at`;

type DueRow = {
  readonly id: string;
  readonly subscription_id: string;
  readonly message: string;
  readonly kind: Kind;
  readonly due_at: number;
  readonly closes_at: number;
  readonly call_id: string | null;
  readonly address: string;
  readonly facts: string;
};

const toRecipient = readerOf(SUBSCRIPTION, RECIPIENT);

const toDue = (row: DueRow): Due => ({
  id: row.id,
  subscriptionId: row.subscription_id,
  message: row.message,
  kind: row.kind,
  dueAt: row.due_at,
  closesAt: row.closes_at,
  refusedKey: row.call_id,
  address: row.address,
  facts: JSON.parse(row.facts) as Facts,
  person: toRecipient(row),
});
