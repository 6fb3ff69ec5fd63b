import { type Database, statement } from './database.ts';

/** Rows as stored, by column. */
export type Records = Readonly<Record<string, unknown>>;

type PersonRecords = {
  readonly person: Records;
  readonly addressChanges: readonly Records[];
  readonly subscriptions: readonly Records[];
  readonly consents: readonly Records[];
  readonly deliveries: readonly Records[];
  readonly ticks: readonly Records[];
};

/** All data stored about a person, except internal columns; null if there is none. */
export async function exportPerson(
  db: Database,
  subscriberId: string,
): Promise<PersonRecords | null> {
  const [people, changes, subscriptions, consents, deliveries, ticks] = await db(
    [PERSON, CHANGES, SUBSCRIPTIONS, CONSENTS, DELIVERIES, TICKS].map((sql) =>
      statement(sql, subscriberId),
    ),
  );
  const person = people!.rows[0];
  if (person === undefined) return null;
  return {
    person,
    addressChanges: changes!.rows,
    subscriptions: subscriptions!.rows,
    consents: consents!.rows,
    deliveries: deliveries!.rows,
    ticks: ticks!.rows,
  };
}

const PERSON = 'SELECT address, suppressed, created_at FROM subscribers WHERE id = ?1';

const CHANGES = `
  SELECT address, asked_at, settled, settled_at FROM address_changes
  WHERE subscriber_id = ?1 ORDER BY asked_at`;

const SUBSCRIPTIONS = `
  SELECT id, course, status, target_date, date_kind, time_zone, send_hour, name, locale, round, told_date,
    told_at, moved_at, undo, paused_until, parked_at, outcome, outcome_at, requested_at,
    confirmed_at, left_at
  FROM subscriptions WHERE subscriber_id = ?1 ORDER BY requested_at, id`;

const CONSENTS = `
  SELECT c.subscription_id, c.asked_at, c.asked_how, c.asked_words, c.confirmed_at,
    c.confirmed_how, c.confirmed_words
  FROM consents c JOIN subscriptions s ON s.id = c.subscription_id
  WHERE s.subscriber_id = ?1 ORDER BY c.asked_at`;

const DELIVERIES = `
  SELECT d.subscription_id, d.message, d.kind, d.round, d.occasion, d.state, d.reason, d.due_at,
    d.closes_at, d.address, d.facts, d.slots, d.told_date, d.provider_id, d.first_call_at,
    d.sent_at, d.delivered_at, d.bounced_at, d.complained_at
  FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
  WHERE s.subscriber_id = ?1 ORDER BY d.due_at, d.id`;

const TICKS = `
  SELECT t.subscription_id, t.round, t.lesson, t.step
  FROM ticks t JOIN subscriptions s ON s.id = t.subscription_id
  WHERE s.subscriber_id = ?1`;
