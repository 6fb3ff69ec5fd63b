/** The platform may start a run minutes after its scheduled minute. */

import { createScheduledController } from 'cloudflare:test';
import { beforeEach, expect, it, vi } from 'vitest';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import worker from '../../src/index.ts';
import { emptyDatabase } from '../support/isolated-ports.ts';
import { addDue, states } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

const NOW = Date.parse('2028-03-13T23:59:00Z');

beforeEach(async () => {
  await emptyDatabase();
  vi.spyOn(console, 'log').mockImplementation(() => {});
});

/** A cron event scheduled for `scheduled` and delivered at `real`. */
async function cronAt(real: number, scheduled: number, vars: object): Promise<void> {
  vi.spyOn(Date, 'now').mockReturnValue(real);
  const controller = createScheduledController({
    scheduledTime: new Date(scheduled),
    cron: '* * * * *',
  });
  await worker.scheduled(controller, { ...bindings, ...vars });
}

it('a run that starts late knows that it is late: nothing is sent after its window', async () => {
  await addDue('eve', 1, NOW - MINUTE, (2 * MINUTE) / DAY);
  await cronAt(NOW + 5 * MINUTE, NOW, { TIME_TRAVEL: '' });
  expect(await states('eve')).toEqual({ 'skipped(window_closed)': 1 });
});

it('and records the real time of sending', async () => {
  await addDue('true', 1, NOW - MINUTE);
  await cronAt(NOW + 5 * MINUTE, NOW, { TIME_TRAVEL: '' });
  const sentAt = await bindings.DB.prepare(
    `SELECT sent_at FROM deliveries WHERE id = 'true1_one-week_1_1'`,
  ).first<number>('sent_at');
  expect(sentAt).toBe(NOW + 5 * MINUTE);
});

it("with TIME_TRAVEL, time counts from the event's scheduled minute", async () => {
  await addDue('past', 1, NOW - MINUTE);
  await cronAt(NOW + 30 * DAY, NOW, { TIME_TRAVEL: '1' });
  const sentAt = await bindings.DB.prepare(
    `SELECT sent_at FROM deliveries WHERE id = 'past1_one-week_1_1'`,
  ).first<number>('sent_at');
  expect(sentAt).toBe(NOW);
});
