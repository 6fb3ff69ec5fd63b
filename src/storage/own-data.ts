/** What is shown to a person of their own data: everything stored, or one email as it was sent. */
import { fromStored } from '../domain/stored-values.ts';
import type { Template } from '../domain/template.ts';
import type { FrozenMail } from './calls.ts';
import { fieldsOf, listOf, SUBSCRIPTION } from './columns.ts';
import { ask, type Database, type Row, statement } from './database.ts';

/** Rows as stored, by column. */
export type Records = Readonly<Record<string, unknown>>;

type PersonRecords = {
  readonly person: Records;
  readonly addressChanges: readonly Records[];
  readonly subscriptions: readonly Records[];
  readonly consents: readonly Records[];
  readonly deliveries: readonly Records[];
  readonly checkedSteps: readonly Records[];
};

/** All data stored about a person, except internal columns; null if there is none. */
export async function exportPerson(
  db: Database,
  subscriberId: string,
): Promise<PersonRecords | null> {
  const [people, changes, subscriptions, consents, deliveries, templates, checked] = await db(
    [PERSON, CHANGES, SUBSCRIPTIONS, CONSENTS, DELIVERIES, TEMPLATES, CHECKED].map((sql) =>
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
    deliveries: withNames(deliveries!.rows, templates!.rows),
    checkedSteps: checked!.rows,
  };
}

/** The stored values of emails by name. */
function withNames(deliveries: readonly Row[], templates: readonly Row[]): readonly Records[] {
  const byHash = new Map(templates.map(({ hash, body }) => [hash, JSON.parse(body) as Template]));
  return deliveries.map(({ template, slots, ...row }) => {
    const known = byHash.get(template);
    return { ...row, slots: known && slots ? fromStored(known, JSON.parse(slots)) : null };
  });
}

/** A sent email, from what the fence wrote; null: there is no such email. */
export async function findSentEmail(
  db: Database,
  delivery: string,
): Promise<{ readonly mail: FrozenMail; readonly template: Template } | null> {
  const [row] = await ask<Row>(db, SENT_MAIL, delivery);
  if (row === undefined) return null;
  return {
    mail: {
      id: row.id,
      subscriptionId: row.subscription_id,
      address: row.address,
      template: row.template,
      stored: JSON.parse(row.slots),
      toldDate: row.told_date,
    },
    template: JSON.parse(row.body),
  };
}

const PERSON = 'SELECT address, suppressed, created_at FROM subscribers WHERE id = ?1';

const CHANGES = `
  SELECT address, asked_at, settled, settled_at FROM address_changes
  WHERE subscriber_id = ?1 ORDER BY asked_at`;

const EXPORTED = fieldsOf(SUBSCRIPTION, ['subscriberId', 'revision', 'linkVersion']);

const SUBSCRIPTIONS = `
  SELECT ${listOf(SUBSCRIPTION, undefined, EXPORTED)}
  FROM subscriptions WHERE subscriber_id = ?1 ORDER BY requested_at, id`;

const CONSENTS = `
  SELECT c.subscription_id, c.asked_at, c.asked_how, c.asked_words, c.confirmed_at,
    c.confirmed_how, c.confirmed_words
  FROM consents c JOIN subscriptions s ON s.id = c.subscription_id
  WHERE s.subscriber_id = ?1 ORDER BY c.asked_at`;

const DELIVERIES = `
  SELECT d.subscription_id, d.message, d.kind, d.round, d.occasion, d.state, d.reason, d.due_at,
    d.closes_at, d.address, d.facts, d.template, d.slots, d.told_date, d.provider_id, d.first_call_at,
    d.sent_at, d.delivered_at, d.bounced_at, d.complained_at
  FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
  WHERE s.subscriber_id = ?1 ORDER BY d.due_at, d.id`;

const TEMPLATES = `
  SELECT hash, body FROM templates WHERE hash IN (
    SELECT d.template FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
    WHERE s.subscriber_id = ?1)`;

const CHECKED = `
  SELECT t.subscription_id, t.round, t.lesson, t.step
  FROM checked_steps t JOIN subscriptions s ON s.id = t.subscription_id
  WHERE s.subscriber_id = ?1`;

/** A row whose fence was lifted was in no request, even if it still has values. */
const SENT_MAIL = `
  SELECT d.id, d.subscription_id, d.address, d.template, d.slots, d.told_date, t.body
  FROM deliveries d JOIN templates t ON t.hash = d.template
  WHERE d.id = ?1 AND d.first_call_at IS NOT NULL`;
