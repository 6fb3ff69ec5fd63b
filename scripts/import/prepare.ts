/** Everything that an import decides before it writes: who, when, and what the quota says. */
import { civilDay, DAY, type Instant, shift } from '../../src/domain/time.ts';
import { plannedByDay } from '../../src/storage/forecast.ts';
import { type KnownPerson, knownAmong, type NewPerson } from '../../src/storage/importing.ts';
import type { Planning } from '../../src/usecases/ports.ts';
import { type Decisions, decideInFile, type Row, skipOf } from './decide.ts';
import { type Planner, planPerson } from './plan-person.ts';
import { type Load, loadOf, type Need, spread } from './spread.ts';

export type Ready = Omit<Decisions, 'people'> & {
  /** In the order in which they start, and are written. */
  readonly people: readonly (Decisions['people'][number] & {
    readonly start: Instant;
    /** Rows that the database writes for them. */
    readonly writes: number;
  })[];
  /** The emails of the first week, as they're planned and with the import. */
  readonly week: readonly {
    readonly day: string;
    readonly before: number;
    readonly after: number;
  }[];
  readonly overQuota: boolean;
  readonly lastStart: Instant | null;
};

/** @param perCall addresses that are looked up in one call */
export async function lookUp(
  { db, hashesOf }: Pick<Planning, 'db' | 'hashesOf'>,
  rows: readonly Row[],
  perCall: number,
  onProgress: (done: number, of: number) => void,
): Promise<Decisions> {
  const { people, skipped, ...rest } = decideInFile(rows);
  const known = new Map<string, KnownPerson>();
  for (let done = 0; done < people.length; done += perCall) {
    const keys = new Set(
      people.slice(done, done + perCall).map(({ person }) => person.address.key),
    );
    const wanted = [...keys].map((key) => ({
      key,
      hashes: [...hashesOf(key), ...hashesOf(key, 'left')],
    }));
    const [found] = await db([knownAmong(wanted)]);
    for (const row of found!.rows as KnownPerson[]) known.set(row.key, row);
    onProgress(Math.min(done + perCall, people.length), people.length);
  }
  const decided = people.map((one) => ({
    ...one,
    skip: skipOf(one.person, known.get(one.person.address.key)),
  }));
  return {
    ...rest,
    people: decided.filter(({ skip }) => skip === null).map(({ skip: _, ...one }) => one),
    skipped: [
      ...skipped,
      ...decided.flatMap(({ row, skip }) => (skip === null ? [] : [{ row, ...skip }])),
    ].sort((a, b) => a.row - b.row),
  };
}

/**
 * Plans each person once, to count their emails.
 * @param spreads whether people start over several days if the first week exceeds the quota
 */
export async function prepare(
  { db }: Pick<Planning, 'db'>,
  decisions: Decisions,
  planner: Planner,
  quota: number,
  spreads: boolean,
): Promise<Ready> {
  const { now } = planner;
  const planned: Load = new Map();
  for (const { day, n } of await plannedByDay(db, now, now + HORIZON)) {
    planned.set(day, (planned.get(day) ?? 0) + n);
  }
  const sorted = decisions.people.toSorted((a, b) => soonest(a) - soonest(b) || a.row - b.row);
  const counted = sorted.map(({ person }) => count(planPerson(planner, person, now), now));
  const needs = counted.map(({ need }) => need);
  const all = loadOf(needs, planned, now);
  const days = Array.from({ length: 7 }, (_, index) => shift(civilDay(now, 'UTC'), `P${index}D`));
  const week = days.map((day) => ({
    day,
    before: planned.get(day) ?? 0,
    after: all.get(day) ?? 0,
  }));
  // Everyone without a date would be asked for one on the same day.
  const asked = new Set(
    needs.flatMap(({ following }) => following.map((wait) => civilDay(now + wait, 'UTC'))),
  );
  const overQuota = [...all].some(
    ([day, n]) =>
      n > quota && n > (planned.get(day) ?? 0) && (days.includes(day) || asked.has(day)),
  );
  const starts = spreads && overQuota ? spread(needs, planned, quota, now) : needs.map(() => now);
  return {
    ...decisions,
    people: sorted.map((one, index) => ({
      ...one,
      start: starts[index]!,
      writes: counted[index]!.writes,
    })),
    week,
    overQuota,
    lastStart: starts.length === 0 ? null : starts.reduce((a, b) => Math.max(a, b)),
  };
}

/** Emails further ahead don't compete with the import. */
const HORIZON = 800 * DAY;

/** People with the nearest dates start first. */
const soonest = ({ person: { targetDate } }: Decisions['people'][number]): number =>
  targetDate === null ? Number.MAX_SAFE_INTEGER : Date.parse(targetDate);

type Counted = { readonly need: Need; readonly writes: number };

function count({ subscription, rows }: NewPerson, now: Instant): Counted {
  const mails = rows.filter(({ state }) => state === 'scheduled');
  const later = mails.filter(({ dueAt }) => dueAt > now);
  const atOnce = mails.filter(({ dueAt }) => dueAt <= now);
  const { targetDate } = subscription;
  const isUrgent = targetDate !== null && Date.parse(targetDate) < now + URGENT;
  return {
    need: {
      atOnce: isUrgent ? 0 : atOnce.length,
      dated: [...(isUrgent ? atOnce : []), ...later.filter((mail) => !isFollowing(mail))].map(
        ({ dueAt }) => dueAt,
      ),
      following: later.filter(isFollowing).map(({ dueAt }) => dueAt - now),
    },
    writes: PERSON_WRITES + rows.length * DELIVERY_WRITES + mails.length,
  };
}

/** With so little time left, a person starts today. */
const URGENT = 14 * DAY;

/** Counted from the start, not from a date. */
const isFollowing = ({ message }: { readonly message: string }): boolean =>
  message === 'ask-date' || message === 'stop-asking';

/** Rows and index entries, as D1 counts them: subscriber, subscription and consent. */
const PERSON_WRITES = 2 + 3 + 1;

/** Row, identity and owner; a scheduled one is in one more index. */
const DELIVERY_WRITES = 3;
