import { beforeEach, describe, expect, it } from 'vitest';
import { plan } from '../../src/domain/plan.ts';
import { ports } from '../support/ledger.ts';
import { life, play, playDays } from '../support/life.ts';
import { bindings } from '../support/worker.ts';

const COURSE = ports().courses.find('ml-interviews')!;

beforeEach(async () => {
  await bindings.DB.batch(
    ['deliveries', 'calls', 'subscriptions', 'subscribers'].map((table) =>
      bindings.DB.prepare(`DELETE FROM ${table}`),
    ),
  );
});

describe('moving the date (R6)', () => {
  it('after the one-day lesson was sent, it comes again a day before the new date', async () => {
    const ann = await life('ann', { date: '2028-03-20', now: '2028-03-14T15:00Z' });
    await play('2028-03-19T11:00Z');
    await ann.at('2028-03-19T16:00Z').move('2028-03-26');
    await playDays('2028-03-19T16:10Z', '2028-03-27T12:10Z');
    expect((await ann.got()).slice(3)).toEqual(['one-day', 'date-moved', 'one-day#2']);
  });

  it('a year back and forth within five minutes has no effect', async () => {
    const bob = await life('bob', { date: '2028-03-20', now: '2027-01-10T15:00Z' });
    const before = await bob.enrolment();
    await bob.at('2027-01-10T15:02Z').move('2027-03-01');
    await play('2027-01-10T15:03Z');
    await bob.at('2027-01-10T15:06Z').move('2028-03-20');
    await playDays('2027-01-10T15:07Z', '2027-01-12T15:07Z');
    expect(await bob.got()).toEqual(['confirm', 'welcome']);
    const scheduled = (rows: typeof before) =>
      rows!.ledger
        .filter(({ state }) => state === 'scheduled')
        .map(({ message, dueAt }) => `${message} ${dueAt}`)
        .sort();
    expect(scheduled(await bob.enrolment())).toEqual(scheduled(before));
  });

  it('can be undone for 24 hours and not after', async () => {
    const cid = await life('cid', { date: '2028-03-20', now: '2027-01-10T15:00Z' });
    await cid.at('2027-02-01T10:00Z').move('2028-06-20');
    await play('2027-02-01T10:10Z');
    expect((await cid.at('2027-02-02T10:00Z').undo()).done).toBe('undone');
    expect((await cid.enrolment())!.subscription.targetDate).toBe('2028-03-20');
    await play('2027-02-02T10:10Z');
    expect((await cid.got()).filter((mail) => mail.startsWith('date-moved'))).toEqual([
      'date-moved',
      'date-moved#2',
    ]);
    await cid.at('2027-02-03T10:00Z').move('2028-07-20');
    expect((await cid.at('2027-02-04T10:01Z').undo()).done).toBe('too_late');
  });

  it('two moves within ten minutes bring one email, about the last', async () => {
    const dan = await life('dan', { date: '2028-03-20', now: '2027-01-10T15:00Z' });
    await dan.at('2027-02-01T10:00Z').move('2028-06-20');
    await dan.at('2027-02-01T10:08Z').move('2028-07-20');
    await play('2027-02-01T10:11Z', '2027-02-01T10:17Z');
    expect(await dan.got()).toEqual(['confirm', 'welcome']);
    await play('2027-02-01T10:18Z', '2027-02-01T10:30Z');
    expect(await dan.got()).toEqual(['confirm', 'welcome', 'date-moved']);
  });
});

describe('joining on the day before (R4)', () => {
  it('brings one email: the welcome and the lesson, without the earlier ones', async () => {
    const zoe = await life('zoe', { date: '2028-03-20', now: '2028-03-19T22:00Z' });
    await playDays('2028-03-19T22:01Z', '2028-03-20T12:01Z');
    expect(await zoe.got()).toEqual(['confirm', 'one-day']);
    expect(await zoe.reasons()).toEqual({
      'one-year': 'skipped(no_time_left)',
      'three-months': 'skipped(no_time_left)',
      'one-week': 'skipped(no_time_left)',
      welcome: 'skipped(with_lesson)',
    });
  });

  it('before the hour, the one email is sent at the hour', async () => {
    const abe = await life('abe', { date: '2028-03-20', now: '2028-03-19T05:00Z' });
    await play('2028-03-19T10:59Z');
    expect(await abe.got()).toEqual(['confirm']);
    await play('2028-03-19T11:00Z');
    expect(await abe.got()).toEqual(['confirm', 'one-day']);
  });

  it('and moving the date away before the hour, the welcome is sent at once', async () => {
    const bea = await life('bea', { date: '2028-03-20', now: '2028-03-19T05:00Z' });
    await bea.at('2028-03-19T06:00Z').move('2029-06-20');
    expect(await bea.got()).toEqual(['confirm', 'welcome']);
    await playDays('2028-03-19T07:00Z', '2028-03-20T12:00Z');
    expect(await bea.got()).toEqual(['confirm', 'welcome', 'date-moved']);
  });
});

describe('joining late (R4)', () => {
  it.each([
    ['lea', '2027-06-30', 'catch-up'],
    ['leo', '2027-06-06', 'one-week'],
  ])(
    '%s gets the welcome before the first lesson of the same minute',
    async (name, date, lesson) => {
      const person = await life(name, { date, now: '2027-06-01T15:00Z' });
      expect(await person.got()).toEqual(['confirm', 'welcome', lesson]);
    },
  );
});

describe('a lesson that is sent later than planned (R4)', () => {
  it('has only the steps that still fit, and the ledger says so', async () => {
    const cal = await life('cal', { date: '2028-03-20', now: '2027-12-25T15:00Z' });
    await bindings.DB.prepare(
      `UPDATE deliveries SET state = 'scheduled', first_call_at = NULL, sent_at = NULL,
         call_id = NULL, closes_at = ?2 WHERE subscription_id = ?1 AND message = 'three-months'`,
    )
      .bind(cal.id, Date.parse('2028-03-01T00:00Z'))
      .run();
    await play('2028-02-20T15:00Z');
    const row = await bindings.DB.prepare(
      "SELECT facts ->> '$.carries' AS carries FROM deliveries WHERE subscription_id = ?1 AND message = 'three-months'",
    )
      .bind(cal.id)
      .first();
    expect(row).toEqual({ carries: '[]' });
    const { subscription, ledger } = (await cal.enrolment())!;
    const [year] = plan(COURSE, subscription, ledger, Date.parse('2028-02-20T16:00Z')).lessons;
    expect(year).toMatchObject({ status: 'left_out', carrier: null });
  });
});

describe('a pause (R7)', () => {
  it('holds a lesson that fell into it, and brings it in full on the day it ends', async () => {
    const eve = await life('eve', { date: '2028-03-20', now: '2028-02-01T15:00Z' });
    await eve.at('2028-03-10T12:00Z').pause('2028-03-15');
    await playDays('2028-03-10T12:30Z', '2028-03-15T10:30Z');
    expect((await eve.got()).sort()).toEqual(['catch-up', 'confirm', 'welcome']);
    await play('2028-03-15T11:00Z', '2028-03-15T11:01Z');
    expect((await eve.got()).at(-1)).toBe('one-week');
  });

  it('that outlasts the date lets the lessons expire, asks how it went, and ends', async () => {
    const fay = await life('fay', { date: '2028-03-20', now: '2028-02-01T15:00Z' });
    await fay.at('2028-03-01T12:00Z').pause();
    await playDays('2028-03-12T11:00Z', '2028-03-23T11:00Z');
    expect((await fay.got()).slice(3)).toEqual(['how-did-it-go']);
    expect((await fay.enrolment())!.subscription.status).toBe('active');
  });

  it("without an end lasts until it's ended", async () => {
    const gus = await life('gus', { date: '2028-03-20', now: '2028-02-01T15:00Z' });
    await gus.at('2028-02-02T12:00Z').pause();
    expect((await gus.reasons())['one-week']).toBe('skipped(paused)');
    await play('2028-03-13T11:00Z');
    await gus.at('2028-03-14T15:00Z').resume();
    expect((await gus.got()).at(-1)).toBe('one-week');
  });
});

describe('no date yet (R11)', () => {
  it('is asked for after one, two and four months; then we say that we stop; then the person is forgotten', async () => {
    const hal = await life('hal', { date: null, now: '2027-01-10T15:00Z' });
    const days = ['2027-02-10', '2027-03-10', '2027-05-10', '2027-05-24'];
    const expected = ['ask-date', 'ask-date#2', 'ask-date#3', 'stop-asking'];
    for (const [index, day] of days.entries()) {
      await play(`${day}T10:59Z`);
      expect((await hal.got()).length).toBe(2 + index);
      await play(`${day}T12:00Z`);
      expect((await hal.got()).slice(2)).toEqual(expected.slice(0, index + 1));
    }
    await play('2027-08-07T12:00Z');
    expect(await hal.enrolment()).not.toBeNull();
    for (const day of ['2027-08-08', '2027-08-09']) await play(`${day}T12:01Z`);
    expect(await hal.enrolment()).toBeNull();
  });

  it('for half a year, then two months ahead: one catch-up, then the rest', async () => {
    const ida = await life('ida', { date: null, now: '2027-01-10T15:00Z' });
    await ida.at('2027-07-10T15:00Z').move('2027-09-10');
    await playDays('2027-09-02T10:00Z', '2027-09-12T12:00Z');
    expect((await ida.got()).slice(2)).toEqual([
      'catch-up',
      'one-week',
      'one-day',
      'how-did-it-go',
    ]);
  });
});

describe('after the date (R8)', () => {
  it('an offer ends the questions', async () => {
    const jan = await life('jan', { date: '2028-03-20', now: '2028-03-19T15:00Z' });
    await play('2028-03-22T11:00Z');
    await jan.at('2028-03-22T15:00Z').answer('offer');
    await playDays('2028-04-05T09:00Z', '2028-04-06T09:00Z');
    expect((await jan.got()).slice(2)).toEqual(['how-did-it-go']);
  });

  it('"still waiting" is asked once more after two weeks, and then no more', async () => {
    const kim = await life('kim', { date: '2028-03-20', now: '2028-03-19T15:00Z' });
    await play('2028-03-22T11:00Z');
    await kim.at('2028-03-22T15:00Z').answer('waiting');
    await play('2028-04-05T10:59Z', '2028-04-05T11:00Z');
    await kim.at('2028-04-05T15:00Z').answer('waiting');
    await play('2028-04-19T11:00Z', '2028-05-05T11:00Z');
    expect((await kim.got()).slice(2)).toEqual(['how-did-it-go', 'how-did-it-go#2']);
  });

  it('"not this time" starts round two: read lessons aren\'t caught up, lessons ahead come again', async () => {
    const lea = await life('lea', { date: '2028-03-20', now: '2027-01-10T15:00Z' });
    await play(
      '2027-03-20T11:00Z',
      '2027-12-20T12:00Z',
      '2028-03-13T11:00Z',
      '2028-03-19T11:00Z',
      '2028-03-22T11:00Z',
    );
    await lea.at('2028-03-22T15:00Z').answer('not_this_time');
    await play('2028-03-22T15:09Z');
    expect((await lea.got()).at(-1)).toBe('how-did-it-go');
    await play('2028-03-22T15:10Z');
    expect((await lea.got()).at(-1)).toBe('round-two/2');
    await lea.at('2028-03-25T15:00Z').move('2028-05-20');
    await play('2028-03-25T15:11Z', '2028-05-13T11:00Z', '2028-05-19T11:00Z');
    expect((await lea.got()).slice(7)).toEqual(['round-two/2', 'one-week/2', 'one-day/2']);
  });

  it('ninety days after the date the person is forgotten', async () => {
    const max = await life('max', { date: '2028-03-20', now: '2028-03-19T15:00Z' });
    await play('2028-03-22T11:00Z', '2028-06-17T23:00Z');
    expect(await max.enrolment()).not.toBeNull();
    await play('2028-06-18T05:00Z');
    expect(await max.enrolment()).toBeNull();
    const { results } = await bindings.DB.prepare('SELECT * FROM subscribers').all();
    expect(results).toEqual([]);
  });
});

describe('reading ahead', () => {
  it('a lesson marked as read is not emailed, in full or in a catch-up', async () => {
    const ned = await life('ned', { date: '2028-03-20', now: '2027-01-10T15:00Z' });
    await ned.at('2027-02-10T15:00Z').read('one-year');
    await play('2027-03-20T11:00Z', '2027-12-20T12:00Z');
    expect((await ned.got()).slice(2)).toEqual(['three-months']);
    await ned.at('2028-01-10T15:00Z').move('2028-02-10');
    await playDays('2028-01-10T15:10Z', '2028-01-11T15:10Z');
    expect((await ned.got()).slice(3)).toEqual(['date-moved']);
  });
});

describe('signing up again', () => {
  it('while pending: the newest details win, and the older link confirms them', async () => {
    const { post, mailsTo, linkIn } = await import('../support/worker.ts');
    const email = 'twice@example.com';
    await post('/subscribe', '2027-01-10T15:00:00Z', {
      email,
      target_date: '2028-03-20',
      time_zone: 'UTC',
    });
    await post('/subscribe', '2027-01-10T16:00:00Z', {
      email,
      target_date: '2028-04-20',
      time_zone: 'UTC',
    });
    const [older] = await mailsTo(email);
    await post(linkIn(older!, 'confirm'), '2027-01-10T17:00:00Z');
    const row = await bindings.DB.prepare('SELECT status, target_date FROM subscriptions').first();
    expect(row).toEqual({ status: 'active', target_date: '2028-04-20' });
  });

  it('while active: nothing changes, and one email a day says so', async () => {
    const ole = await life('ole', { date: '2028-03-20', now: '2027-01-10T15:00Z' });
    for (const moment of ['2027-02-01T10:00Z', '2027-02-01T11:00Z', '2027-02-02T10:01Z']) {
      await ole.at(moment).subscribe({ targetDate: '2029-01-01' });
    }
    expect((await ole.got()).slice(2)).toEqual(['already-subscribed', 'already-subscribed#2']);
    expect((await ole.enrolment())!.subscription.targetDate).toBe('2028-03-20');
  });

  it('after leaving: a new confirmation, and lessons read in the round stay read', async () => {
    const pia = await life('pia', { date: '2028-03-20', now: '2027-01-10T15:00Z' });
    await play('2027-03-20T11:00Z');
    await pia.at('2027-03-21T11:00Z').leave();
    await pia.at('2027-03-25T11:00Z').subscribe();
    expect((await pia.got()).at(-1)).toBe('confirm#2');
    const { confirm } = await import('../../src/usecases/sign-up/confirm.ts');
    const { ports } = await import('../support/ledger.ts');
    await confirm(ports(), pia.id, Date.parse('2027-03-25T12:00Z'));
    await play('2027-03-25T12:00Z', '2027-12-20T12:00Z');
    expect((await pia.got()).slice(2)).toEqual([
      'one-year',
      'confirm#2',
      'welcome#2',
      'three-months',
    ]);
  });
});
