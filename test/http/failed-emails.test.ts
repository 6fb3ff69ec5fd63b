/** Later provider events: emails that failed after acceptance, and other event types. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { prune } from '../../src/storage/leaving.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { aboutLast, deliveriesOf, signedEvent, suppressionOf } from '../support/events.ts';
import { ports } from '../support/ledger.ts';
import { bindings, join, mailsTo, post, tick } from '../support/worker.ts';

const DATE = '2028-03-20';
const SENT = '2027-03-20T11:00:00Z';
const minute = (minutes: number): string =>
  new Date(Date.parse(SENT) + minutes * 60_000).toISOString();

const release = () => bindings.DB.prepare('DELETE FROM holds').run();

let n = 0;
let email = '';
let own = '';
beforeEach(async () => {
  await release();
  email = `failed${++n}@example.com`;
  own = await join({ email, target_date: DATE }, '2027-03-14T12:00:00Z');
  await tick(SENT);
  expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'sent' });
});
afterAll(release);

const failed = async (reason: string | null, at: string, over: object = {}) =>
  signedEvent(
    'email.failed',
    { ...(await aboutLast(email, { failed: { reason } })), ...over },
    { at },
  );

const lesson = () =>
  bindings.DB.prepare(
    `SELECT d.* FROM deliveries d WHERE d.address = ?1 AND d.message = 'one-year'`,
  )
    .bind(email)
    .first<Record<string, unknown>>();

describe('an email that failed after acceptance', () => {
  it.each([
    'reached_daily_quota',
    'reached_monthly_quota',
    'Domain is not verified',
    'invalid_api_key',
  ])('for %s goes back to scheduled, and is sent again once sending resumes', async (reason) => {
    expect((await failed(reason, minute(1))).status).toBe(200);
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'scheduled' });
    await tick(minute(5));
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'scheduled' });
    const before = (await mailsTo(email)).length;
    for (const at of [17, 18, 40]) await tick(minute(at));
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'sent' });
    expect((await mailsTo(email)).length).toBe(before + 1);
    expect((await lesson())!.call_id).toMatch(/_one-year_1_1\.1$/);
  });

  it.each([
    ['goes back', null, 'scheduled'],
    ['stays unsent after the countdown was called off', 'cancelled', 'skipped(never_accepted)'],
  ])('a welcome %s', async (_, ending, state) => {
    const address = `off-${n}@example.com`;
    const page = await join({ email: address, target_date: '2029-03-20' }, '2027-03-14T12:00:00Z');
    const data = { ...(await aboutLast(address)), failed: { reason: 'reached_daily_quota' } };
    if (ending) await post(`${page}/off`, '2027-03-14T12:01:00Z', { ending });
    await signedEvent('email.failed', data, { at: '2027-03-14T12:02:00Z' });
    expect(await deliveriesOf(address)).toMatchObject({ welcome: state });
  });

  it('goes back once, however often and late the event arrives', async () => {
    const about = await aboutLast(email);
    const data = { ...about, failed: { reason: 'reached_daily_quota' } };
    await signedEvent('email.failed', data, { at: minute(1), id: `failed ${email}` });
    await signedEvent('email.sent', about, { at: minute(0), now: minute(2) });
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'scheduled' });
    await tick(minute(17));
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'sent' });
    for (const id of [`failed ${email}`, `replayed ${email}`]) {
      await signedEvent('email.failed', data, { at: minute(1), now: minute(20), id });
    }
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'sent' });
    await tick(minute(60));
    expect((await mailsTo(email)).length).toBe(4);
  });

  it('is planned again if the date has moved since', async () => {
    await post(`${own}/reschedule`, minute(1), { target_date: '2028-03-25' });
    await failed('reached_daily_quota', minute(2));
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'skipped(never_accepted)' });
    for (const at of [20, 21]) await tick(minute(at));
    await tick('2027-03-25T11:00:00Z');
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'sent' });
  });

  it('for quota is failed if its window has closed', async () => {
    await failed('reached_daily_quota', '2028-03-10T11:00:00Z');
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'failed(reached_daily_quota)' });
    expect((await lesson())!.failed_at).toBe(Date.parse('2028-03-10T11:00:00Z'));
  });

  it.each([
    ['invalid_recipient', 'failed(invalid_recipient)'],
    ['Mailbox <a@b.org> is full!', 'failed(mailbox_is_full)'],
    [null, 'failed(failed_at_provider)'],
  ])('for its own reason (%s) is failed, and holds no other email', async (reason, state) => {
    await failed(reason, minute(3));
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': state });
    expect((await lesson())!.failed_at).toBe(Date.parse(minute(3)));
    const { problems } = await health(ports(), Date.parse(minute(4)));
    expect(problems.join(' ')).not.toContain('stopped');
  });
});

describe('an event', () => {
  it('with its tags as a list finds its email', async () => {
    const { id, tags } = (await mailsTo(email)).at(-1)!;
    const data = { email_id: id, tags, bounce: { type: 'Permanent' } };
    await signedEvent('email.bounced', data, { at: minute(2) });
    expect(await suppressionOf(email)).toBe('bounced');
  });

  it.each([[`to`], ['a name and to']])(
    'without tags finds it by the provider’s id and %s',
    async (how) => {
      const to = how === 'to' ? email : `Ada <${email.toUpperCase()}>`;
      const data = { ...(await aboutLast(email)), to: [to], bounce: { type: 'Permanent' } };
      for (const tags of [undefined, null, {}, []]) {
        const response = await signedEvent('email.bounced', { ...data, tags }, { at: minute(2) });
        expect(response.status).toBe(200);
      }
      expect(await suppressionOf(email)).toBe('bounced');
    },
  );

  it('without tags, before the record, must be repeated', async () => {
    const data = { ...(await aboutLast(email)), tags: undefined };
    const store = (state: string, id: string | null) =>
      bindings.DB.prepare(
        "UPDATE deliveries SET state = ?2, provider_id = ?3 WHERE address = ?1 AND message = 'one-year'",
      )
        .bind(email, state, id)
        .run();
    await store('sending', null);
    expect((await signedEvent('email.delivered', data, { at: minute(1) })).status).toBe(503);
    await store('sent', (data as unknown as { email_id: string }).email_id);
    expect((await signedEvent('email.delivered', data, { at: minute(1) })).status).toBe(200);
    expect((await lesson())!.delivered_at).toBe(Date.parse(minute(1)));
  });

  it("about another sender's email changes nothing", async () => {
    const data = { email_id: 'other', to: ['stranger@example.com', email] };
    const response = await signedEvent('email.bounced', data, { at: minute(1) });
    expect([response.status, await response.json()]).toEqual([200, { status: 'ignored' }]);
  });

  it('of an unknown type is kept for a week, and counted', async () => {
    const count = async (at: string) => (await health(ports(), Date.parse(at))).unknown_events;
    const before = await count(minute(3));
    await signedEvent('email.teleported', await aboutLast(email), { at: minute(1) });
    await signedEvent('email.teleported', await aboutLast(email), { at: minute(1) });
    await signedEvent('parcel.lost', {}, { at: minute(2) });
    expect(await count(minute(3))).toBe(before + 2);
    const types = "SELECT type FROM feedback WHERE kind = 'unknown' ORDER BY type";
    const { results } = await bindings.DB.prepare(types).all();
    expect(results).toEqual([{ type: 'email.teleported' }, { type: 'parcel.lost' }]);
    await prune(ports().db, Date.parse(minute(8 * 24 * 60)));
    expect(await count(minute(8 * 24 * 60))).toBe(0);
  });

  it.each([
    ...['email.opened', 'email.clicked', 'email.delivery_delayed', 'email.scheduled'],
    ...['contact.created', 'domain.updated', 'suppression.added', 'EMAIL.OPENED'],
  ])('%s is ignored', async (type) => {
    const response = await signedEvent(type, await aboutLast(email), { at: minute(1) });
    expect(await response.json()).toEqual({ status: 'ignored' });
  });
});
