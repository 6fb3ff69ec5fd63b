/** What the simulator needs to know of each production statement, from its name or table. */
import type { Statement } from '../../src/storage/database.ts';

type Kind = {
  readonly name: string | null;
  readonly verb: string;
  readonly table: string;
  /** Writes subscriptions or subscribers. */
  readonly people: boolean;
  /** Concerns one subscription, whose id is the first value. */
  readonly person: boolean;
  /** Erases a subscription. */
  readonly erases: boolean;
  /** Changes rows that the consistency check reads. */
  readonly counts: boolean;
  /** Writes anything except the time of the last tick. */
  readonly writes: boolean;
};

const kinds = new Map<string, Kind>();

const PARTS =
  /^\s*(?:\/\* ([a-z -]+) \*\/\s*)?(UPDATE|INSERT INTO|DELETE FROM|SELECT)\s+(?:\/\* ([a-z -]+) \*\/\s*)?(\w+)/;

/** Memoized: production has few statements. */
export function kindOf(sql: string): Kind {
  let kind = kinds.get(sql);
  if (kind === undefined) {
    const [, head, verb = '', inside, table = ''] = PARTS.exec(sql) ?? [];
    const isWrite = verb !== '' && verb !== 'SELECT';
    const wakes = /SET wake_at/.test(sql);
    const isOf = (...tables: string[]): boolean => isWrite && tables.includes(table);
    kind = {
      name: head ?? inside ?? null,
      verb,
      table,
      people:
        isOf('subscriptions', 'subscribers') &&
        !wakes &&
        !(table === 'subscribers' && verb === 'INSERT INTO'),
      person: table === 'subscriptions' && (verb === 'INSERT INTO' || /WHERE id = \?1\b/.test(sql)),
      erases: verb === 'DELETE FROM' && isOf('deliveries', 'subscriptions'),
      counts:
        isOf('deliveries', 'calls', 'subscriptions') &&
        !wakes &&
        !['take over', 'lease members', 'feedback'].includes(head ?? ''),
      writes: isWrite && head !== 'open tick',
    };
    kinds.set(sql, kind);
  }
  return kind;
}

const SCHEDULES_NOTHING = ['fence', 'feedback', 'record sent', 'expire'];

/** Whether the statement may change what's scheduled, or for which subscription. */
export function reschedules({ sql, values }: Statement): boolean {
  const { name, table, counts } = kindOf(sql);
  if (name === 'record') return String(values[1]).includes('"scheduled"');
  return counts && table !== 'calls' && !SCHEDULES_NOTHING.includes(name ?? '');
}
