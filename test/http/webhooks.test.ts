import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { tick } from '../../src/usecases/sending/tick.ts';
import { addDue, ports, states } from '../support/ledger.ts';
import { bindings, control, dump, mailsTo, request } from '../support/worker.ts';

const NOW = '2028-03-13T11:00:00Z';
const SECRET = 'dGVzdC1zZWNyZXQtb2YtbWlsZXBvc3Q=';

/** Sends a signed event as the provider does. */
function event(
  type: string,
  delivery: string,
  over: { id?: string; at?: string; data?: object } = {},
) {
  const { id = `evt_${type}_${delivery}`, at = NOW, data = {} } = over;
  const body = JSON.stringify({
    type: `email.${type}`,
    created_at: at,
    data: { email_id: `mail_${delivery}`, tags: { delivery }, ...data },
  });
  const timestamp = String(Date.parse(NOW) / 1000);
  const signature = createHmac('sha256', Buffer.from(SECRET, 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return request('/webhooks/resend', NOW, {
    method: 'POST',
    body,
    headers: { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` },
  });
}

const row = (id: string) =>
  bindings.DB.prepare('SELECT * FROM deliveries WHERE id = ?1')
    .bind(id)
    .first<Record<string, unknown>>();

/** So many events about so few emails hold lessons. */
afterEach(() => bindings.DB.prepare('DELETE FROM holds').run());

const play = (at = Date.parse(NOW)) => tick(ports(), () => at);

describe('provider events', () => {
  it('in any order, once or twice, give the same row', async () => {
    const events = ['sent', 'delivered', 'bounced', 'complained'];
    const orders = permutations(events);
    await addDue('perm', orders.length, Date.parse(NOW));
    await play();
    const rows = new Set<string>();
    for (const [index, order] of orders.entries()) {
      const delivery = `perm${index + 1}_one-week_1_1`;
      for (const type of [...order, order[0]!]) {
        const at = `2028-03-13T11:0${events.indexOf(type) + 1}:00Z`;
        expect((await event(type, delivery, { at })).status).toBe(200);
      }
      const { state, reason, sent_at, delivered_at, bounced_at, complained_at } = (await row(
        delivery,
      ))!;
      rows.add(JSON.stringify({ state, reason, sent_at, delivered_at, bounced_at, complained_at }));
    }
    expect(rows.size).toBe(1);
  });

  it('before the record, they are the record; the retry sends nothing', async () => {
    await addDue('pre', 1, Date.parse(NOW));
    await control('POST', '/faults', { kind: 'drop_after', times: 1 });
    await play();
    await event('sent', 'pre1_one-week_1_1');
    expect(await states('pre')).toEqual({ sent: 1 });
    await play(Date.parse(NOW) + 120_000);
    expect((await mailsTo('pre1@')).length).toBe(1);
  });

  it('delivered: what only composing and retries need is dropped, and what the page shows stays', async () => {
    await addDue('done', 2, Date.parse(NOW));
    await bindings.DB.prepare(
      `UPDATE deliveries SET kind = iif(id LIKE 'done1%', 'address', kind),
         facts = '{"next":{"lesson":"one-day","at":1},"plan":[],"welcomes":true}' WHERE id LIKE 'done%'`,
    ).run();
    await play();
    await event('delivered', 'done1_one-week_1_1');
    await event('delivered', 'done2_one-week_1_1');
    const over = { state: 'sent', call_id: null, facts: '{"welcomes":true}' };
    expect(await row('done1_one-week_1_1')).toMatchObject({ ...over, slots: null });
    expect(await row('done2_one-week_1_1')).toMatchObject({
      ...over,
      slots: expect.stringContaining('Hello'),
    });
  });

  it('delivered before the record: the retry has the same bytes', async () => {
    await addDue('same', 1, Date.parse(NOW));
    await control('POST', '/faults', { kind: 'drop_after', times: 1 });
    await play();
    const before = await row('same1_one-week_1_1');
    await event('delivered', 'same1_one-week_1_1');
    const { call_id, facts, slots } = (await row('same1_one-week_1_1'))!;
    expect({ call_id, facts, slots }).toEqual({
      call_id: before!.call_id,
      facts: before!.facts,
      slots: before!.slots,
    });
  });

  it('settle what is unknown', async () => {
    await addDue('unk', 1, Date.parse(NOW));
    await play();
    await bindings.DB.prepare(
      "UPDATE deliveries SET state = 'unknown', reason = 'key_expired' WHERE id LIKE 'unk1_%'",
    ).run();
    await event('delivered', 'unk1_one-week_1_1');
    expect(await states('unk')).toEqual({ sent: 1 });
  });

  it.each(['bounced', 'complained', 'suppressed'])(
    '%s: the address is suppressed everywhere and what is scheduled is cancelled',
    async (type) => {
      await addDue(type, 1, Date.parse(NOW));
      await play();
      await bindings.DB.prepare(
        `INSERT INTO deliveries (id, subscription_id, message, kind, round, occasion, revision, class, state, due_at, closes_at, address, facts)
         VALUES (?1 || '1_one-day_1_1', ?1 || '1', 'one-day', 'lesson', 1, 1, 1, 1, 'scheduled', 1, 9999999999999, 'x', '{}')`,
      )
        .bind(type)
        .run();
      await event(type, `${type}1_one-week_1_1`, { data: { bounce: { type: 'Permanent' } } });
      expect((await row(`${type}1_one-day_1_1`))!.reason).toBe('suppressed');
      await play();
      expect((await mailsTo(`${type}1@`)).length).toBe(1);
    },
  );

  it('a transient bounce does not suppress', async () => {
    await addDue('soft', 1, Date.parse(NOW));
    await play();
    await event('bounced', 'soft1_one-week_1_1', { data: { bounce: { type: 'Transient' } } });
    const person = await bindings.DB.prepare(
      "SELECT suppressed FROM subscribers WHERE id = 'softp1'",
    ).first();
    expect(person).toEqual({ suppressed: null });
  });

  it("about another sender's email are accepted and change nothing else", async () => {
    expect((await event('delivered', 'nobody_one-week_1_1')).status).toBe(200);
    expect((await event('opened', 'perm1_one-week_1_1')).status).toBe(200);
  });
});

it('an event without a valid signature, or signed long ago, changes nothing', async () => {
  const before = await dump();
  const body = JSON.stringify({
    type: 'email.bounced',
    created_at: NOW,
    data: { tags: { delivery: 'perm1_one-week_1_1' } },
  });
  for (const headers of [
    {},
    { 'svix-id': 'x', 'svix-timestamp': '1', 'svix-signature': 'v1,AAAA' },
  ]) {
    const response = await request('/webhooks/resend', NOW, { method: 'POST', body, headers });
    expect(response.status).toBe(401);
  }
  expect(
    (await request('/webhooks/resend', NOW, { method: 'POST', body: 'x'.repeat(20_000) })).status,
  ).toBe(413);
  expect((await request('/webhooks/resend', NOW)).status).toBe(405);
  expect(await dump()).toBe(before);
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}
