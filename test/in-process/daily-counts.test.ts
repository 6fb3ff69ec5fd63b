/** The daily counts, compared with the provider's journal of a year with faults and erasures. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../scripts/in-process/world.ts';
import { createDice } from '../../scripts/world/dice.ts';
import type { DailyCount } from '../../src/domain/daily.ts';
import { civilDay, DAY } from '../../src/domain/time.ts';
import type { Mailer } from '../../src/mail/provider.ts';
import { erasePerson } from '../../src/storage/leaving.ts';
import { stats } from '../../src/usecases/operator/stats.ts';

const START = Date.parse('2027-01-04T08:00:00Z');

let world: World;
/** How often an answer was lost or a call refused. */
let faults = 0;
/** What people answered to "How did it go?". */
const answers: Record<string, number> = {};

/** Loses answers of the provider, before or after it accepted the emails. */
function faulty(inner: Mailer): Mailer {
  const dice = createDice(7);
  return {
    ...inner,
    send: async (call) => {
      const luck = dice.between(0, 11);
      if (luck > 1) return inner.send(call);
      faults++;
      if (luck === 0) await inner.send(call);
      return { result: 'unclear', reason: 'timeout' } as Awaited<ReturnType<Mailer['send']>>;
    },
  };
}

/** When the job counted last. */
const countedAt = (of: World): number =>
  JSON.parse(
    of.rows<{ state: string }>("SELECT state FROM jobs WHERE name = 'daily-counts'")[0]!.state,
  ).began;

/** The emails that the provider had accepted by then, without those to the operator. */
const accepted = (of: World) =>
  of.log.filter(({ at, delivery }) => at <= countedAt(of) && delivery.includes('_'));

/** The journal: accepted emails by day and message, and by message alone. */
function journal(of: World): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { at, delivery } of accepted(of)) {
    const message = delivery.split('_').at(-3);
    for (const name of [`${civilDay(at, 'UTC')} ${message}`, ` ${message}`])
      counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

const counts = (measure: string): DailyCount[] =>
  world.rows<DailyCount>('SELECT * FROM daily WHERE measure = ? AND n > 0', measure);

const inJournalForm = (rows: readonly DailyCount[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ day, message, n }) => [`${day} ${message}`, n]));

async function answerOne(outcome: string): Promise<void> {
  const [one] = world.rows<{ id: string }>(
    `SELECT id FROM subscriptions
     WHERE status = 'active' AND outcome IS NULL AND target_date < ? ORDER BY id LIMIT 1`,
    civilDay(world.now - 3 * DAY, 'UTC'),
  );
  if (one === undefined) return;
  await world.answer(one.id, outcome);
  answers[outcome] = (answers[outcome] ?? 0) + 1;
}

beforeAll(async () => {
  world = createWorld({ start: START, mailer: faulty });
  const targets = ['2027-02-10', '2027-05-20', '2028-01-03', '2028-02-20', 'none'];
  for (let day = 0; day < 364; day++) {
    if (day % 7 === 0) {
      const who = { email: `p${day}@example.com`, time_zone: day % 2 ? 'Asia/Tokyo' : 'UTC' };
      const [date] = [targets[(day / 7) % targets.length]!];
      const target_date =
        date === 'none' || date > civilDay(world.now + DAY, 'UTC') ? date : 'none';
      if (day % 21 === 0) await world.subscribe({ ...who, target_date });
      else await world.join({ ...who, target_date });
    }
    if (day % 9 === 4) await answerOne(day % 2 ? 'waiting' : 'not_this_time');
    // Some erase themselves, at once or after lessons; others are erased when their time is over.
    if (day % 13 === 5) {
      const [one] = world.rows<{ id: string }>(
        `SELECT id FROM subscribers p WHERE NOT EXISTS (
           SELECT 1 FROM subscriptions s JOIN deliveries d ON d.subscription_id = s.id
           WHERE s.subscriber_id = p.id AND d.state IN ('sending', 'unknown'))
         ORDER BY created_at LIMIT 1 OFFSET ?`,
        day % 3,
      );
      if (one) await erasePerson(world.ports, one.id);
    }
    await world.play(START + (day + 1) * DAY);
  }
  // Until nothing is unclear any more, and the last day has been counted.
  await world.play(START + 370 * DAY);
}, 300_000);
afterAll(() => world.close());

describe('after a year with faults and erasures, the daily counts', () => {
  it('equal the provider’s journal by day and message, and in the totals', () => {
    expect(faults).toBeGreaterThan(10);
    expect(inJournalForm(counts('sent'))).toEqual(journal(world));
    expect(counts('unknown')).toEqual([]);
    const byDay: Record<string, number> = {};
    for (const { day, n } of counts('sent')) if (day !== '') byDay[day] = (byDay[day] ?? 0) + n;
    expect(Object.fromEntries(counts('all sent').map(({ day, n }) => [day, n]))).toEqual(byDay);
  });

  it('have lost nothing with the erased', () => {
    const kept = world.rows<{ n: number }>(
      'SELECT count(*) AS n FROM deliveries WHERE sent_at > 0',
    );
    const total = counts('sent').filter(({ day }) => day === '');
    const all = total.reduce((sum, { n }) => sum + n, 0);
    expect(all).toBe(accepted(world).length);
    expect(kept[0]!.n).toBeLessThan(all);
    const asked = counts('asked').find(({ day }) => day === '')!;
    const confirmed = counts('confirmed').find(({ day }) => day === '')!;
    expect([asked.n, confirmed.n]).toEqual([52, 52 - 18]);
  });

  it('make a funnel that agrees with the journal, from sign-up to outcome', async () => {
    const { db, courses } = world.ports;
    const { figures } = await stats({ db, courses, quota: 100 }, world.now);
    /** Who got such an email. */
    const people = (isCounted: (message: string) => boolean): number =>
      new Set(
        accepted(world).flatMap(({ delivery }) => {
          const parts = delivery.split('_');
          return isCounted(parts.at(-3)!) ? [parts.slice(0, -3).join('_')] : [];
        }),
      ).size;
    const lessons = courses.all[0]!.lessons.map(
      ({ id, title }) => [title, journal(world)[` ${id}`] ?? 0] as const,
    );
    expect(Object.values(answers).length).toBe(2);
    expect(Math.min(...lessons.map(([, n]) => n))).toBeGreaterThan(0);
    expect(Object.fromEntries(figures.find(({ id }) => id === 'funnel')!.rows)).toEqual({
      'Signed up': people(() => true),
      Confirmed: people((message) => message !== 'confirm'),
      ...Object.fromEntries(lessons),
      ...Object.fromEntries(Object.entries(answers).map(([id, n]) => [`Answered “${id}”`, n])),
    });
  });

  it('count the same when they are counted again', async () => {
    const before = world.rows("SELECT * FROM daily WHERE day <> '' AND measure = 'sent'");
    await world.play(world.now + 3 * DAY);
    const old = world.rows("SELECT * FROM daily WHERE day <> '' AND measure = 'sent'");
    expect(old.slice(0, before.length)).toEqual(before);
  });
});

it('what is planned by week equals the weeks that are then played', async () => {
  const own = createWorld({ start: START });
  for (const [index, target_date] of ['2027-12-20', '2027-08-01', '2027-05-05'].entries())
    await own.join({ email: `w${index}@example.com`, target_date, time_zone: 'UTC' });
  await own.play(START + DAY);
  const planned = own.rows<DailyCount>("SELECT * FROM daily WHERE measure = 'planned'");
  const counted = countedAt(own);
  await own.play(START + 352 * DAY);
  const played: Record<string, number> = {};
  const lessons = new Set(own.ports.courses.all[0]!.lessons.map(({ id }) => id));
  for (const { at, delivery } of own.log.filter((mail) => mail.at > counted)) {
    const message = delivery.split('_').at(-3) ?? '';
    if (!lessons.has(message)) continue;
    const monday = civilDay(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY, 'UTC');
    played[`${monday} ${message}`] = (played[`${monday} ${message}`] ?? 0) + 1;
  }
  expect(Object.keys(played).length).toBeGreaterThan(4);
  expect(inJournalForm(planned.filter(({ message }) => lessons.has(message)))).toEqual(played);
  own.close();
});
