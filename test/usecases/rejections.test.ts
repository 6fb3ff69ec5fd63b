/**
 * Rejections of one email, of a message, of everything: what fails, what is held, what is
 * rescheduled.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import { app } from '../../src/http/app.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { sendNow } from '../../src/usecases/sending/send-now.ts';
import { emptyDatabase, failingAt, isolatedPorts, NOW } from '../support/isolated-ports.ts';
import { addDue, states } from '../support/ledger.ts';
import { REJECTED, rejecting } from '../support/rejecting-mailer.ts';
import { bindings } from '../support/worker.ts';

beforeEach(emptyDatabase);

const change = (sql: string, ...values: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .run();

/** Lessons of another message than `addDue` plans. */
async function addMonths(prefix: string, count: number, message = 'three-months'): Promise<void> {
  await addDue(prefix, count, NOW);
  await change(
    `UPDATE deliveries SET message = ?2, id = replace(id, 'one-week', ?2) WHERE id LIKE ?1`,
    `${prefix}%`,
    message,
  );
}

describe('a reply-to address that the provider rejects', () => {
  const REPLY_TO = 'hilfe@prüfung.example';

  it('stops sending within one tick, /health says what to correct, and then each email is sent once', async () => {
    const { play, worker, mails, provider } = isolatedPorts();
    const own = worker();
    const wrong = { ...own, sender: { ...own.sender, replyTo: REPLY_TO } };
    for (const name of ['ada', 'bea', 'cleo']) {
      const later: Promise<unknown>[] = [];
      const answer = await app.request(
        '/subscribe',
        {
          method: 'POST',
          headers: { 'milepost-now': new Date(NOW).toISOString() },
          body: new URLSearchParams({
            email: `${name}@reply.example`,
            target_date: '2028-09-01',
            time_zone: 'UTC',
          }),
        },
        { ...bindings, REPLY_TO },
        { waitUntil: (work) => later.push(work), passThroughOnException: () => {}, props: {} },
      );
      expect(answer.status).toBe(303);
      await Promise.all(later);
    }
    await play(NOW, wrong);
    const report = await health(wrong, NOW);
    expect(report.ok).toBe(false);
    expect(report.problems.join(' ')).toContain('Invalid reply_to field');
    expect(await states('')).toEqual({ scheduled: 3 });
    await play(NOW + 5 * MINUTE, wrong);
    expect(await states('')).toEqual({ scheduled: 3 });
    expect(provider.state.mails).toEqual([]);

    for (let minute = 6; minute <= 12; minute++) await play(NOW + minute * MINUTE);
    expect(await states('')).toEqual({ sent: 3 });
    expect(
      mails()
        .map(({ to }) => to[0])
        .sort(),
    ).toEqual(['ada@reply.example', 'bea@reply.example', 'cleo@reply.example']);
    expect((await health(own, NOW + 12 * MINUTE)).ok).toBe(true);
  });
});

it('a reply-to address rejected for each email of a batch fails none of them', async () => {
  const { play, worker } = isolatedPorts();
  await addDue('batch', 45, NOW);
  const own = worker();
  const wrong = { ...own, sender: { ...own.sender, replyTo: 'hilfe@prüfung.example' } };
  await play(NOW, wrong);
  expect(await states('batch')).toEqual({ scheduled: 45 });
  expect((await health(wrong, NOW)).problems.join(' ')).toContain('Invalid reply_to field');
  for (let minute = 5; minute <= 7; minute++) await play(NOW + minute * MINUTE);
  expect(await states('batch')).toEqual({ sent: 45 });
});

describe('a database call that fails', () => {
  it('at any step after a rejection is recorded: still held, and sent once after the correction', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let point = 1; ; point++) {
        await emptyDatabase();
        const { play, worker, accepted } = isolatedPorts();
        const prefix = `r${when}${point}x`;
        await addDue(prefix, 3, NOW);
        const { database, reached } = failingAt(point, when);
        const mailer = rejecting(() => true);
        await play(NOW, worker({ database, mailer })).catch(() => {});
        // Not recorded at all: retried under its key, and never under another one.
        if ((await states(prefix)).sending) continue;
        for (let minute = 1; minute <= 6; minute++) {
          await play(NOW + minute * MINUTE, worker({ mailer }));
        }
        expect([point, await states(prefix)]).toEqual([point, { scheduled: 3 }]);
        for (let minute = 7; minute <= 14; minute++) await play(NOW + minute * MINUTE);
        expect([point, await states(prefix), accepted()]).toEqual([point, { sent: 3 }, { 1: 3 }]);
        if (!reached()) break;
      }
    }
  });
});

describe('three rejections with the same reason and no acceptance in between', () => {
  it.each([
    ['one a call', 3, 4],
    ['in batches', 45, 30],
  ])(
    'of one message hold that message alone, and name it; the others are sent: %s',
    async (_, bad, good) => {
      const { play, worker, accepted } = isolatedPorts();
      await addDue('bad', bad, NOW);
      await addMonths('good', good);
      const own = worker({ mailer: rejecting((id) => id.includes('one-week')) });
      await play(NOW, own);
      await play(NOW + MINUTE, own);
      expect(await states('good')).toEqual({ sent: good });
      expect(await states('bad')).toEqual({ scheduled: bad });
      const report = await health(own, NOW + MINUTE);
      expect(report.ok).toBe(false);
      expect(report.problems).toEqual([
        expect.stringContaining('ml-interviews/one-week is held since 2028-03-13T08:00Z'),
      ]);
      expect(report.problems[0]).toContain('validation_error: Wrong');

      // The corrected course is deployed.
      for (let minute = 2; minute <= 7; minute++) await play(NOW + minute * MINUTE);
      expect(await states('bad')).toEqual({ sent: bad });
      expect(accepted()).toEqual({ 1: bad + good });
      expect((await health(worker(), NOW + 7 * MINUTE)).ok).toBe(true);
    },
  );

  it('of two messages stop all sending; one email is tried every five minutes', async () => {
    const { play, worker, accepted } = isolatedPorts();
    await addDue('week', 2, NOW);
    await addMonths('month', 8);
    let calls = 0;
    const own = worker({
      mailer: () => ({
        send: async ({ key }) => {
          if (!key.startsWith('digest')) calls++;
          return REJECTED;
        },
      }),
    });
    await play(NOW, own);
    expect(await states('week')).toEqual({ scheduled: 2 });
    expect(await states('month')).toEqual({ scheduled: 8 });
    expect((await health(own, NOW)).problems[0]).toContain('All sending is held');
    for (let minute = 1; minute <= 15; minute++) await play(NOW + minute * MINUTE, own);
    expect(await states('')).toEqual({ scheduled: 10 });

    for (let minute = 16; minute <= 22; minute++) await play(NOW + minute * MINUTE);
    expect(await states('')).toEqual({ sent: 10 });
    expect(accepted()).toEqual({ 1: 10 });
    expect(calls).toBeLessThan(20);
  });

  it('of a message with nothing left to try delay no other held message', async () => {
    const { play, worker, accepted } = isolatedPorts();
    const own = worker({ mailer: rejecting((id) => !id.includes('ok')) });
    await addMonths('first', 3);
    await play(NOW, own);
    await change("UPDATE deliveries SET closes_at = ?1 WHERE id LIKE 'first%'", NOW + MINUTE);
    await addMonths('ok', 1, 'one-year');
    await play(NOW + MINUTE, own);
    expect(await states('ok')).toEqual({ sent: 1 });
    await addDue('second', 3, NOW);
    await play(NOW + MINUTE, own);
    expect(await states('second')).toEqual({ scheduled: 3 });
    for (let minute = 6; minute <= 60; minute++) await play(NOW + minute * MINUTE);
    expect(await states('first')).toEqual({ 'skipped(window_closed)': 3 });
    expect(await states('second')).toEqual({ sent: 3 });
    expect(accepted('second')).toEqual({ 1: 3 });
  });

  it('count across requests and runs', async () => {
    const { play, worker } = isolatedPorts();
    const own = worker({ mailer: rejecting(() => true) });
    for (const [n, prefix] of ['one', 'two', 'three'].entries()) {
      await addDue(prefix, 1, NOW + n * MINUTE);
      const id = `${prefix}1_one-week_1_1`;
      if (n === 1) await play(NOW + n * MINUTE, own);
      else await sendNow(own, [id], () => NOW + n * MINUTE);
      if (n < 2) expect(await states(prefix)).toEqual({ 'failed(validation_error)': 1 });
    }
    expect(await states('')).toEqual({ scheduled: 3 });
  });

  it('of a whole batch stop its halving', async () => {
    const { play, provider } = isolatedPorts();
    await addDue('whole', 100, NOW);
    const wrong = { name: 'validation_error', status: 422, message: 'Something is wrong.' };
    provider.addFaults({ kind: 'error_before', rate: 1, ...wrong });
    await play(NOW);
    expect(await states('whole')).toEqual({ scheduled: 100 });
    expect(provider.state.calls.length).toBeLessThan(15);
  });

  it('reschedule emails only while their window is open and their person is subscribed', async () => {
    const { play, worker } = isolatedPorts();
    const own = worker({ mailer: rejecting(() => true) });
    await addDue('left', 1, NOW);
    await play(NOW, own);
    await change("UPDATE subscriptions SET status = 'left', revision = 2 WHERE id = 'left1'");
    await addDue('late', 1, NOW - 71 * HOUR);
    await play(NOW + MINUTE, own);
    await addDue('here', 1, NOW);
    await play(NOW + 2 * HOUR, own);
    expect(await states('left')).toEqual({ 'failed(validation_error)': 1 });
    expect(await states('late')).toEqual({ 'failed(validation_error)': 1 });
    expect(await states('here')).toEqual({ scheduled: 1 });
  });
});
