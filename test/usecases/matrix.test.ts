/** What can go wrong, by row of the failure matrix (F…); each test has a separate provider. */
import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import type { Message } from '../../src/mail/provider.ts';
import { emptyDatabase, isolatedPorts, NOW } from '../support/isolated-ports.ts';
import { addDue, states } from '../support/ledger.ts';
import { bindings } from '../support/worker.ts';

beforeEach(emptyDatabase);

const change = (sql: string, ...values: unknown[]) =>
  bindings.DB.prepare(sql)
    .bind(...values)
    .run();
const urgency = (prefix: string, n: number) =>
  change('UPDATE deliveries SET class = ?1 WHERE id LIKE ?2', n, `${prefix}%`);

describe('after the cron was out', () => {
  it('all due emails are sent, most perishable first; expired ones have a reason (F1)', async () => {
    const { play, mails, accepted } = isolatedPorts();
    await addDue('year', 60, NOW, 30);
    await addDue('week', 60, NOW, 3);
    await addDue('day', 60, NOW + HOUR, 1);
    await addDue('gone', 5, NOW - 3 * DAY + 2 * HOUR, 3);
    await Promise.all([urgency('year', 3), urgency('day', 1), urgency('gone', 2)]);
    await play(NOW + 7 * HOUR);
    expect(accepted()).toEqual({ 1: 180 });
    expect(await states('gone')).toEqual({ 'skipped(window_closed)': 5 });
    const order = mails().map(({ to }) => to[0]!.replace(/\d.*/, ''));
    expect(order.filter((prefix, index) => prefix !== order[index - 1])).toEqual([
      'day',
      'week',
      'year',
    ]);
  });
});

describe("an email that can't be composed", () => {
  it.each([
    ['a zone that the runtime no longer knows (F38)', "time_zone = 'Mars/Olympus'"],
    ['a course that is gone', "course = 'gone'"],
    ['a date that is none', "target_date = 'soon'"],
  ])('%s delays no other, and is given up after five tries (F7)', async (_, wrong) => {
    const { play, accepted } = isolatedPorts();
    await addDue('bad', 10, NOW);
    await addDue('good', 45, NOW);
    await change(`UPDATE subscriptions SET ${wrong}, wake_at = 1 WHERE id LIKE 'bad%'`);
    await play(NOW);
    expect(accepted()).toEqual({ 1: 45 });
    for (let hour = 1; hour <= 5; hour++) await play(NOW + hour * HOUR + hour * MINUTE);
    expect(await states('bad')).toEqual({ 'failed(cannot_compose)': 10 });
    expect(await states('good')).toEqual({ sent: 45 });
  });

  it.each([
    ['one a call', 3],
    ['in a batch', 45],
  ])('a slot without a value delays no other email, %s (F7)', async (_, count) => {
    const { play, worker, accepted } = isolatedPorts();
    await addDue('hole', 1, NOW);
    await addDue('whole', count, NOW);
    const withHole = (message: Message): Message => {
      if (!message.delivery.startsWith('hole')) return message;
      const { countdown: _, ...values } = message.values;
      return { ...message, values };
    };
    const holed = worker({
      mailer: (inner) => ({
        send: (call) => inner.send({ ...call, messages: call.messages.map(withHole) }),
      }),
    });
    await play(NOW, holed);
    expect(accepted()).toEqual({ 1: count });
    expect(await states('whole')).toEqual({ sent: count });
    expect(await states('hole')).toEqual({ 'failed(cannot_compose)': 1 });
  });

  it('ten emails that fail every time delay no other (F45)', async () => {
    const { play, provider, accepted } = isolatedPorts();
    await addDue('poison', 10, NOW);
    provider.addFaults({ kind: 'error_before', rate: 1, match: { to: 'poison' } });
    for (let hour = 0; hour < 26; hour++) {
      await addDue(`fine${hour}x`, 2, NOW + hour * HOUR);
      await play(NOW + hour * HOUR);
    }
    expect(accepted()).toEqual({ 1: 52 });
    expect(accepted('fine')).toEqual({ 1: 52 });
  });
});

describe('a rejection', () => {
  it("for rate with a long retry-after: nothing is called before it's over (F17)", async () => {
    const { play, provider } = isolatedPorts();
    await addDue('rate', 3, NOW);
    provider.addFaults({ kind: 'rate_limit', times: 1, retry_after: 600 });
    await play(NOW);
    const asked = provider.state.calls.length;
    await play(NOW + 9 * MINUTE);
    expect(provider.state.calls.length).toBe(asked);
    await play(NOW + 10 * MINUTE);
    expect(await states('rate')).toEqual({ sent: 3 });
  });

  it.each([
    ['missing_api_key', 401],
    ['restricted_api_key', 401],
    ['validation_error', 401],
    ['invalid_api_key', 403],
    ['suspended_api_key', 403],
    ['validation_error', 403],
    ['an unknown error name', 403],
  ])(
    '%s (%i) for the account changes no row and is retried every five minutes (F23)',
    async (name, status) => {
      const { play, provider, accepted } = isolatedPorts();
      await addDue('account', 45, NOW);
      provider.addFaults({ kind: 'error_before', name, status, rate: 1 });
      for (let minute = 0; minute <= 11; minute++) await play(NOW + minute * MINUTE);
      const calls = provider.state.calls.filter(({ key }) => !key!.startsWith('digest.'));
      expect(calls.map(({ mails }) => mails)).toEqual([45, 1, 1]);
      expect(await states('account')).toEqual({ scheduled: 45 });
      provider.state.faults.clear();
      await play(NOW + 15 * MINUTE);
      expect(await states('account')).toEqual({ sent: 45 });
      expect(accepted()).toEqual({ 1: 45 });
    },
  );

  it('of one address fails that email alone, with the provider’s reason (F22)', async () => {
    const { play, provider, accepted } = isolatedPorts();
    await addDue('address', 3, NOW);
    provider.addFaults({ kind: 'bad_address', match: { to: 'address2@' } });
    await play(NOW);
    expect(await states('address')).toEqual({ sent: 2, 'failed(validation_error)': 1 });
    expect(accepted()).toEqual({ 1: 2 });
  });

  it.each([
    ['another caller has the key right now (F24)', 'concurrent_idempotent_requests'],
    ['the provider locks what it changes', 'resource_locked'],
  ])('%s: the same key again', async (_, name) => {
    const { play, provider, accepted } = isolatedPorts();
    await addDue('locked', 2, NOW);
    provider.addFaults({ kind: 'error_before', name, times: 2 });
    await play(NOW);
    expect(await states('locked')).toEqual({ sending: 2 });
    await play(NOW + 2 * MINUTE);
    expect(accepted()).toEqual({ 1: 2 });
  });

  it('for other bytes under its key is never retried (F25)', async () => {
    const { play, provider } = isolatedPorts();
    await addDue('bytes', 1, NOW);
    provider.addFaults({ kind: 'error_before', name: 'invalid_idempotent_request' });
    for (let hour = 0; hour < 24; hour++) await play(NOW + hour * HOUR);
    expect(await states('bytes')).toEqual({ 'unknown(accepted_earlier)': 1 });
    const calls = provider.state.calls.filter(({ method }) => method === 'POST');
    expect(calls.filter(({ key }) => !key!.startsWith('digest.')).length).toBe(1);
  });
});
