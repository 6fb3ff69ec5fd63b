/** Watches database commits: each subscription's history, plans and fences. */
import type { Instant } from '../../src/domain/time.ts';
import type { Answer, Statement } from '../../src/storage/database.ts';
import type { Process, Scheduler } from './scheduler.ts';
import { kindOf } from './statements.ts';

/** A subscription's state from one step on. */
export type Snapshot = {
  readonly step: number;
  readonly at: number;
  /** The process whose commit caused it. */
  readonly by: Process | null;
  readonly status: 'pending' | 'active' | 'paused' | 'left' | 'forgotten';
  readonly address: string;
  readonly course: string;
  readonly suppressed: number;
  readonly revision: number;
  readonly links: number;
  readonly round: number;
  readonly targetDate: string | null;
  readonly timeZone: string;
  readonly sendHour: number;
  readonly pausedUntil: string | null;
  /** 1: the target was called off. */
  readonly off: number;
};

export type Plan = {
  readonly message: string;
  readonly kind: string;
  readonly dueAt: number;
  readonly closesAt: number;
  /** Scheduled without a break since. */
  readonly since: number;
  readonly scheduled: boolean;
};

/** When an email was fenced, with its plan and subscription at that time. */
export type Fence = {
  readonly step: number;
  readonly at: number;
  readonly plan: Plan | undefined;
  readonly snapshot: Snapshot | undefined;
};

export type CommitWatch = {
  readonly snapshots: ReadonlyMap<string, readonly Snapshot[]>;
  /** By subscription, then delivery: everything ever scheduled and not erased. */
  readonly plans: ReadonlyMap<string, Map<string, Plan>>;
  readonly fences: ReadonlyMap<string, Fence>;
  readonly last: (subscription: string) => Snapshot | undefined;
  /** All states between these instants. */
  readonly held: (subscription: string, from: number, until: number) => readonly Snapshot[];
  readonly planOf: (delivery: string) => Plan | undefined;
  readonly before: (statements: readonly Statement[]) => void;
  readonly committed: (
    process: Process,
    statements: readonly Statement[],
    answers: readonly Answer[],
  ) => void;
};

export type CommitListener = {
  readonly found: (process: Process, deliveries: readonly string[]) => void;
  readonly fenced: (process: Process, deliveries: readonly string[]) => void;
  /** Skipped because the window had closed. */
  readonly skipped: (deliveries: readonly string[]) => void;
  /** Before the rows of these subscriptions are erased. */
  readonly erasing: (subscriptions: readonly string[]) => void;
  /** A sign-up was queued. */
  readonly asked: (address: string, course: string) => void;
  /** The subscription became pending. */
  readonly pending: (snapshot: Snapshot) => void;
};

export function createCommitWatch(scheduler: Scheduler, listener: CommitListener): CommitWatch {
  const snapshots = new Map<string, Snapshot[]>();
  const plans = new Map<string, Map<string, Plan>>();
  const fences = new Map<string, Fence>();
  const { rows } = scheduler.world;

  const last = (id: string): Snapshot | undefined => snapshots.get(id)?.at(-1);
  const planOf = (delivery: string): Plan | undefined =>
    plans.get(ownerOf(delivery))?.get(delivery);

  /** Reads one subscription, or all (`id` null) if the statement doesn't name one. */
  function readSubscriptions(process: Process, id: string | null): void {
    const found = rows<Row>(
      id === null ? PEOPLE : `${PEOPLE} WHERE s.id = ?1`,
      ...(id ? [id] : []),
    );
    for (const row of found) recordSnapshot(process, row);
    const gone = id === null ? [...snapshots.keys()] : [id];
    const seen = new Set(found.map((row) => row.id));
    for (const one of gone) {
      const before = last(one);
      if (seen.has(one) || before === undefined || before.status === 'forgotten') continue;
      const { step, now: at } = scheduler;
      snapshots.get(one)!.push({ ...before, status: 'forgotten', step, at, by: process });
      plans.delete(one);
    }
  }

  function recordSnapshot(by: Process, { id, ...snapshot }: Row): void {
    const before = last(id);
    if (before && FACTS.every((fact) => before[fact] === snapshot[fact])) return;
    const own = snapshots.get(id) ?? [];
    snapshots.set(id, own);
    own.push({ ...snapshot, step: scheduler.step, at: scheduler.now, by });
    if (snapshot.status === 'pending' && before?.status !== 'pending') {
      listener.pending(own.at(-1)!);
    }
  }

  function readPlans(planned: string): void {
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
      for (const [id, { message, kind, dueAt, closesAt }] of now) {
        const before = own.get(id);
        const since = before?.scheduled ? before.since : scheduler.now;
        own.set(id, { message, kind, dueAt, closesAt, since, scheduled: true });
      }
    }
  }

  function fence(process: Process, ids: readonly string[]): void {
    for (const id of ids) {
      const snapshot = last(ownerOf(id));
      fences.set(id, { step: scheduler.step, at: scheduler.now, plan: planOf(id), snapshot });
    }
    if (ids.length > 0) listener.fenced(process, ids);
  }

  return {
    snapshots,
    plans,
    fences,
    last,
    planOf,
    held(id, from, until) {
      const own = snapshots.get(id) ?? [];
      const first = own.findLastIndex(({ at }) => at <= from);
      return own.slice(Math.max(0, first)).filter(({ at }) => at <= until);
    },
    before(statements) {
      const erased = statements.find(({ sql }) => kindOf(sql).erases);
      if (erased === undefined) return;
      const ids = rows<{ id: string }>(ERASED, String(erased.values[0])).map(idOf);
      if (ids.length > 0) listener.erasing(ids);
    },
    committed(process, statements, answers) {
      statements.forEach(({ sql, values }, index) => {
        const { name, people, person } = kindOf(sql);
        const { rows: own, changes } = answers[index]!;
        if (people && changes > 0) readSubscriptions(process, person ? String(values[0]) : null);
        if (name === 'keep' && changes > 0) {
          listener.asked(String(values[2]), JSON.parse(String(values[3])).signUp.course);
        }
        if (name === 'plan') readPlans(String(values[1]));
        if (name === 'fence' && changes > 0) {
          fence(process, rows<{ id: string }>(FENCED, ...values.slice(0, 3)).map(idOf));
        }
        if (name === 'look' && own.length > 0) listener.found(process, own.map(idOf));
        if (name === 'expire' && changes > 0) {
          listener.skipped(rows<{ id: string }>(EXPIRED, values[0]!).map(idOf));
        }
      });
    },
  };
}

/** The subscription in a delivery's id. */
export const ownerOf = (delivery: string): string => delivery.slice(0, delivery.indexOf('_'));

/** The message in a delivery's id. */
export const messageOf = (delivery: string): string => delivery.split('_')[1]!;

const idOf = ({ id }: { id: string }): string => id;

type Row = Omit<Snapshot, 'step' | 'at' | 'by'> & { readonly id: string };

const FACTS = [
  ...(['status', 'address', 'suppressed', 'revision', 'links', 'round'] as const),
  ...(['targetDate', 'timeZone', 'sendHour', 'pausedUntil', 'off'] as const),
] as const satisfies readonly (keyof Row)[];

const PEOPLE = `
  SELECT s.id, s.status, p.address, s.course, s.suppressed, s.revision, s.link_version AS links,
    s.round, s.target_date AS targetDate, s.time_zone AS timeZone, s.send_hour AS sendHour,
    s.paused_until AS pausedUntil, s.target_date IS NULL AND s.outcome IS NOT NULL AS off
  FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id`;

const PLANS = `
  SELECT id, message, kind, due_at AS dueAt, closes_at AS closesAt FROM deliveries
  WHERE subscription_id = ?1 AND state = 'scheduled'`;

const ERASED = 'SELECT id FROM subscriptions WHERE id = ?1 OR subscriber_id = ?1';

const EXPIRED = `
  SELECT d.id FROM json_each(?1) j JOIN deliveries d ON d.id = j.value
  WHERE d.state = 'skipped' AND d.reason = 'window_closed'`;

const FENCED = `
  SELECT d.id FROM json_each(?3) j JOIN deliveries d ON d.id = j.value ->> 0
  WHERE d.state = 'sending' AND d.first_call_at = ?1 AND d.lease_token = ?2
    AND d.call_id = j.value ->> 1`;

export const when = (at: Instant): string => new Date(at).toISOString();
