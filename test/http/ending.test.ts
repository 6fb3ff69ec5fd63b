/** "It's off", goals, answers by an email's link, and what can be undone (rule 8). */
import { describe, expect, it } from 'vitest';
import { json, submit, text } from '../support/own-page.ts';
import { bindings, join, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const DATE = '2028-03-20';
const AFTER = '2028-03-22T12:00:00Z';

const at = (name: string): string => `${name}@ending.example`;

const person = (name: string, fields: Record<string, string> = {}) =>
  join({ email: at(name), target_date: DATE, ...fields }, NOW);

const got = async (name: string): Promise<string[]> =>
  (await mailsTo(at(name))).map(({ tags }) => tags[0]!.value.split('_')[1]!);

const stored = async (name: string): Promise<Record<string, unknown>> =>
  (await bindings.DB.prepare(
    `SELECT s.* FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
     WHERE p.address = ?1`,
  )
    .bind(at(name))
    .first())!;

const scheduled = async (name: string): Promise<number> =>
  (await bindings.DB.prepare(
    `SELECT count(*) AS n FROM deliveries WHERE state = 'scheduled' AND address = ?1`,
  )
    .bind(at(name))
    .first<number>('n'))!;

const calendarOf = async (page: string): Promise<string> => {
  const url = new URL(/webcal:[^"]+/.exec(page)![0].replace('webcal:', 'https:'));
  return (await request(url.pathname, NOW)).text();
};

describe('a link with an answer', () => {
  it('shows the answer as chosen with one button, and saves nothing', async () => {
    const own = await person('carried');
    const before = await stored('carried');
    const page = await text(`${own}?outcome=no_answer`, AFTER);
    const [, chosen] = /<form class="chosen"(.*?)<\/form>/s.exec(page)!;
    expect(chosen).toContain('Never heard back');
    expect(chosen!.match(/<button/g)).toHaveLength(1);
    expect(chosen).toContain('name="outcome" value="no_answer"');
    expect(page.match(/name="outcome" value="/g)).toHaveLength(5);
    expect(await stored('carried')).toEqual(before);
    expect(await submit(`${own}/outcome`, AFTER, { outcome: 'no_answer' })).toContain(
      'it says nothing about you',
    );
  });

  it('of an unknown answer shows the question as usual', async () => {
    const own = await person('carried-not');
    const page = await text(`${own}?outcome=great`, AFTER);
    expect(page).not.toContain('class="chosen"');
    expect(page).toContain('How did it go?');
  });

  it('the email has one for each answer, in both parts', async () => {
    await person('links');
    await tick('2028-03-22T11:00:00Z');
    const { html, text: plain } = (await mailsTo(at('links'))).at(-1)!;
    for (const outcome of ['offer', 'next_stage', 'waiting', 'no_answer', 'not_this_time']) {
      expect(html).toContain(`?outcome=${outcome}#outcome"`);
      expect(plain).toMatch(new RegExp(`\\?outcome=${outcome}#outcome$`, 'm'));
    }
  });
});

describe('It’s off', () => {
  it.each([
    ['cancelled', 'Your countdown is off', 'Saturday, May 15, 2027'],
    ['kept', 'We’re keeping your place', 'Monday, February 14, 2028'],
    ['offer', 'Congratulations!', 'Saturday, May 15, 2027'],
  ])(
    '%s: no email, no question, no calendar entry, and the day of erasure',
    async (ending, said, day) => {
      const name = `off-${ending}`;
      const own = await person(name);
      await tick('2027-02-14T12:01:00Z');
      const before = await got(name);
      const page = await submit(`${own}/off`, NOW, { ending });
      expect(page).toContain(said);
      expect(page).toContain(`erase your details on ${day}`);
      expect(page).not.toContain('id="outcome"');
      expect(page).not.toContain('We ask you for it');
      expect(await calendarOf(page)).not.toContain('VEVENT');
      expect(await scheduled(name)).toBe(0);
      for (const moment of ['2027-03-20T11:00:00Z', '2027-05-10T12:00:00Z']) await tick(moment);
      expect(await got(name)).toEqual(before);
      // As JSON too, without a reason.
      expect(await json(`${own}/off`, NOW)).toEqual([200, { status: 'off' }]);
    },
  );

  it('is erased on the date that the page showed', async () => {
    const own = await person('off-erased');
    await json(`${own}/off`, NOW, { ending: 'cancelled' });
    await tick('2027-05-15T03:59:00Z');
    expect((await request(own, NOW)).status).toBe(200);
    await tick('2027-05-15T04:01:00Z');
    expect((await request(own, NOW)).status).toBe(410);
  });

  it('can be undone for a day: date, plan and calendar are restored', async () => {
    const own = await person('off-undo');
    const before = await stored('off-undo');
    const page = await submit(`${own}/off`, NOW, { ending: 'cancelled' });
    expect(page).toContain('You ended your countdown. You can undo that until');
    const back = await submit(`${own}/undo`, '2027-02-15T12:00:00Z');
    expect(await calendarOf(back)).toContain('DTSTART;VALUE=DATE:20280320');
    const after = await stored('off-undo');
    for (const column of ['target_date', 'told_date', 'outcome', 'status', 'round', 'undo']) {
      expect(after[column]).toEqual(before[column]);
    }
    await tick('2027-03-20T11:00:00Z');
    expect(await got('off-undo')).toEqual(['confirm', 'welcome', 'one-year']);
  });

  it('rejects an unknown ending', async () => {
    const own = await person('off-what');
    expect((await json(`${own}/off`, NOW, { ending: 'bored' }))[0]).toBe(422);
    expect((await json(`${own}/off`, NOW, { ending: 'waiting' }))[0]).toBe(422);
    expect((await json(`${own}/off`, NOW, { ending: ['kept'] }))[0]).toBe(422);
  });

  it("is offered on the person's page, at the date form, and in the preview of a move", async () => {
    const own = await person('off-offered');
    const page = await text(own, NOW);
    const [, move] = /id="move"(.*?)<\/section>/s.exec(page)!;
    expect(move).toContain('href="#off"');
    expect(page).toContain(`action="${own}/off"`);
    expect(await text(`${own}?target_date=2028-04-01`, NOW)).toContain(`href="${own}#off"`);
    expect(await text(`${own}?ending=kept`, NOW)).toMatch(/class="chosen".*?value="kept"/s);
  });

  it('a new date starts again: after an offer in the next round, otherwise in the same one', async () => {
    const later = '2027-02-14T12:05:00Z';
    for (const [ending, round] of [
      ['offer', 2],
      ['cancelled', 1],
      ['kept', 1],
    ] as const) {
      const own = await person(`off-again-${ending}`);
      await json(`${own}/off`, later, { ending });
      await json(`${own}/reschedule`, later, { target_date: '2028-06-01' });
      expect(await stored(`off-again-${ending}`)).toMatchObject({ round, outcome: null });
      await tick('2027-02-14T12:30:00Z');
      expect(await got(`off-again-${ending}`)).toEqual(['confirm', 'welcome']);
    }
  });
});

describe('undo', () => {
  it('of an answer within ten minutes: no email was sent, and none will be', async () => {
    const own = await person('undo-answer');
    await tick('2028-03-22T11:00:00Z');
    const before = await got('undo-answer');
    const page = await submit(`${own}/outcome`, AFTER, { outcome: 'not_this_time' });
    expect(page).toContain('You told us how it went. You can undo your answer until');
    await submit(`${own}/undo`, '2028-03-22T12:09:00Z');
    expect(await stored('undo-answer')).toMatchObject({ target_date: DATE, round: 1 });
    await tick('2028-03-22T12:11:00Z');
    await tick('2028-03-23T12:00:00Z');
    expect(await got('undo-answer')).toEqual(before);
  });

  it('of an answer later: the email about it links to the page with the button', async () => {
    const own = await person('undo-told');
    await json(`${own}/outcome`, AFTER, { outcome: 'next_stage' });
    await tick('2028-03-22T12:10:00Z');
    const mail = (await mailsTo(at('undo-told'))).at(-1)!;
    expect(mail.text).toContain('Well done');
    expect(mail.text).not.toContain('rejection hurts');
    expect(mail.text.replace(/\s+/g, ' ')).toContain('until Thursday, March 23, 2028, 8:00 AM');
    const path = new URL(/https:\S+\/manage\/[^>\s#]+/.exec(mail.text)![0]).pathname;
    expect(await text(path, AFTER)).toContain(`action="${path}/undo"`);
    await submit(`${own}/undo`, '2028-03-22T13:00:00Z');
    expect(await text(own, '2028-03-22T13:00:00Z')).toContain('How did it go?');
  });

  it('of a mark as read: the lesson is sent after all, by undo and by "Mark as unread"', async () => {
    const own = await person('undo-read');
    const page = await submit(`${own}/read`, NOW, { lesson: 'one-year' });
    expect(page).toContain(`action="${own}/unread"`);
    expect(page).toContain('as read. You can undo that until');
    await submit(`${own}/undo`, NOW);
    await submit(`${own}/read`, NOW, { lesson: 'one-year' });
    expect(await submit(`${own}/unread`, NOW, { lesson: 'one-year' })).toContain(
      'Marked as unread.',
    );
    expect(await json(`${own}/unread`, NOW, { lesson: 'one-year' })).toEqual([
      200,
      { status: 'already' },
    ]);
    expect((await json(`${own}/undo`, NOW))[0]).toBe(409);
    await tick('2027-03-20T11:00:00Z');
    expect(await got('undo-read')).toEqual(['confirm', 'welcome', 'one-year']);
  });

  it('of a mark as read works without a date too', async () => {
    const own = await person('undo-read-none');
    await json(`${own}/read`, NOW, { lesson: 'one-year' });
    await json(`${own}/reschedule`, NOW, { target_date: 'none' });
    expect(await text(own, NOW)).toContain(`action="${own}/unread"`);
    await submit(`${own}/unread`, NOW, { lesson: 'one-year' });
    expect(await text(own, NOW)).not.toContain(`action="${own}/unread"`);
    await json(`${own}/reschedule`, NOW, { target_date: DATE });
    await tick('2027-03-20T11:00:00Z');
    expect(await got('undo-read-none')).toContain('one-year');
  });

  it('of a pause continues the course; several undos run in reverse order', async () => {
    const own = await person('undo-stack');
    await json(`${own}/reschedule`, NOW, { target_date: '2028-04-20' });
    await json(`${own}/read`, NOW, { lesson: 'one-year' });
    expect(await submit(`${own}/pause`, NOW)).not.toContain('Changed by mistake?');
    const changed = await submit(`${own}/pause`, NOW, { until: '2027-04-01' });
    expect(changed).toContain('You changed your pause. You can undo that until');
    await submit(`${own}/undo`, NOW);
    const one = await submit(`${own}/undo`, NOW);
    expect(one).toContain('as read. You can undo that');
    const two = await submit(`${own}/undo`, NOW);
    expect(two).toContain('It was <strong>Monday, March 20, 2028</strong> before');
    await submit(`${own}/undo`, NOW);
    expect(await stored('undo-stack')).toMatchObject({
      target_date: DATE,
      status: 'active',
      undo: null,
    });
  });
});

describe('a goal', () => {
  it('is accepted by the form, as JSON and by a move; other kinds are rejected', async () => {
    await person('goal-form', { date_kind: 'goal' });
    expect(await stored('goal-form')).toMatchObject({ date_kind: 'goal' });
    const own = await person('goal-move');
    expect(await json(`${own}/reschedule`, NOW, { target_date: DATE, date_kind: 'goal' })).toEqual([
      200,
      { status: 'moved' },
    ]);
    expect(await stored('goal-move')).toMatchObject({ date_kind: 'goal', target_date: DATE });
    // A move without a kind keeps it.
    await json(`${own}/reschedule`, NOW, { target_date: '2028-04-01' });
    expect(await stored('goal-move')).toMatchObject({ date_kind: 'goal' });
    expect((await json(`${own}/reschedule`, NOW, { target_date: DATE, date_kind: 'x' }))[0]).toBe(
      422,
    );
    await json(`${own}/undo`, NOW);
    await json(`${own}/undo`, NOW);
    expect(await stored('goal-move')).toMatchObject({ date_kind: 'appointment' });
  });

  it('an unchecked box in the move form makes it an appointment', async () => {
    const own = await person('goal-tick', { date_kind: 'goal' });
    const form = await text(own, NOW);
    expect(form).toMatch(/<input type="checkbox" name="date_kind" value="goal" checked=""/);
    const same = await text(`${own}?target_date=${DATE}&asks_kind=yes&date_kind=goal`, NOW);
    expect(same).toContain('Nothing would change');
    const real = await text(`${own}?target_date=${DATE}&asks_kind=yes`, NOW);
    expect(real).toContain('Is this the date of your interview?');
    expect(real).toContain('name="date_kind" value="appointment"');
    await submit(`${own}/reschedule`, NOW, { target_date: DATE, date_kind: 'appointment' });
    expect(await stored('goal-tick')).toMatchObject({ date_kind: 'appointment' });
  });

  it('asks nothing on its date; afterward asks for a date, another goal, or neither', async () => {
    const own = await person('goal-day', { date_kind: 'goal' });
    expect(await text(own, '2028-03-20T12:00:00Z')).toContain('You wanted to be ready by today');
    await tick('2028-03-22T11:00:00Z');
    expect((await got('goal-day')).at(-1)).toBe('date-now');
    const { text: plain } = (await mailsTo(at('goal-day'))).at(-1)!;
    const links = plain.match(/https:\S+\/manage\/\S+/g)!.map((link) => new URL(link));
    const [date, goal, keep] = links;
    expect([date, goal, keep].map((link) => `${link!.search}${link!.hash}`)).toEqual([
      '#move',
      '?date_kind=goal#move',
      '?ending=kept#off',
    ]);
    const another = await text(goal!.pathname + goal!.search, AFTER);
    expect(another).toMatch(/<input type="checkbox" name="date_kind" value="goal" checked=""/);
    expect(another).toContain('Do you have a date now?');
    expect(another).not.toContain('How did it go');
    const kept = await text(keep!.pathname + keep!.search, AFTER);
    expect(kept).toMatch(/class="chosen".*?name="ending" value="kept"/s);
    await post(`${own}/off`, AFTER, { ending: 'kept' });
    const before = await got('goal-day');
    await tick('2028-07-01T12:00:00Z');
    expect(await got('goal-day')).toEqual(before);
  });
});
