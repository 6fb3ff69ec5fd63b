/** A checkbox value of false, null, 0 or empty is unchecked, in JSON and in a form. */
import { describe, expect, it } from 'vitest';
import { isChecked } from '../../src/domain/parse/fields.ts';
import { bindings, join, linkIn, mailsTo, post, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const DATE = '2028-03-20';
const MOVED = '2028-05-02';

const TICKED = [true, 1, 'on', '1', 'yes', 'true', 'x'];
const UNTICKED = [undefined, false, null, 0, '', ' ', '0', 'false', 'no', 'off', [], {}];
const TEXTS = ['', '0', 'false', 'no', 'off'];

const shown = (value: unknown): string => JSON.stringify(value) ?? 'left out';

it.each(TICKED.map((value) => [shown(value), value]))('%s is checked', (_, value) => {
  expect(isChecked(value)).toBe(true);
});

it.each(UNTICKED.map((value) => [shown(value), value]))('%s is unchecked', (_, value) => {
  expect(isChecked(value)).toBe(false);
});

const json = (path: string, fields: Record<string, unknown>) =>
  request(path, NOW, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });

let people = 0;
const newcomer = () => `box${++people}@boxes.example`;

const dateOf = (email: string) =>
  bindings.DB.prepare(
    `SELECT target_date FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
     WHERE p.address = ?1`,
  )
    .bind(email)
    .first('target_date');

const signUp = async (no_date: unknown) => {
  const email = newcomer();
  const fields = { email, target_date: DATE, time_zone: 'UTC', no_date };
  expect((await json('/subscribe', fields)).status).toBe(202);
  return dateOf(email);
};

const move = async (no_date: unknown) => {
  const email = newcomer();
  const own = await join({ email, target_date: DATE }, NOW);
  expect((await json(`${own}/reschedule`, { target_date: MOVED, no_date })).status).toBe(200);
  return dateOf(email);
};

describe('"No date yet" in JSON', () => {
  it.each(UNTICKED.map((value) => [shown(value), value]))(
    'as %s keeps the date, at sign-up and at a move',
    async (_, value) => {
      expect([await signUp(value), await move(value)]).toEqual([DATE, MOVED]);
    },
  );

  it.each([[true], [1], ['on']])(
    'as %s removes the date at a move, but not at sign-up, where the date wins',
    async (value) => {
      expect([await signUp(value), await move(value)]).toEqual([DATE, null]);
    },
  );
});

describe('a form', () => {
  it.each(TEXTS)('with no_date=%o keeps the date', async (no_date) => {
    const email = newcomer();
    await post('/subscribe', NOW, { email, target_date: DATE, time_zone: 'UTC', no_date });
    expect(await dateOf(email)).toBe(DATE);
    const own = await join({ email: newcomer(), target_date: DATE }, NOW);
    const page = await (
      await request(`${own}?target_date=${MOVED}&no_date=${no_date}`, NOW)
    ).text();
    expect(page).toContain('May 2');
  });

  it.each(TEXTS)('with preview=%o signs up', async (preview) => {
    const fields = { email: newcomer(), target_date: DATE, time_zone: 'UTC', preview };
    expect((await post('/subscribe', NOW, fields)).status).toBe(303);
  });

  it.each(TEXTS)('with all=%o leaves only this course', async (all) => {
    const email = newcomer();
    await join({ email, target_date: DATE }, NOW);
    await bindings.DB.prepare(
      `INSERT INTO subscriptions (id, subscriber_id, course, status, time_zone, send_hour, name,
         locale, round, revision, change_token, requested_at)
       SELECT 'other-' || s.id, subscriber_id, 'other', 'active', time_zone, send_hour, '', 'en', 1,
         1, '', 0
       FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id WHERE p.address = ?1`,
    )
      .bind(email)
      .run();
    await post(linkIn((await mailsTo(email)).at(-1)!, 'unsubscribe'), NOW, { all });
    const { results } = await bindings.DB.prepare(
      `SELECT s.course, s.status FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
       WHERE p.address = ?1 ORDER BY s.course`,
    )
      .bind(email)
      .all();
    expect(results).toEqual([
      { course: 'ml-interviews', status: 'left' },
      { course: 'other', status: 'active' },
    ]);
  });
});
