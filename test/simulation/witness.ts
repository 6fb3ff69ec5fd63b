/** Sees what the database commits: how things stand with people, and what was planned for them. */
import type { Answer, Statement } from '../../src/storage/database.ts';
import type { Process, Stage } from './stage.ts';

/** How things stand with a subscription from one step on. */
export type Standing = {
  readonly step: number;
  readonly at: number;
  readonly status: 'pending' | 'active' | 'paused' | 'left' | 'forgotten';
  readonly address: string;
  readonly course: string;
  readonly suppressed: number;
  readonly revision: number;
  readonly targetDate: string | null;
  readonly timeZone: string;
  readonly sendHour: number;
};

export type Plan = {
  readonly message: string;
  readonly dueAt: number;
  readonly closesAt: number;
  /** Since when it has been scheduled without a break. */
  readonly since: number;
  readonly scheduled: boolean;
};

/** The moment at which a mail was allowed to leave, and how things were then. */
export type Fence = {
  readonly step: number;
  readonly at: number;
  readonly plan: Plan | undefined;
  readonly standing: Standing | undefined;
};

export type Witness = {
  readonly standings: ReadonlyMap<string, readonly Standing[]>;
  /** By subscription, by delivery: everything that was ever scheduled and is not forgotten. */
  readonly plans: ReadonlyMap<string, Map<string, Plan>>;
  readonly fences: ReadonlyMap<string, Fence>;
  readonly standingAt: (subscription: string, step: number) => Standing | undefined;
  readonly planOf: (delivery: string) => Plan | undefined;
  readonly before: (statements: readonly Statement[]) => void;
  readonly committed: (
    process: Process,
    statements: readonly Statement[],
    answers: readonly Answer[],
  ) => void;
};

export type Watcher = {
  readonly found: (process: Process, deliveries: readonly string[]) => void;
  readonly fenced: (process: Process, deliveries: readonly string[]) => void;
  /** Given up, because the window was closed. */
  readonly skipped: (deliveries: readonly string[]) => void;
  /** A subscription is about to be erased. */
  readonly erasing: (subscription: string) => void;
};

export function createWitness(stage: Stage, watcher: Watcher): Witness {
  const standings = new Map<string, Standing[]>();
  const plans = new Map<string, Map<string, Plan>>();
  const fences = new Map<string, Fence>();
  const { rows } = stage.world;

  const last = (id: string): Standing | undefined => standings.get(id)?.at(-1);
  const planOf = (delivery: string): Plan | undefined =>
    plans.get(ownerOf(delivery))?.get(delivery);

  /** One of them, where the statement names one; all, where it does not. */
  function lookAtPeople(id: string | null): void {
    const found = rows<Row>(
      id === null ? PEOPLE : `${PEOPLE} WHERE s.id = ?1`,
      ...(id ? [id] : []),
    );
    for (const row of found) noteStanding(row);
    const gone = id === null ? [...standings.keys()] : [id];
    const seen = new Set(found.map((row) => row.id));
    for (const one of gone) {
      const before = last(one);
      if (seen.has(one) || before === undefined || before.status === 'forgotten') continue;
      standings.get(one)!.push({ ...before, status: 'forgotten', step: stage.step, at: stage.now });
      plans.delete(one);
    }
  }

  function noteStanding({ id, ...standing }: Row): void {
    const before = last(id);
    const same =
      before?.revision === standing.revision &&
      before.status === standing.status &&
      before.suppressed === standing.suppressed;
    if (same) return;
    const own = standings.get(id) ?? [];
    standings.set(id, own);
    own.push({ ...standing, step: stage.step, at: stage.now });
  }

  function lookAtPlans(planned: string): void {
    const owners = new Set(
      (JSON.parse(planned) as { subscription: string }[]).map(({ subscription }) => subscription),
    );
    for (const owner of owners) {
      const own = plans.get(owner) ?? new Map<string, Plan>();
      plans.set(owner, own);
      const now = new Map(rows<Plan & { id: string }>(PLANS, owner).map((row) => [row.id, row]));
      for (const [id, plan] of own) {
        if (!now.has(id)) own.set(id, { ...plan, scheduled: false });
      }
      for (const [id, { message, dueAt, closesAt }] of now) {
        const before = own.get(id);
        const since = before?.scheduled ? before.since : stage.now;
        own.set(id, { message, dueAt, closesAt, since, scheduled: true });
      }
    }
  }

  function fence(process: Process, ids: readonly string[]): void {
    for (const id of ids) {
      process.decided.set(id, stage.step);
      const standing = last(ownerOf(id));
      fences.set(id, { step: stage.step, at: stage.now, plan: planOf(id), standing });
    }
    if (ids.length > 0) watcher.fenced(process, ids);
  }

  return {
    standings,
    plans,
    fences,
    planOf,
    standingAt: (id, step) => standings.get(id)?.findLast((standing) => standing.step <= step),
    before(statements) {
      const [first] = statements;
      if (kindOf(first!.sql).erases) watcher.erasing(String(first!.values[0]));
    },
    committed(process, statements, answers) {
      statements.forEach(({ sql, values }, index) => {
        const kind = kindOf(sql);
        const own = answers[index]!.rows;
        if (kind.people) lookAtPeople(kind.person ? String(values[0]) : null);
        if (kind.plans) lookAtPlans(String(values[1]));
        if (kind.fences && answers[index]!.changes > 0) {
          fence(process, rows<{ id: string }>(FENCED, ...values.slice(0, 3)).map(idOf));
        }
        if (kind.finds && own.length > 0) watcher.found(process, own.map(idOf));
        if (kind.expires) watcher.skipped(own.map(idOf));
        if (kind.takesOver) {
          for (const row of own) {
            if (row.withdrawn === null) process.decided.set(row.id, stage.step);
          }
        }
      });
    },
  };
}

/** The subscription that a delivery's id names. */
export const ownerOf = (delivery: string): string => delivery.slice(0, delivery.indexOf('_'));

const idOf = ({ id }: { id: string }): string => id;

type Row = Omit<Standing, 'step' | 'at'> & { readonly id: string };

const PEOPLE = `
  SELECT s.id, s.status, p.address, s.course, s.suppressed, s.revision,
    s.target_date AS targetDate, s.time_zone AS timeZone, s.send_hour AS sendHour
  FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id`;

const PLANS = `
  SELECT id, message, due_at AS dueAt, closes_at AS closesAt FROM deliveries
  WHERE subscription_id = ?1 AND state = 'scheduled'`;

const FENCED = `
  SELECT d.id FROM json_each(?3) j JOIN deliveries d ON d.id = j.value ->> 0
  WHERE d.state = 'sending' AND d.first_call_at = ?1 AND d.lease_token = ?2
    AND d.call_id = j.value ->> 1`;

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

/** Whether what is scheduled may be different now, or for whom. */
export function reschedules({ sql, values }: Statement): boolean {
  const { counts, calls, fences, records, tells } = kindOf(sql);
  if (records) return String(values[1]).includes('"scheduled"');
  return counts && !calls && !fences && !tells;
}

/** What a statement does, by its text; production's statements are few. */
export function kindOf(sql: string): Kind {
  let kind = kinds.get(sql);
  if (kind === undefined) {
    kind = {
      people:
        /^\s*(UPDATE|INSERT INTO|DELETE FROM) subscriptions\b/.test(sql) &&
        !/SET wake_at/.test(sql),
      person: /^\s*INSERT|WHERE id = \?1\b/.test(sql),
      erases: sql.startsWith('DELETE FROM subscriptions'),
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
