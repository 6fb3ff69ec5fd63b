/** The column maps: a stored value reads back unchanged, and no column is missing. */
import { describe, expect, it } from 'vitest';
import { type Subscription, UNTOUCHED } from '../../src/domain/subscription.ts';
import {
  type Columns,
  DELIVERY,
  fieldsOf,
  listOf,
  named,
  readerOf,
  SUBSCRIPTION,
  valuesOf,
} from '../../src/storage/columns.ts';
import { tablesOf } from '../support/schema.ts';

const namesIn = <T>(columns: Columns<T>): string[] => listOf(columns).split(', ');
const columnsOf = (table: string): readonly string[] =>
  tablesOf().find((one) => one.table === table)!.columns;

/** Columns used only in statements, not in the domain. */
const INTERNAL = ['suppressed', 'change_token', 'wake_at'];

it('every column of a subscription is in its map or is internal', () => {
  expect([...namesIn(SUBSCRIPTION), ...INTERNAL].sort()).toEqual(
    [...columnsOf('subscriptions')].sort(),
  );
});

it('every delivery column that a plan reads exists', () => {
  const known = columnsOf('deliveries');
  expect(namesIn(DELIVERY).filter((name) => !known.includes(name))).toEqual([]);
});

it.each<{ undo: Subscription['undo'] }>([
  { undo: [] },
  { undo: [{ until: 5, verb: 'moved', before: { targetDate: '2027-02-01', sendHour: 7 } }] },
])('a subscription reads back unchanged: $undo', ({ undo }) => {
  const subscription = {
    ...UNTOUCHED,
    ...({ id: 's', subscriberId: 'p', course: 'c', status: 'active' } as const),
    ...{ targetDate: '2027-03-01', timeZone: 'UTC', sendHour: 8, name: 'Ada', locale: 'en' },
    ...{ revision: 3, requestedAt: 1, undo },
  } satisfies Subscription;
  const row = valuesOf(SUBSCRIPTION, subscription);
  expect(readerOf(SUBSCRIPTION)(row)).toEqual(subscription);
});

describe('a statement with named values', () => {
  it('binds each name once, and no unused value', () => {
    const values = { id: 'x', unused: 1, to: 2 };
    expect(named('UPDATE t SET a = :to, b = :to WHERE id = :id', values)).toEqual({
      sql: 'UPDATE t SET a = ?2, b = ?2 WHERE id = ?1',
      values: ['x', 2],
    });
  });

  it('lists the columns of some fields, or of all except some', () => {
    const own = fieldsOf(DELIVERY, ['id']).slice(0, 2);
    expect(listOf(DELIVERY, (name) => `d.${name}`, own)).toBe('d.message, d.kind');
  });
});
