/** What production's statements do, as far as the simulator looks at it. */
import type { Statement } from '../../src/storage/database.ts';

type Kind = Readonly<Record<KindName, boolean>>;
type KindName =
  | 'people'
  | 'person'
  | 'erases'
  | 'plans'
  | 'fences'
  | 'finds'
  | 'expires'
  | 'takesOver'
  | 'records'
  | 'calls'
  | 'tells'
  | 'writes'
  | 'counts'
  | 'prunes';

const kinds = new Map<string, Kind>();

/** What a statement does, by its text; production's statements are few. */
export function kindOf(sql: string): Kind {
  let kind = kinds.get(sql);
  if (kind === undefined) {
    kind = {
      people:
        /^\s*((UPDATE|DELETE FROM) (subscriptions|subscribers)|INSERT INTO subscriptions)\b/.test(
          sql,
        ) && !/SET wake_at/.test(sql),
      person:
        /^\s*INSERT INTO subscriptions\b/.test(sql) ||
        /^\s*(UPDATE|DELETE FROM) subscriptions\b[\s\S]*WHERE id = \?1\b/.test(sql),
      erases: /^\s*DELETE FROM (deliveries|subscriptions) WHERE/.test(sql),
      plans: /INTO deliveries/.test(sql),
      fences: /SET state = 'sending'/.test(sql),
      finds: /ORDER BY d.class, d.due_at/.test(sql),
      expires: /reason = 'window_closed'/.test(sql),
      records: /^\s*UPDATE deliveries AS d[\s\S]*(provider_id = COALESCE\(|'never_accepted')/.test(
        sql,
      ),
      takesOver: /AS withdrawn/.test(sql),
      calls: /^\s*(UPDATE|INSERT INTO|DELETE FROM) calls\b/.test(sql),
      tells: /delivered_at = CASE/.test(sql),
      counts:
        /^\s*(UPDATE|INSERT INTO|DELETE FROM) (deliveries|calls|subscriptions)\b/.test(sql) &&
        !/SET (wake_at|lease_token = \?\d\s)/.test(sql),
      prunes: /^\s*DELETE FROM templates\b/.test(sql),
      writes:
        /^\s*(UPDATE|INSERT|DELETE)/.test(sql) && !/^\s*UPDATE settings SET last_tick_at/.test(sql),
    };
    kinds.set(sql, kind);
  }
  return kind;
}

/** Whether what is scheduled may be different now, or for whom. */
export function reschedules({ sql, values }: Statement): boolean {
  const { counts, calls, fences, records, tells } = kindOf(sql);
  if (records) return String(values[1]).includes('"scheduled"');
  return counts && !calls && !fences && !tells;
}
