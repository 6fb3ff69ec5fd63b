/**
 * Columns as data: one map a table, from the fields of its type. It gives select lists, mappers and
 * values by name, so that a new column is one line here.
 */
import type { Delivery } from '../domain/delivery.ts';
import type { Subscription } from '../domain/subscription.ts';
import { type Row, type Statement, statement, type Value } from './database.ts';

type Column<T> = {
  readonly name: string;
  /** Null: the value is stored as it is. */
  readonly parse: ((stored: Row) => T) | null;
  readonly write: (value: T) => Value;
};

export type Columns<T> = { readonly [Field in keyof T]-?: Column<T[Field]> };

const plain = <T extends Value>(name: string): Column<T> => ({
  name,
  parse: null,
  write: (value) => value,
});

const json = <T>(name: string): Column<T> => ({
  name,
  parse: (stored) => JSON.parse(stored),
  write: (value) => JSON.stringify(value),
});

/** JSON, with NULL for `none`. */
const optionalJson = <T>(name: string, none: T): Column<T> => ({
  name,
  parse: (stored) => (stored === null ? none : JSON.parse(stored)),
  write: (value) => {
    const text = JSON.stringify(value);
    return text === JSON.stringify(none) ? null : text;
  },
});

/** Without `suppressed`, `change_token` and `wake_at`, which only statements read. */
export const SUBSCRIPTION: Columns<Subscription> = {
  id: plain('id'),
  subscriberId: plain('subscriber_id'),
  course: plain('course'),
  status: plain('status'),
  targetDate: plain('target_date'),
  dateKind: plain('date_kind'),
  timeZone: plain('time_zone'),
  sendHour: plain('send_hour'),
  name: plain('name'),
  locale: plain('locale'),
  round: plain('round'),
  revision: plain('revision'),
  toldDate: plain('told_date'),
  toldAt: plain('told_at'),
  movedAt: plain('moved_at'),
  undo: optionalJson<Subscription['undo']>('undo', []),
  notes: optionalJson<Subscription['notes']>('notes', []),
  pausedUntil: plain('paused_until'),
  parkedAt: plain('parked_at'),
  outcome: plain('outcome'),
  outcomeAt: plain('outcome_at'),
  requestedAt: plain('requested_at'),
  confirmedAt: plain('confirmed_at'),
  leftAt: plain('left_at'),
  linkVersion: plain('link_version'),
};

/** What a plan needs; the columns of sending stand in its statements. */
export const DELIVERY: Columns<Delivery> = {
  id: plain('id'),
  message: plain('message'),
  kind: plain('kind'),
  round: plain('round'),
  occasion: plain('occasion'),
  state: plain('state'),
  reason: plain('reason'),
  dueAt: plain('due_at'),
  closesAt: plain('closes_at'),
  firstCallAt: plain('first_call_at'),
  sentAt: plain('sent_at'),
  deliveredAt: plain('delivered_at'),
  bouncedAt: plain('bounced_at'),
  complainedAt: plain('complained_at'),
  facts: json('facts'),
  toldDate: plain('told_date'),
};

/** All fields but these. */
export const fieldsOf = <T>(columns: Columns<T>, except: readonly (keyof T)[] = []): (keyof T)[] =>
  (Object.keys(columns) as (keyof T)[]).filter((field) => !except.includes(field));

/**
 * The columns of these fields as a list in SQL.
 * @example listOf(SUBSCRIPTION, (name) => `s.${name}`, ['id', 'toldAt']) // 's.id, s.told_at'
 */
export const listOf = <T>(
  columns: Columns<T>,
  form: (name: string) => string = (name) => name,
  fields: readonly (keyof T)[] = fieldsOf(columns),
): string => fields.map((field) => form(columns[field].name)).join(', ');

/** Reads these fields from a row whose columns have their own names. */
export function readerOf<T, Field extends keyof T>(
  columns: Columns<T>,
  fields: readonly Field[] = fieldsOf(columns) as Field[],
): (row: Row) => Pick<T, Field> {
  const own = fields.map((field) => columns[field]);
  const count = fields.length;
  return (row) => {
    const read = {} as { -readonly [F in Field]: T[F] };
    // Runs for each email: an index and no call for plain values take a third of the time.
    for (let i = 0; i < count; i++) {
      const { name, parse } = own[i]!;
      read[fields[i]!] = parse === null ? row[name] : parse(row[name]);
    }
    return read;
  };
}

/** The values of all fields by column name. */
export const valuesOf = <T>(columns: Columns<T>, row: T): Record<string, Value> =>
  Object.fromEntries(
    fieldsOf(columns).map((field) => [columns[field].name, columns[field].write(row[field])]),
  );

/**
 * A statement whose values have names: `:revision` is bound to `values.revision`. They are numbered
 * in the order of `values`.
 */
export function named(sql: string, values: Readonly<Record<string, Value>>): Statement {
  const used = new Set(Array.from(sql.matchAll(NAME), ([, name]) => name!));
  const names = Object.keys(values).filter((name) => used.has(name));
  const numbered = sql.replace(NAME, (_, name: string) => `?${names.indexOf(name) + 1}`);
  return statement(numbered, ...names.map((name) => values[name]!));
}

const NAME = /:([a-z_]+)/g;
