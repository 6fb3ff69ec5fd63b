/** What the provider's quota stops, and when sending is retried (F18, F19). */
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { emptyDatabase, isolatedPorts, NOW } from '../support/isolated-ports.ts';
import { addDue, states } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

beforeEach(emptyDatabase);

const hour = (n: number): string => String(n).padStart(2, '0');
const urgency = (prefix: string, n: number) =>
  bindings.DB.prepare('UPDATE deliveries SET class = ?1 WHERE id LIKE ?2')
    .bind(n, `${prefix}%`)
    .run();

describe('a quota', () => {
  it('of 100 a day with 250 due: 100, 100, 50, most perishable first (F18)', async () => {
    const { play, provider, mails, accepted } = isolatedPorts({ daily_quota: 100 });
    await addDue('hours', 60, NOW, 1);
    await addDue('days', 100, NOW, 2);
    await addDue('weeks', 90, NOW, 10);
    await Promise.all([urgency('hours', 1), urgency('weeks', 3)]);
    for (let at = NOW; at < NOW + 3 * DAY; at += HOUR) await play(at);
    const days = Object.groupBy(mails(), ({ accepted_at }) => accepted_at.slice(0, 10));
    const perDay = Object.values(days).map((all) =>
      Object.groupBy(all!, ({ to }) => to[0]!.replace(/\d.*/, '')),
    );
    const counts = perDay.map((day) => Object.entries(day).map(([who, all]) => [who, all!.length]));
    expect(counts.map((day) => Object.fromEntries(day))).toEqual([
      { hours: 60, days: 40 },
      { days: 60, weeks: 40 },
      { weeks: 50 },
    ]);
    expect(accepted()).toEqual({ 1: 250 });
    // Two days without quota cost the halves of a batch twice, and one call an hour.
    expect(provider.state.calls.length).toBeLessThan(2 * (16 + 24));
  });

  it('is reported to the operator by email once, without using quota that subscribers need (F18)', async () => {
    const { play, provider } = isolatedPorts({ daily_quota: 100 });
    await addDue('told', 250, NOW, 10);
    for (let at = NOW; at < NOW + 4 * DAY; at += HOUR) await play(at);
    const accepted = provider.state.mails;
    const told = accepted.filter(({ tags: [tag] }) => tag!.value.startsWith('digest-'));
    expect(told.map(({ text }) => text)).toEqual([
      expect.stringContaining('quota is used up (daily_quota_exceeded: You have reached your'),
    ]);
    // Subscribers' emails fill the quota of two days; the third has enough for all.
    expect(accepted.indexOf(told[0]!)).toBe(200);
    expect(accepted.length).toBe(251);
  });

  it('that stays too small is still reported to the operator, once a day (F18)', async () => {
    const { play, provider } = isolatedPorts({ daily_quota: 10 });
    await addDue('small', 250, NOW, 10);
    for (let at = NOW; at < NOW + 4 * DAY; at += HOUR) await play(at);
    const told = provider.state.mails.filter(({ tags: [tag] }) => tag!.value.startsWith('digest-'));
    const days = told.map(({ accepted_at }) => accepted_at.slice(0, 10));
    expect(days.length).toBeGreaterThan(1);
    expect(new Set(days).size).toBe(days.length);
    expect(told[0]!.text).toContain('daily_quota_exceeded');
  });

  it('that rolls over 24 hours is used before midnight, with a try every half hour', async () => {
    const { play, provider, accepted } = isolatedPorts({
      daily_quota: 10,
      quota_window: 'rolling',
    });
    // Ten emails at 20:00 the day before.
    await addDue('before', 10, NOW - 12 * HOUR, 10);
    await play(NOW - 12 * HOUR);
    expect(accepted('before')).toEqual({ 1: 10 });
    await addDue('oneday', 10, NOW, 0.9);
    const first = provider.state.calls.length;
    for (let at = NOW; at < NOW + 16 * HOUR; at += 5 * MINUTE) await play(at);
    expect(await states('oneday')).toEqual({ sent: 10 });
    expect(accepted('oneday')).toEqual({ 1: 10 });
    const lessons = provider.state.calls
      .slice(first)
      .filter(({ key }) => key!.startsWith('oneday'));
    const refused = lessons.filter(({ status }) => status === 429);
    // At once, after 15 minutes, and every half hour until 20:00.
    expect(refused.map(({ at }) => at.slice(11, 16))).toEqual([
      '08:00',
      '08:15',
      ...Array.from({ length: 11 }, (_, n) => [`${hour(8 + n)}:45`, `${hour(9 + n)}:15`]).flat(),
      '19:45',
    ]);
  });

  it('of a month: no row changes, one email is tried at a time, windows decide (F19)', async () => {
    const { play, provider } = isolatedPorts({ monthly_quota: 0 });
    await addDue('month', 50, NOW, 2);
    for (let at = NOW; at < NOW + 3 * DAY; at += HOUR) await play(at);
    expect(await states('month')).toEqual({ 'skipped(window_closed)': 50 });
    // The halves of the first batch, then one email an hour until the windows close.
    const mails = provider.state.calls.map((call) => call.mails);
    expect(mails.filter((count) => count > 1)).toEqual([50, 25, 13, 7, 4, 2]);
    expect(mails.length).toBeLessThan(7 + 48 + 24);
  });

  it('after an unclear attempt the call keeps its key; an expired key is reported (F18, 3.5)', async () => {
    const { play, provider, accepted } = isolatedPorts();
    await addDue('hole', 1, NOW);
    provider.addFaults({ kind: 'drop_after' }, { kind: 'daily_quota', rate: 1 });
    for (let hour = 0; hour < 25; hour++) await play(NOW + hour * HOUR);
    expect(Object.keys(await states('hole'))[0]).toMatch(/^sent|^unknown/);
    provider.state.faults.clear();
    for (let hour = 25; hour < 50; hour++) await play(NOW + hour * HOUR);
    expect(await states('hole')).toEqual({ sent: 1 });
    expect(accepted()).toEqual({ 1: 1 });
  });
});
