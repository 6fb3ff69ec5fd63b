import { describe, expect, it } from 'vitest';
import { heading, json, submit, text } from '../support/own-page.ts';
import { bindings, join, mailsTo, post, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const FIRST = '2027-03-20T11:00:00Z';
const AGAIN = '2027-03-22T09:00:00Z';

const person = (name: string) =>
  join({ email: `${name}@resend.example`, target_date: '2028-03-20' }, NOW);

const got = async (name: string) =>
  (await mailsTo(`${name}@resend.example`)).map(({ tags }) =>
    tags[0]!.value.split('_').slice(1).join('_'),
  );

const resend = (own: string, now: string, lesson = 'one-year') =>
  json(`${own}/resend`, now, { lesson });

describe('R13: sending a lesson again', () => {
  it('when the person asks, with text true on the day it is sent', async () => {
    const own = await person('again');
    await tick(FIRST);
    const html = await text(own, AGAIN);
    expect(html.match(/Send it again/g)).toHaveLength(1);
    const page = await submit(`${own}/resend`, AGAIN, { lesson: 'one-year' });
    expect(page).toContain('We’re sending it again.');
    expect(page).not.toContain('Send it again');
    expect(page).toContain('Sent again because you asked for it.');
    const mails = await mailsTo('again@resend.example');
    expect(await got('again')).toEqual([
      'confirm_1_1',
      'welcome_1_1',
      'one-year_1_1',
      'one-year_1_101',
    ]);
    const [first, second] = mails.slice(-2);
    expect(second!.subject).toBe(first!.subject);
    expect(second!.text).toContain('364 days');
    expect(second!.text).toContain('Monday, December 20, 2027');
  });

  it('once in 24 hours for each lesson', async () => {
    const own = await person('often');
    await tick(FIRST);
    await resend(own, AGAIN);
    const soon = await post(`${own}/resend`, '2027-03-23T08:59:00Z', { lesson: 'one-year' });
    expect([soon.status, await heading(soon)]).toEqual([429, 'We’ve just sent it again']);
    expect(await resend(own, '2027-03-23T09:01:00Z')).toEqual([200, { status: 'resent' }]);
    expect((await got('often')).slice(-2)).toEqual(['one-year_1_101', 'one-year_1_102']);
  });

  it('pressed twice at once it is one email', async () => {
    const own = await person('twice');
    await tick(FIRST);
    await Promise.all([resend(own, AGAIN), resend(own, AGAIN), resend(own, AGAIN)]);
    await tick('2027-03-22T09:01:00Z');
    expect((await got('twice')).filter((tag) => tag.startsWith('one-year'))).toHaveLength(2);
  });

  it('not from the date on: "tomorrow" and "in 7 days" would not be true', async () => {
    const own = await person('past');
    await tick('2028-03-13T11:00:00Z');
    expect(await text(own, '2028-03-19T20:00:00Z')).toContain('Send it again');
    const day = '2028-03-20T12:00:00Z';
    expect(await text(own, day)).not.toContain('Send it again');
    expect((await resend(own, day, 'one-week'))[0]).toBe(409);
    expect(await got('past')).not.toContain('one-week_1_101');
  });

  it('not late either, when it could not leave before the date began', async () => {
    const own = await person('held');
    await tick('2028-03-13T11:00:00Z');
    await bindings.DB.prepare("UPDATE settings SET held = 'test'").run();
    await resend(own, '2028-03-19T20:00:00Z', 'one-week');
    await bindings.DB.prepare('UPDATE settings SET held = NULL').run();
    await tick('2028-03-20T05:00:00Z');
    expect(await got('held')).not.toContain('one-week_1_101');
  });

  it('delays no lesson that is due that day', async () => {
    const own = await person('same-day');
    await tick(FIRST);
    await resend(own, '2027-12-20T10:00:00Z');
    await tick('2027-12-20T12:00:00Z');
    expect((await got('same-day')).slice(-2)).toEqual(['one-year_1_101', 'three-months_1_1']);
  });

  it('R6: a repeat due to a move is still sent', async () => {
    const own = await person('repeat');
    await tick('2028-03-13T11:00:00Z');
    await resend(own, '2028-03-14T12:00:00Z', 'one-week');
    await json(`${own}/reschedule`, '2028-03-14T13:00:00Z', { target_date: '2028-03-28' });
    await resend(own, '2028-03-16T12:00:00Z', 'one-week');
    await tick('2028-03-21T11:00:00Z');
    expect((await got('repeat')).filter((tag) => tag.startsWith('one-week'))).toEqual([
      'one-week_1_1',
      'one-week_1_101',
      'one-week_1_102',
      'one-week_1_2',
    ]);
  });

  it('if it could not be sent at once, the next tick sends it, whatever changed since', async () => {
    const own = await person('later');
    await tick(FIRST);
    await bindings.DB.prepare("UPDATE settings SET held = 'test'").run();
    await resend(own, AGAIN);
    await json(`${own}/reschedule`, AGAIN, { target_date: '2028-04-20' });
    await bindings.DB.prepare('UPDATE settings SET held = NULL').run();
    await tick('2027-03-22T09:01:00Z');
    expect((await got('later')).at(-1)).toBe('one-year_1_101');
  });

  it('also in a pause', async () => {
    const own = await person('pause');
    await tick(FIRST);
    await json(`${own}/pause`, FIRST);
    expect(await resend(own, AGAIN)).toEqual([200, { status: 'resent' }]);
    expect((await got('pause')).at(-1)).toBe('one-year_1_101');
  });

  it('not if it was never sent, without a date, or to a suppressed address', async () => {
    const own = await person('never');
    expect((await resend(own, NOW))[0]).toBe(409);
    expect((await resend(own, NOW, 'nope'))[0]).toBe(404);
    expect((await resend(own, NOW, ''))[0]).toBe(422);
    await tick(FIRST);
    await json(`${own}/reschedule`, FIRST, { target_date: 'none' });
    expect(await resend(own, AGAIN)).toEqual([
      409,
      { errors: [{ field: null, message: expect.stringContaining('Set one first') }] },
    ]);
    expect(await text(own, AGAIN)).not.toContain('Send it again');
    await json(`${own}/reschedule`, AGAIN, { target_date: '2028-03-20' });
    await bindings.DB.prepare("UPDATE subscribers SET suppressed = 'bounced' WHERE address = ?1")
      .bind('never@resend.example')
      .run();
    expect((await resend(own, AGAIN))[0]).toBe(409);
    expect(await text(own, AGAIN)).not.toContain('Send it again');
  });
});
