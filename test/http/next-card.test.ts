import { describe, expect, it } from 'vitest';
import { submit, text } from '../support/own-page.ts';
import { bindings, join, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const FIRST = '2027-03-20T11:00:00Z';
const SECOND = '2027-12-20T12:00:00Z';
const DATE = '2028-03-20';

const person = (name: string, target_date = DATE, now = NOW) =>
  join({ email: `${name}@next.example`, target_date }, now);

/** The first card's text, in order, with links in brackets. */
async function card(own: string, now: string): Promise<string[]> {
  const html = /<div class="card next">([\s\S]*?)<div class="two">/.exec(await text(own, now))?.[1];
  return (html ?? '')
    .replace(/<a [^>]*href="([^"]+)"[^>]*>/g, '[$1] ')
    .split(/<[^>]+>/)
    .map((words) => words.trim())
    .filter((words) => words !== '');
}

describe("the first card of the person's page", () => {
  it('names the next lesson, when it comes, in how many days, and what to do about it', async () => {
    const own = await person('ahead');
    expect(await card(own, NOW)).toEqual([
      'Next lesson in 34 days',
      'One year to go: build something people can see',
      expect.stringMatching(/^Saturday, March 20, 2027, 7:00\sAM$/),
      `[${own}/lessons/one-year] Read it now`,
      '[#move] Move the date',
      'Pause',
    ]);
    expect(await text(own, NOW)).toMatch(/id="move"/);
  });

  it('counts days in the person’s zone', async () => {
    const own = await person('zone');
    expect((await card(own, '2027-03-19T12:00:00Z'))[0]).toBe('Next lesson tomorrow');
    expect((await card(own, '2027-03-20T04:30:00Z'))[0]).toBe('Next lesson today');
  });

  it('pauses with one press, and can be undone from the same place', async () => {
    const own = await person('pause');
    const paused = await submit(`${own}/pause`, NOW);
    expect(paused).toContain(`action="${own}/resume"`);
    expect(await card(own, NOW)).toEqual([]);
    await submit(`${own}/resume`, NOW);
    expect((await card(own, NOW))[0]).toBe('Next lesson in 34 days');
  });

  it('names an email that is not a lesson, without a reading link', async () => {
    const own = await person('catch-up', '2027-03-30');
    await bindings.DB.prepare(
      `UPDATE deliveries SET state = 'scheduled', sent_at = NULL, first_call_at = NULL
       WHERE message = 'catch-up' AND subscription_id = (SELECT s.id FROM subscriptions s
         JOIN subscribers p ON p.id = s.subscriber_id WHERE p.address = ?1)`,
    )
      .bind('catch-up@next.example')
      .run();
    expect((await card(own, NOW)).slice(0, 4)).toEqual([
      'Next email today',
      'Catching up',
      'Within a few minutes',
      '[#move] Move the date',
    ]);
  });

  it('after the last lesson offers to read it again', async () => {
    const own = await person('last', '2027-02-16');
    await tick('2027-02-15T12:00:00Z');
    expect((await card(own, '2027-02-15T13:00:00Z')).slice(0, 3)).toEqual([
      'You’ve had every lesson',
      `[${own}/lessons/one-day] Read the last one again`,
      '[#move] Move the date',
    ]);
  });

  it('announces no email without a date, from the date on, or to a suppressed address', async () => {
    const own = await person('none', 'none');
    expect(await card(own, NOW)).toEqual([]);
    const over = await person('over');
    expect(await card(over, '2028-03-20T12:00:00Z')).toEqual([]);
    const back = await person('bounced');
    await bindings.DB.prepare("UPDATE subscribers SET suppressed = 'bounced' WHERE address = ?1")
      .bind('bounced@next.example')
      .run();
    expect(await card(back, NOW)).toEqual([]);
  });
});

describe('the progress', () => {
  it('counts all checklists in one line, and the next open step can be checked there', async () => {
    const own = await person('steps');
    await tick(FIRST);
    await tick(SECOND);
    const before = await card(own, SECOND);
    const all =
      new Set((await text(own, SECOND)).match(/id="(one-year|three-months)-[\w-]+"/g)).size - 2;
    expect(before).toContain(`0 of ${all} steps done`);
    expect(before).toContain(
      'Next step, from “Three months: two courses, two books, start talking”',
    );
    const fields = { lesson: 'three-months', step: 'theory-course', done: 'yes' };
    expect(await text(own, SECOND)).toContain(`action="${own}/checklist?on=next"`);
    const page = await submit(`${own}/checklist?on=next`, SECOND, fields);
    expect(page).toMatch(/role="status" tabindex="-1" autofocus/);
    const after = await card(own, SECOND);
    expect(after).toContain(`1 of ${all} steps done`);
    expect(after).not.toEqual(before);
  });
});

describe('past entries are collapsed', () => {
  it('until one of their checklists is used', async () => {
    const own = await person('past');
    await tick(FIRST);
    expect(await text(own, FIRST)).toContain('<details><summary>Earlier lessons (1)</summary>');
    const fields = { lesson: 'one-year', step: 'write-up', done: 'yes' };
    expect(await submit(`${own}/checklist`, FIRST, fields)).toMatch(
      /<details open[^>]*><summary>Earlier lessons \(1\)/,
    );
  });

  it('but not on pages that only show a plan', async () => {
    const plan = await text(`/plan?target_date=2027-06-20&time_zone=UTC`, NOW);
    expect(plan).not.toContain('Earlier lessons');
  });
});
