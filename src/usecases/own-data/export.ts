import type { Instant } from '../../domain/time.ts';
import { exportPerson, type Records } from '../../storage/own-data.ts';
import { load, type Target } from '../manage/load.ts';
import type { Ports } from '../ports.ts';

/**
 * All data stored about the person behind this subscription, for all their courses. Instants become
 * ISO strings; secrets and internal columns are left out.
 */
export async function exportAll(
  ports: Ports,
  target: Target,
  now: Instant,
): Promise<Records | null> {
  const enrolment = await load(ports, target);
  const stored = enrolment && (await exportPerson(ports.db, enrolment.subscription.subscriberId));
  if (!stored) return null;
  const { person, addressChanges, subscriptions, consents, deliveries, ticks } = stored;
  const of = (rows: readonly Records[], subscription: unknown): readonly Records[] =>
    rows
      .filter((row) => row.subscription_id === subscription)
      .map(({ subscription_id: _, ...row }) => readable(row));
  return {
    exported_at: new Date(now).toISOString(),
    ...readable(person),
    address_changes: addressChanges.map(readable),
    subscriptions: subscriptions.map(({ id: subscription, ...row }) => ({
      ...readable(row),
      consents: of(consents, subscription),
      ticks: of(ticks, subscription),
      deliveries: of(deliveries, subscription),
    })),
  };
}

/** Columns that hold JSON. */
const NESTED: readonly string[] = ['undo', 'facts', 'slots', 'notes'];

/** The id of an address change is part of its link, so it is a secret. */
const INTERNAL: readonly string[] = ['change'];

const readable = (row: Records): Records =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, told(column, value)]));

function told(column: string, value: unknown): unknown {
  if (typeof value === 'number' && column.endsWith('_at')) return new Date(value).toISOString();
  if (typeof value !== 'string' || !NESTED.includes(column)) return value;
  const nested = JSON.parse(value) as Records;
  if (Array.isArray(nested)) return nested;
  return Object.fromEntries(Object.entries(nested).filter(([key]) => !INTERNAL.includes(key)));
}
