import { afterEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import { leaveCourse } from '../../src/storage/leaving.ts';
import { sendNow } from '../../src/usecases/sending/send-now.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { addDue, ports, states } from '../support/ledger.ts';
import { bindings, control, mailsTo } from '../support/worker.ts';

const NOW = Date.parse('2028-03-13T11:00:00Z');
const play = (at = NOW) => tick(ports(), () => at);
const fault = (body: object) => control('POST', '/faults', body);

/** How many emails each address of this prefix got, as counts of addresses. */
async function received(prefix: string): Promise<Record<number, number>> {
  const own = new RegExp(`^${prefix}\\d+@`);
  const mails = (await mailsTo(prefix)).filter(({ to }) => own.test(to[0]!));
  const perAddress = Object.values(Object.groupBy(mails, ({ to }) => to[0]!)).map(
    (own) => own!.length,
  );
  return Object.fromEntries(
    Object.entries(Object.groupBy(perAddress, String)).map(([n, own]) => [n, own!.length]),
  );
}

afterEach(async () => {
  await control('DELETE', '/faults');
  await bindings.DB.prepare('DELETE FROM holds').run();
});

describe('no tick sends anything twice', () => {
  it('playing one instant fifty times sends each email once', async () => {
    await addDue('fifty', 3, NOW);
    for (let time = 0; time < 50; time++) await play();
    expect(await received('fifty')).toEqual({ 1: 3 });
  });

  it('fifty ticks at once send each of 250 emails once', async () => {
    await addDue('crowd', 250, NOW);
    await Promise.all(Array.from({ length: 50 }, () => play()));
    expect(await received('crowd')).toEqual({ 1: 250 });
    expect(await states('crowd')).toEqual({ sent: 250 });
  });

  it('a request and a tick at once send its email once', async () => {
    await addDue('both', 1, NOW);
    await Promise.all([sendNow(ports(), ['both1_one-week_1_1'], () => NOW), play(), play()]);
    expect(await received('both')).toEqual({ 1: 1 });
  });
});

describe('after an unclear outcome', () => {
  it.each([
    ['the call never arrived', 'drop_before'],
    ['it was accepted and the answer lost', 'drop_after'],
    ['an error before acceptance', 'error_before'],
    ['an error after acceptance', 'error_after'],
    ['an answer that cannot be read', 'unreadable'],
  ])('%s: the same key again, and one email', async (_, kind) => {
    const prefix = `u${kind.replace('_', '')}`;
    await addDue(prefix, 2, NOW);
    await fault({ kind, times: 2, name: 'service_unavailable' });
    await play();
    expect(await states(prefix)).toEqual({ sending: 2 });
    await play(NOW + 2 * MINUTE);
    expect(await states(prefix)).toEqual({ sent: 2 });
    expect(await received(prefix)).toEqual({ 1: 2 });
  });

  it('a batch is sent again as the same batch', async () => {
    await addDue('ub', 60, NOW);
    await fault({ kind: 'drop_after', times: 1 });
    await play();
    await play(NOW + 2 * MINUTE);
    expect(await states('ub')).toEqual({ sent: 60 });
    expect(await received('ub')).toEqual({ 1: 60 });
  });

  it('a retry does not email a person who left; the rest of a batch is recorded as accepted', async () => {
    await addDue('ul', 60, NOW);
    await fault({ kind: 'drop_after', times: 1 });
    await play();
    await leaveCourse(ports().db, 'ul7', NOW);
    await play(NOW + 2 * MINUTE);
    expect(await states('ul')).toEqual({ 'unknown(left)': 1, 'unknown(accepted_earlier)': 59 });
    expect(await received('ul')).toEqual({ 1: 60 });
  });

  it('a call that never arrived is sent to everyone except those who left', async () => {
    await addDue('un', 60, NOW);
    await fault({ kind: 'drop_before', times: 1 });
    await play();
    await leaveCourse(ports().db, 'un7', NOW);
    await play(NOW + 2 * MINUTE);
    expect(await states('un')).toEqual({ 'unknown(left)': 1, sent: 59 });
    expect(await received('un')).toEqual({ 1: 59 });
  });

  it('is retried for 23 hours, then unknown, and never sent again', async () => {
    await addDue('uk', 1, NOW);
    await fault({ kind: 'error_before', rate: 1, name: 'service_unavailable' });
    for (let hour = 0; hour <= 24; hour++) await play(NOW + hour * HOUR);
    await control('DELETE', '/faults');
    expect(await states('uk')).toEqual({ 'unknown(key_expired)': 1 });
    expect(await received('uk')).toEqual({});
  });

  /** Twenty a minute are looked up; other tests have left some too. */
  async function reconcileAll(): Promise<void> {
    for (let minute = 0; minute < 6; minute++) await play(NOW + 26 * HOUR + minute * MINUTE);
  }

  it('after 25 hours the provider’s list decides: an email it never had is planned again', async () => {
    await addDue('never', 1, NOW);
    await fault({ kind: 'error_before', rate: 1, name: 'service_unavailable' });
    for (let hour = 0; hour <= 24; hour++) await play(NOW + hour * HOUR);
    await control('DELETE', '/faults');
    await reconcileAll();
    expect(await received('never')).toEqual({ 1: 1 });
    expect((await states('never')).sent).toBe(1);
  });

  it('after 25 hours the provider’s list decides: an email it has is recorded and not sent again', async () => {
    await addDue('had', 1, NOW);
    await control('POST', '/clock', { now: new Date(NOW).toISOString() });
    await fault({ kind: 'error_after', times: 1, name: 'service_unavailable' });
    await play();
    await bindings.DB.batch([
      bindings.DB.prepare(
        "UPDATE deliveries SET state = 'unknown', reason = 'key_expired' WHERE id LIKE 'had%'",
      ),
      bindings.DB.prepare("DELETE FROM calls WHERE id LIKE 'had%'"),
    ]);
    await reconcileAll();
    await control('POST', '/clock', { now: null });
    expect(await states('had')).toEqual({ sent: 1 });
    expect(await received('had')).toEqual({ 1: 1 });
  });
});

describe('after a definite rejection', () => {
  it('for rate, the next tick sends', async () => {
    await addDue('rr', 3, NOW);
    await fault({ kind: 'rate_limit', times: 1, retry_after: 1 });
    await play();
    await play(NOW + MINUTE);
    expect(await states('rr')).toEqual({ sent: 3 });
    expect(await received('rr')).toEqual({ 1: 3 });
  });

  it('for quota, nothing is tried for 15 minutes; then one email, and the others follow', async () => {
    await addDue('rq', 3, NOW, 10);
    await fault({ kind: 'daily_quota', times: 1 });
    await play();
    await play(NOW + 14 * MINUTE);
    expect(await states('rq')).toEqual({ scheduled: 3 });
    await play(NOW + 15 * MINUTE);
    expect(await states('rq')).toEqual({ sent: 3 });
  });

  it('for a revoked key, no row changes and sending continues once the key is valid', async () => {
    await addDue('ra', 2, NOW);
    await fault({ kind: 'error_before', name: 'suspended_api_key', status: 403, times: 1 });
    await play();
    await play(NOW + 6 * MINUTE);
    await play(NOW + 7 * MINUTE);
    expect(await states('ra')).toEqual({ sent: 2 });
  });

  it('of one address in a batch, the other 99 are sent and it is recorded', async () => {
    await addDue('rb', 100, NOW);
    await fault({ kind: 'bad_address', times: 1, index: 41 });
    await play();
    expect(await states('rb')).toEqual({ sent: 99, 'failed(validation_error)': 1 });
    expect(await received('rb')).toEqual({ 1: 99 });
  });
});

describe('emails that must not be sent', () => {
  it('an email whose window has closed is skipped, with the reason', async () => {
    await addDue('wc', 2, NOW - 4 * 24 * HOUR);
    await play();
    expect(await states('wc')).toEqual({ 'skipped(window_closed)': 2 });
    expect(await received('wc')).toEqual({});
  });

  it('nothing is sent while the operator holds, or from a clone', async () => {
    await addDue('hold', 1, NOW);
    await bindings.DB.prepare("UPDATE settings SET held = 'restored'").run();
    await play();
    await bindings.DB.prepare('UPDATE settings SET held = NULL').run();
    await tick({ ...ports(), held: 'from outside the database' }, () => NOW);
    await bindings.DB.prepare(
      "UPDATE settings SET held = NULL, public_url = 'https://other.test'",
    ).run();
    await play();
    expect(await received('hold')).toEqual({});
    await bindings.DB.prepare("UPDATE settings SET public_url = 'https://milepost.test'").run();
    await play();
    expect(await received('hold')).toEqual({ 1: 1 });
  });
});
