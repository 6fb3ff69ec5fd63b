import { beforeEach, expect, it } from 'vitest';
import { applyFeedback } from '../../src/storage/feedback.ts';
import { ports } from '../support/ledger.ts';
import { life, play } from '../support/life.ts';
import { bindings, dump, mailsTo } from '../support/worker.ts';

beforeEach(async () => {
  await bindings.DB.batch(
    ['deliveries', 'calls', 'subscriptions', 'subscribers', 'suppressions'].map((table) =>
      bindings.DB.prepare(`DELETE FROM ${table}`),
    ),
  );
});

it('R12: a suppressed person who is forgotten leaves only a keyed hash, which still suppresses', async () => {
  const zoe = await life('zoe.forgets', { date: '2028-03-20', now: '2028-03-19T15:00Z' });
  const [delivery] = (await zoe.enrolment())!.ledger.filter(({ message }) => message === 'one-day');
  const feedback = { eventId: 'evt_zoe', delivery: delivery!.id, at: 1, providerId: null };
  await applyFeedback(
    ports().db,
    { ...feedback, kind: 'complained' },
    Date.parse('2028-03-19T16:00Z'),
  );
  await play('2028-06-18T05:00Z');
  expect(await zoe.enrolment()).toBeNull();
  expect((await dump()).toLowerCase()).not.toContain('zoe.forgets');
  const { results } = await bindings.DB.prepare('SELECT reason FROM suppressions').all();
  expect(results).toEqual([{ reason: 'complained' }]);
  const before = (await mailsTo(zoe.email)).length;
  await zoe.at('2028-07-01T10:00Z').subscribe();
  expect((await mailsTo(zoe.email)).length).toBe(before);
});

it('a template that no email names is deleted in time, one that an email names is kept', async () => {
  const ann = await life('ann.keeps', { date: '2028-03-20', now: '2028-03-10T15:00Z' });
  await bindings.DB.prepare(
    "INSERT INTO templates (hash, body) VALUES ('old', '{}'), ('older', '{}')",
  ).run();
  await bindings.DB.prepare(
    "UPDATE deliveries SET template = 'old' WHERE subscription_id = ?1 AND message = 'welcome'",
  )
    .bind(ann.id)
    .run();
  await play('2028-04-02T05:00Z');
  const { results } = await bindings.DB.prepare(
    "SELECT hash FROM templates WHERE hash IN ('old', 'older')",
  ).all();
  expect(results).toEqual([{ hash: 'old' }]);
});
