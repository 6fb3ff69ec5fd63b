/** Bounces and complaints: what suppresses an address, and what lifts the suppression. */
import { beforeEach, describe, expect, it } from 'vitest';
import { erasePerson } from '../../src/storage/leaving.ts';
import { aboutLast, deliveriesOf, signedEvent, suppressionOf } from '../support/events.ts';
import { ports } from '../support/ledger.ts';
import { bindings, join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-03-14T12:00:00Z';
const DATE = '2028-03-20';
const minute = (minutes: number): string =>
  new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
const DAY = 24 * 60;

let n = 0;
let email = '';
beforeEach(() => {
  email = `bounce${++n}@example.com`;
});

const bounce = async (type: unknown, at: string, over: object = {}) =>
  signedEvent('email.bounced', await aboutLast(email, { bounce: { type }, ...over }), { at });

const signUp = (at: string) =>
  post('/subscribe', at, { email, target_date: DATE, time_zone: 'UTC' });

/** Three emails, each with a soft bounce. */
async function bounceSoftly(minutes: readonly number[]): Promise<void> {
  const mails = (await mailsTo(email)).slice(0, minutes.length);
  expect(mails.length).toBe(minutes.length);
  for (const [index, mail] of mails.entries()) {
    const data = { email_id: mail.id, tags: mail.tags, bounce: { type: 'Transient' } };
    await signedEvent('email.bounced', data, { at: minute(minutes[index]!) });
  }
}

/** A person with three emails: confirmation, welcome and a lesson. */
async function withThreeEmails(): Promise<string> {
  const own = await join({ email, target_date: DATE }, NOW);
  await tick('2027-03-20T11:00:00Z');
  return own;
}

describe('a bounce', () => {
  it.each(['Transient', 'transient', 'Undetermined', 'UNDETERMINED', 'Brand-new', undefined])(
    'of type %s does not suppress by itself',
    async (type) => {
      await join({ email, target_date: DATE }, NOW);
      expect((await bounce(type, minute(5))).status).toBe(200);
      expect(await suppressionOf(email)).toBeNull();
      expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'scheduled' });
    },
  );

  it('without a type does not suppress', async () => {
    await join({ email, target_date: DATE }, NOW);
    await signedEvent('email.bounced', await aboutLast(email), { at: minute(5) });
    expect(await suppressionOf(email)).toBeNull();
  });

  it.each([
    ['email.bounced', 'Permanent'],
    ['Email.Bounced', 'permanent'],
    ['EMAIL.BOUNCED', 'PERMANENT'],
  ])('%s of type %s suppresses at once', async (name, type) => {
    await join({ email, target_date: DATE }, NOW);
    await signedEvent(name, await aboutLast(email, { bounce: { type } }), { at: minute(5) });
    expect(await suppressionOf(email)).toBe('bounced');
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'cancelled(suppressed)' });
  });

  it.each([[[10, 20, 30]], [[30, 10, 20]], [[20, 30, 10]]])(
    'that is soft, three times in a row (minutes %j), suppresses',
    async (minutes) => {
      await withThreeEmails();
      await bounceSoftly(minutes);
      expect(await suppressionOf(email)).toBe('bounced');
    },
  );

  it('that is soft and reported repeatedly for one email counts once', async () => {
    await withThreeEmails();
    for (const at of [10, 20, 30, 40]) await bounce('Transient', minute(at));
    expect(await suppressionOf(email)).toBeNull();
  });

  it('that is soft counts only after the last delivery, in whatever order events arrive', async () => {
    await withThreeEmails();
    await signedEvent('email.delivered', await aboutLast(email), { at: minute(15) });
    await bounceSoftly([10, 20, 30]);
    expect(await suppressionOf(email)).toBeNull();

    email = `bounce${++n}@example.com`;
    await withThreeEmails();
    await bounceSoftly([10, 20, 30]);
    expect(await suppressionOf(email)).toBe('bounced');
    await signedEvent('email.delivered', await aboutLast(email), { at: minute(15) });
    expect(await suppressionOf(email)).toBeNull();
  });
});

describe('a suppression after a bounce', () => {
  it('is lifted by a later delivery, and what it cancelled is planned again', async () => {
    await join({ email, target_date: DATE }, NOW);
    await bounce('Permanent', minute(5));
    await signedEvent('email.delivered', await aboutLast(email), { at: minute(4) });
    expect(await suppressionOf(email)).toBe('bounced');

    const [first] = await mailsTo(email);
    const data = { email_id: first!.id, tags: first!.tags };
    await signedEvent('email.delivered', data, { at: minute(60) });
    expect(await suppressionOf(email)).toBeNull();
    await tick(minute(61));
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'scheduled' });
    await tick('2027-03-20T11:00:00Z');
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'sent' });
  });

  it('is lifted when the provider removes the address from its list', async () => {
    await join({ email, target_date: DATE }, NOW);
    await bounce('Permanent', minute(5));
    const removed = { id: 'sup_1', email: email.toUpperCase(), origin: 'bounce' };
    await signedEvent('suppression.removed', removed, { at: minute(2) });
    expect(await suppressionOf(email)).toBe('bounced');
    await signedEvent('suppression.removed', removed, { at: minute(60) });
    expect(await suppressionOf(email)).toBeNull();
    await tick(minute(61));
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'scheduled' });
  });

  it("is not restored by the old bounce's repeat, but by a new bounce", async () => {
    await withThreeEmails();
    await bounce('Permanent', minute(5));
    await signedEvent('suppression.removed', { email }, { at: minute(60) });
    await signedEvent('email.bounced', await aboutLast(email, { bounce: { type: 'Permanent' } }), {
      at: minute(5),
      now: minute(61),
      id: `again ${email}`,
    });
    expect(await suppressionOf(email)).toBeNull();
    const [first] = await mailsTo(email);
    const data = { email_id: first!.id, tags: first!.tags, bounce: { type: 'Permanent' } };
    await signedEvent('email.bounced', data, { at: minute(62) });
    expect(await suppressionOf(email)).toBe('bounced');
  });

  it('is lifted by confirming again, and the course continues', async () => {
    const own = await join({ email, target_date: DATE }, NOW);
    await bounce('Permanent', minute(5));
    const before = await deliveriesOf(email);
    const stranger = { email, target_date: '2029-01-01', time_zone: 'UTC' };
    await post('/subscribe', minute(2 * DAY), stranger);
    const confirmation = (await mailsTo(email)).at(-1)!;
    expect(await deliveriesOf(email)).toEqual({ ...before, confirm: 'sent' });

    const link = linkIn(confirmation, 'confirm');
    const page = await (await request(link, minute(2 * DAY))).text();
    expect(page).toContain('method="post"');
    expect(await suppressionOf(email)).toBe('bounced');
    expect((await post(link, minute(2 * DAY + 1))).status).toBe(200);
    expect(await suppressionOf(email)).toBeNull();
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'scheduled' });
    expect(await (await request(own, minute(2 * DAY + 2))).text()).toContain('March 20, 2028');
    await tick('2027-03-20T11:00:00Z');
    expect(await deliveriesOf(email)).toMatchObject({ 'one-year': 'sent' });
  });

  it('lets one confirmation a week through, and nothing else', async () => {
    await signUp(NOW);
    await bounce('Permanent', minute(1));
    const counts: number[] = [];
    for (const day of [1, 3, 6, 8, 10, 13, 16]) {
      await signUp(minute(day * DAY));
      await tick(minute(day * DAY + 2));
      counts.push((await mailsTo(email)).length);
    }
    expect(counts).toEqual([1, 1, 1, 2, 2, 2, 3]);
    await post(linkIn((await mailsTo(email)).at(-1)!, 'confirm'), minute(16 * DAY + 5));
    expect(await suppressionOf(email)).toBeNull();
    expect(await deliveriesOf(email)).toMatchObject({ welcome: 'sent' });
  });

  it('is kept after an erasure, and lifted the same way', async () => {
    await join({ email, target_date: DATE }, NOW);
    await bounce('Permanent', minute(5));
    await erase();
    await signUp(minute(3 * DAY));
    expect(await suppressionOf(email)).toBe('bounced');
    expect((await mailsTo(email)).length).toBe(3);
    await signUp(minute(5 * DAY));
    expect((await mailsTo(email)).length).toBe(3);
    await post(linkIn((await mailsTo(email)).at(-1)!, 'confirm'), minute(6 * DAY));
    expect(await suppressionOf(email)).toBeNull();
    expect(await deliveriesOf(email)).toMatchObject({ welcome: 'sent' });
    await erase();
    await signUp(minute(7 * DAY));
    expect(await suppressionOf(email)).toBeNull();
  });

  it('is explained on the person’s page, with the next step', async () => {
    const own = await join({ email, target_date: DATE }, NOW);
    await bounce('Permanent', minute(5));
    const page = await (await request(own, minute(10))).text();
    expect(page).toContain('<a href="/c/ml-interviews">Sign up again</a>');
  });
});

describe('a complaint', () => {
  const complain = async (at: string) =>
    signedEvent('email.complained', await aboutLast(email), { at });

  it('is lifted by no event and no confirmation', async () => {
    await signUp(NOW);
    const link = linkIn((await mailsTo(email)).at(-1)!, 'confirm');
    await bounce('Permanent', minute(1));
    await complain(minute(2));
    await signedEvent('email.delivered', await aboutLast(email), { at: minute(60) });
    await signedEvent('suppression.removed', { email }, { at: minute(61) });
    await signUp(minute(20 * DAY));
    await post(link, minute(3));
    expect(await suppressionOf(email)).toBe('complained');
    await tick(minute(20 * DAY + 5));
    expect((await mailsTo(email)).length).toBe(1);
  });

  it('stops all emails even after an erasure', async () => {
    await join({ email, target_date: DATE }, NOW);
    await bounce('Permanent', minute(1));
    await complain(minute(5));
    await erase();
    await signUp(minute(20 * DAY));
    expect((await mailsTo(email)).length).toBe(2);
  });
});

async function erase(): Promise<void> {
  const id = await bindings.DB.prepare('SELECT id FROM subscribers WHERE address_key = ?1')
    .bind(email)
    .first<string>('id');
  await erasePerson(ports(), id!);
}
