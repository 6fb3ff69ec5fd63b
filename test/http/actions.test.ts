import { describe, expect, it } from 'vitest';
import { json, submit, text } from '../support/own-page.ts';
import { bindings, dump, join, mailsTo, post, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const DATE = '2028-03-20';
const AFTER = '2028-03-21T12:00:00Z';

const person = (name: string, target_date = DATE) =>
  join({ email: `${name}@verbs.example`, target_date }, NOW);

const stored = (own: string, column: string) =>
  bindings.DB.prepare(
    `SELECT ${column} AS value FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
     WHERE p.address = ?1`,
  )
    .bind(`${own}@verbs.example`)
    .first('value');

const got = async (name: string): Promise<(string | undefined)[]> =>
  (await mailsTo(`${name}@verbs.example`)).map(({ tags }) => tags[0]!.value.split('_')[1]);

describe('undo', () => {
  it('is offered after a move, reverts it, and is gone', async () => {
    const own = await person('undo');
    expect(await text(own, NOW)).not.toContain('/undo"');
    const moved = await submit(`${own}/reschedule`, NOW, { target_date: '2028-06-20' });
    expect(moved).toContain('It was <strong>Monday, March 20, 2028</strong> before');
    expect(moved).toContain('until Monday, February 15, 2027, 7:00 AM');
    const page = await submit(`${own}/undo`, '2027-02-14T12:05:00Z');
    expect(page).toContain('Undone.');
    expect(page).not.toContain('/undo"');
    expect(await stored('undo', 'target_date')).toBe(DATE);
    await tick('2027-02-14T12:20:00Z');
    expect(await got('undo')).toEqual(['confirm', 'welcome']);
  });

  it('works once, within a day, and then offers other actions', async () => {
    const own = await person('undo-late');
    const none = await post(`${own}/undo`, NOW);
    expect([none.status, await none.text()]).toEqual([
      409,
      expect.stringContaining('Nothing to undo'),
    ]);
    await json(`${own}/reschedule`, NOW, { target_date: '2028-06-20' });
    expect(await json(`${own}/undo`, NOW)).toEqual([200, { status: 'undone' }]);
    expect((await json(`${own}/undo`, NOW))[0]).toBe(409);
    await json(`${own}/reschedule`, NOW, { target_date: '2028-06-20' });
    const late = '2027-02-15T12:00:01Z';
    expect(await text(own, late)).not.toContain('/undo"');
    expect(await json(`${own}/undo`, late)).toEqual([
      409,
      { errors: [{ field: null, message: expect.stringContaining('for 24 hours') }] },
    ]);
  });
});

describe('pause and resume', () => {
  it('until a day, changed, ended', async () => {
    const own = await person('pause');
    const paused = await submit(`${own}/pause`, NOW, { until: '2027-04-01' });
    expect(paused).toContain('Paused. We’ll hold your lessons.');
    expect(paused).toContain('We’ll hold them until Thursday, April 1, 2027.');
    expect(paused).toContain('You’ve paused. We’ll send it when the pause ends.');
    expect(paused).toContain('Your pause ends before its day, so we’ll send it as planned.');
    const open = await submit(`${own}/pause`, NOW, { until: '' });
    expect(open).toContain('We’ll hold them until you resume.');
    expect(open).toContain('The pause ends on');
    expect(await stored('pause', 'paused_until')).toBeNull();
    const page = await submit(`${own}/resume`, NOW);
    expect(page).toContain('Resumed.');
    expect(page).not.toContain('Your lessons are paused');
    expect(await submit(`${own}/resume`, NOW)).toContain('Your lessons weren’t paused');
  });

  it('sends waiting lessons as soon as it ends', async () => {
    const own = await person('resume');
    await json(`${own}/pause`, NOW);
    await tick('2027-03-20T11:00:00Z');
    expect(await got('resume')).toEqual(['confirm', 'welcome']);
    expect(await json(`${own}/resume`, '2027-03-21T15:00:00Z')).toEqual([
      200,
      { status: 'resumed' },
    ]);
    expect((await got('resume')).at(-1)).toBe('one-year');
  });

  it('as JSON, where no day or null means "until further notice"', async () => {
    const own = await person('pause-json');
    for (const body of [undefined, {}, { until: null }, { until: '2027-04-01' }]) {
      expect(await json(`${own}/pause`, NOW, body)).toEqual([200, { status: 'paused' }]);
    }
    expect(await json(`${own}/resume`, NOW)).toEqual([200, { status: 'resumed' }]);
    expect(await json(`${own}/resume`, NOW)).toEqual([200, { status: 'not_paused' }]);
  });

  it.each([
    ['2027-02-14', 'from tomorrow on'],
    ['2047-02-15', 'more than 20 years'],
    ['2027-02-30', 'no such day'],
    ['soon', 'year-month-day'],
  ])('until %s is rejected, and the input is kept', async (until, words) => {
    const own = await person(`until-${until}`);
    const before = await dump();
    const response = await post(`${own}/pause`, NOW, { until });
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain(words);
    expect(html).toContain('href="#until"');
    expect(html).toMatch(new RegExp(`<input id="until"[^>]* value="${until}"`));
    expect((await json(`${own}/pause`, NOW, { until }))[1]).toEqual({
      errors: [{ field: 'until', message: expect.stringContaining(words) }],
    });
    expect(await dump()).toBe(before);
  });
});

describe('the outcome', () => {
  it('is asked for from the evening of the target date, not before', async () => {
    const own = await person('outcome-early');
    expect(await text(own, '2028-03-20T03:59:00Z')).not.toContain('id="today"');
    const day = await text(own, '2028-03-20T04:00:00Z');
    expect(day).toContain('Good luck today!');
    expect(day).toContain('<details class="boxes" id="one-day-steps" open=""');
    expect(day).not.toContain('id="outcome"');
    expect(await text(own, '2028-03-20T21:59:00Z')).not.toContain('id="outcome"');
    const evening = await text(own, '2028-03-20T22:00:00Z');
    expect(evening).toContain('id="outcome"');
    expect(evening).not.toContain('id="today"');
    expect(await json(`${own}/outcome`, NOW, { outcome: 'offer' })).toEqual([
      409,
      { errors: [{ field: null, message: expect.stringContaining('still ahead') }] },
    ]);
    const page = await post(`${own}/outcome`, NOW, { outcome: 'offer' });
    expect([page.status, await page.text()]).toEqual([409, expect.stringContaining(own)]);
  });

  it('"still waiting" can be answered again, an offer ends the questions', async () => {
    const own = await person('outcome');
    const waiting = await submit(`${own}/outcome`, AFTER, { outcome: 'waiting' });
    expect(waiting).toContain('You told us: Still waiting');
    expect(waiting).toContain('We’ll ask once more on Tuesday, April 4, 2028.');
    expect(waiting.match(/name="outcome"/g)).toHaveLength(4);
    const offer = await submit(`${own}/outcome`, AFTER, { outcome: 'offer' });
    expect(offer).toContain('Congratulations');
    expect(offer).toContain('You won’t get any more emails.');
  });

  it('"not this time" sends a review email ten minutes later and asks for a date', async () => {
    const own = await person('round-two');
    const page = await submit(`${own}/outcome`, AFTER, { outcome: 'not_this_time' });
    expect(page).toContain('We’re sorry.');
    expect(page).toContain('Set your date');
    expect(page).not.toContain('id="outcome"');
    expect((await got('round-two')).at(-1)).not.toBe('round-two');
    // The repeated answer starts no further round.
    expect((await json(`${own}/outcome`, AFTER, { outcome: 'not_this_time' }))[0]).toBe(200);
    expect(await stored('round-two', 'round')).toBe(2);
    await tick('2028-03-21T12:10:00Z');
    expect((await got('round-two')).at(-1)).toBe('round-two');
  });

  it.each(['', 'great', 'toString'])('%j is not an answer', async (outcome) => {
    const own = await person(`outcome-${outcome}`);
    expect((await post(`${own}/outcome`, AFTER, { outcome })).status).toBe(422);
    expect((await json(`${own}/outcome`, AFTER, { outcome }))[1]).toEqual({
      errors: [{ field: 'outcome', message: expect.stringContaining('not_this_time') }],
    });
    expect((await json(`${own}/outcome`, AFTER))[0]).toBe(422);
  });
});

describe('reading ahead', () => {
  it('marks a lesson ahead as read, and no email is sent for it', async () => {
    const own = await person('read');
    expect((await text(own, NOW)).match(/Mark as read/g)).toHaveLength(4);
    const page = await submit(`${own}/read`, NOW, { lesson: 'one-year' });
    expect(page).toContain('Marked as read. We won’t email it.');
    expect(page).toContain('You marked it as read, so we won’t email it.');
    expect(page.match(/Mark as read/g)).toHaveLength(3);
    expect(await submit(`${own}/read`, NOW, { lesson: 'one-year' })).toContain(
      'You’d already told us',
    );
    await tick('2027-03-20T11:00:00Z');
    expect(await got('read')).toEqual(['confirm', 'welcome']);
    expect(await json(`${own}/read`, NOW, { lesson: 'one-week' })).toEqual([
      200,
      { status: 'read' },
    ]);
    expect(await json(`${own}/read`, NOW, { lesson: 'one-week' })).toEqual([
      200,
      { status: 'already' },
    ]);
  });

  it('rejects unknown lessons', async () => {
    const own = await person('read-what');
    const before = await dump();
    expect((await post(`${own}/read`, NOW, { lesson: 'nope' })).status).toBe(404);
    expect((await json(`${own}/read`, NOW, { lesson: 'nope' }))[0]).toBe(404);
    for (const lesson of ['', 7, null]) {
      expect((await json(`${own}/read`, NOW, { lesson }))[0]).toBe(422);
    }
    expect(await dump()).toBe(before);
  });
});
