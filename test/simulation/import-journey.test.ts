/** Five thousand people by CSV, on the free plan's quota of a hundred emails a day. */
import { expect, it } from 'vitest';
import { createWorld } from '../../scripts/in-process/world.ts';
import { civilDay, DAY, type Instant } from '../../src/domain/time.ts';
import { findEnrolment } from '../../src/storage/enrolments.ts';
import { erase } from '../../src/usecases/own-data.ts';
import { importCsv } from '../support/in-process/imports.ts';

const QUOTA = 100;
const PEOPLE = 5000;
const LEFT = 20;

it('no one is emailed twice, no one who left is emailed, and it ends when it said', async () => {
  const world = createWorld({
    start: '2027-01-04T09:30:00Z',
    provider: { daily_quota: QUOTA },
    env: { WORKERS_PLAN: 'free' },
  });
  for (let n = 0; n < LEFT; n++) {
    const id = await world.join({
      email: `p${n}@example.com`,
      target_date: '2028-09-01',
      time_zone: 'UTC',
    });
    await world.unsubscribe(id);
    if (n % 2 === 0) await erase(world.ports, (await findEnrolment(world.ports.db, id))!);
  }
  await world.play('2027-01-06T09:30:00Z');
  const imported = world.now;
  const csv = [
    'email,target_date,time_zone,consent_at,consent_source',
    ...Array.from({ length: PEOPLE }, (_, n) => `p${n}@example.com,${fieldsOf(n)}`),
  ].join('\n');
  const ready = await importCsv(world, csv, { welcome: true, spread: true, quota: QUOTA });
  expect(ready.overQuota).toBe(true);
  expect(ready.week[0]!.after).toBeGreaterThan(QUOTA);
  expect(ready.people.length).toBe(PEOPLE - LEFT);

  await world.play(ready.lastStart! + DAY / 24);
  const mails = world.log.filter(({ at }) => at >= imported);
  const first = mails.filter(({ delivery }) => /_(welcome|confirm)_/.test(delivery));
  expect(new Set(first.map(({ to }) => to)).size).toBe(PEOPLE - LEFT);
  expect(first.length).toBe(PEOPLE - LEFT);
  expect(new Set(mails.map(({ delivery }) => delivery)).size).toBe(mails.length);
  expect(mails.filter(({ to }) => isLeft(to))).toEqual([]);
  expect(busiestDay(mails.map(({ at }) => at))).toBeLessThanOrEqual(QUOTA);
  // Not padded: at least half of each day's share is used until then.
  const days = (ready.lastStart! - imported) / DAY;
  expect(mails.length / days).toBeGreaterThan(QUOTA * 0.4);
  world.close();
}, 1_200_000);

/** Two in five have a proof of consent and a date far ahead, one in ten a proof and no date. */
function fieldsOf(n: number): string {
  const proof = '2026-11-02 14:30,Our form';
  const date = civilDay(Date.parse('2029-01-01') + (n % 600) * DAY, 'UTC');
  if (n % 10 < 4) return `${date},UTC,${proof}`;
  return n % 10 === 4 ? `,UTC,${proof}` : `${date},UTC,,`;
}

const isLeft = (address: string): boolean => Number(/^p(\d+)@/.exec(address)?.[1]) < LEFT;

function busiestDay(times: readonly Instant[]): number {
  const days = Map.groupBy(times, (at) => civilDay(at, 'UTC'));
  return Math.max(...[...days.values()].map((own) => own.length));
}
