/** What the ledger must be able to say for itself, beside what the provider's log proves. */
import type { Course } from '../../../src/domain/course.ts';
import { MINUTE } from '../../../src/domain/time.ts';
import type { Violation } from './judge.ts';
import { lastEntry, type Stories } from './story.ts';
import type { World } from './world.ts';

type Books = Pick<World, 'rows' | 'now' | 'provider'>;

type Row = {
  readonly id: string;
  readonly message: string;
  readonly round: number;
  readonly state: string;
  readonly reason: string | null;
  readonly carries: string | null;
};

/** Every lesson of everybody accounted for, and nothing left lying. */
export function audit(
  books: Books,
  stories: Stories,
  course: (id: string) => Course,
  only?: string,
): Violation[] {
  const violations: Violation[] = [];
  const blame = (rule: string, subscription: string, says: string): void => {
    violations.push({ rule, subscription, says });
  };
  const select = <T>(sql: string, ...values: number[]): T[] =>
    only === undefined
      ? books.rows<T>(sql, ...values)
      : books.rows<T>(`${sql} WHERE s.id = ?${values.length + 1}`, ...values, only);
  for (const own of select<Kept>(SUBSCRIPTIONS)) {
    const story = stories.get(own.id);
    if (!story) {
      blame('stranger', own.id, 'a subscription that nobody made');
      continue;
    }
    const { standing } = lastEntry(story);
    const told = [standing.status, standing.targetDate, standing.timeZone, standing.sendHour];
    const stored = [own.status, own.target_date, own.time_zone, own.send_hour];
    if (`${told}` !== `${stored}`) blame('other than told', own.id, `${stored}, not ${told}`);
    const rows = books.rows<Row>(LEDGER, own.id);
    auditReasons(rows, (says) => blame('unaccounted', own.id, says));
    if (own.target_date !== null && (own.status === 'active' || own.status === 'paused')) {
      auditLessons(course(own.course), own.round, rows, (says) =>
        blame('unaccounted', own.id, says),
      );
    }
  }
  const lying = select<{ id: string; says: string }>(LYING, books.now - 2 * MINUTE);
  for (const { id, says } of lying) {
    blame('left lying', id, says);
  }
  return violations;
}

/** Whether ledger and log name the same mails; only where nothing went wrong on the way. */
export function reconcile({ rows, provider }: Books): Violation[] {
  const sent = new Map(
    rows<{ id: string; own: string }>(
      "SELECT id, subscription_id AS own FROM deliveries WHERE state = 'sent'",
    ).map(({ id, own }) => [id, own]),
  );
  const alive = new Set(rows<{ id: string }>('SELECT id FROM subscriptions').map(({ id }) => id));
  const accepted = new Set(provider.mails.map(({ delivery }) => delivery));
  return [
    ...[...sent]
      .filter(([id]) => !accepted.has(id))
      .map(([id, own]) => disagree(own, id, 'ledger')),
    ...[...accepted]
      .filter((id) => !sent.has(id) && alive.has(id.split('_')[0]!))
      .map((id) => disagree(id.split('_')[0]!, id, 'log')),
  ];
}

const disagree = (subscription: string, id: string, where: string): Violation => ({
  rule: 'ledger and log',
  subscription,
  says: `only the ${where} knows ${id} as sent`,
});

/** A lesson has a row; one that is folded into a catch-up is carried by a mail. */
function auditLessons(
  { lessons }: Course,
  round: number,
  rows: readonly Row[],
  blame: (says: string) => void,
): void {
  const own = rows.filter((row) => row.round === round);
  const carried = own
    .filter(({ state }) => state === 'scheduled' || isHanded(state))
    .flatMap(({ carries }) => JSON.parse(carries ?? '[]') as string[]);
  for (const { id } of lessons) {
    const states = own.filter(({ message }) => message === id);
    if (states.length === 0) blame(`no row for ${id} in round ${round}`);
    const folded = states.some(({ reason }) => reason === 'in_catch_up');
    if (folded && !carried.includes(id)) blame(`${id} is in a catch-up that does not exist`);
  }
}

function auditReasons(rows: readonly Row[], blame: (says: string) => void): void {
  for (const { id, state, reason } of rows) {
    const silent = state !== 'scheduled' && state !== 'sending' && state !== 'sent' && !reason;
    if (silent) blame(`${id} is ${state} without a reason`);
  }
}

const isHanded = (state: string): boolean =>
  state === 'sent' || state === 'sending' || state === 'unknown' || state === 'failed';

type Kept = {
  readonly id: string;
  readonly course: string;
  readonly status: string;
  readonly target_date: string | null;
  readonly time_zone: string;
  readonly send_hour: number;
  readonly round: number;
};

const SUBSCRIPTIONS = `
  SELECT s.id, s.course, s.status, s.target_date, s.time_zone, s.send_hour, s.round
  FROM subscriptions s`;

const LEDGER = `
  SELECT id, message, round, state, reason, facts ->> 'carries' AS carries
  FROM deliveries WHERE subscription_id = ?1`;

/** Rows that a tick should have taken, and calls that nobody finished. */
const LYING = `
  SELECT s.id, d.id || ' is ' || d.state || ' since ' || d.due_at AS says
  FROM subscriptions s JOIN deliveries d ON d.subscription_id = s.id
    AND d.state IN ('scheduled', 'sending') AND (d.state = 'sending' OR s.status <> 'paused')
    AND d.due_at < ?1`;
