/** Sent emails, from what the fence wrote. */
import type { Template } from '../domain/template.ts';
import type { FrozenMail } from './calls.ts';
import { ask, type Database, type Row } from './database.ts';

/** Null: there is no such email. */
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
      values: JSON.parse(row.slots),
      toldDate: row.told_date,
    },
    template: JSON.parse(row.body),
  };
}

/** A row whose fence was lifted was in no request, even if it still has values. */
const SENT_MAIL = `
  SELECT d.id, d.subscription_id, d.address, d.template, d.slots, d.told_date, t.body
  FROM deliveries d JOIN templates t ON t.hash = d.template
  WHERE d.id = ?1 AND d.first_call_at IS NOT NULL`;
