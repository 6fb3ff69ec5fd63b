/** Signing up again while subscribed, with another date. */
import { describe, expect, it } from 'vitest';
import { text } from '../support/own-page.ts';
import { bindings, dump, join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const AGAIN = '2027-02-16T12:00:00Z';
const at = (name: string) => `${name}@again.example`;

const signUp = (name: string, target_date: string, now = AGAIN, date_kind = 'appointment') =>
  post('/subscribe', now, { email: at(name), target_date, date_kind, time_zone: 'UTC' });

const lastTo = async (name: string) => (await mailsTo(at(name))).at(-1)!;

const person = (name: string, target_date = '2028-03-20') =>
  join({ email: at(name), target_date }, NOW);

/** The link of the button that applies the new date. */
const changeIn = (html: string): string | undefined =>
  /href="[^"]*(\/manage\/[^"?]+\?target_date=[^"]+)"/.exec(html)?.[1]?.replaceAll('&#38;', '&');

describe('the email after signing up again', () => {
  it('offers the date from the form, one button from the preview of the move', async () => {
    const own = await person('other');
    await signUp('other', '2028-05-01');
    const email = await lastTo('other');
    expect(email.text).toContain('Change my date to Monday, May 1, 2028');
    const change = changeIn(email.html)!;
    expect(change).toBe(`${own}?target_date=2028-05-01&date_kind=appointment`);
    const before = await dump();
    const preview = await text(change, AGAIN);
    expect(preview).toContain('Move it to Monday, May 1, 2028?');
    expect(await dump()).toBe(before);
    await post(`${own}/reschedule`, AGAIN, { target_date: '2028-05-01' });
    expect(await text(own, AGAIN)).toContain('May 1, 2028');
  });

  it('changes no date until the button is pressed', async () => {
    const own = await person('stranger');
    await signUp('stranger', '2028-05-01');
    await tick('2027-03-20T12:00:00Z');
    expect(await text(own, AGAIN)).toContain('March 20, 2028');
  });

  it('offers the date as the goal that it was entered as', async () => {
    await person('goal');
    await signUp('goal', '2028-05-01', AGAIN, 'goal');
    const preview = await text(changeIn((await lastTo('goal')).html)!, AGAIN);
    expect(preview).toContain('name="date_kind" value="goal"');
  });

  it('offers a date if there was no date', async () => {
    await person('dateless', 'none');
    await signUp('dateless', '2028-05-01');
    expect(changeIn((await lastTo('dateless')).html)).toContain('target_date=2028-05-01');
  });

  it.each([
    ['the same date', 'same', '2028-03-20'],
    ['no date', 'none', 'none'],
  ])('offers nothing for %s', async (_, name, date) => {
    await person(name);
    await signUp(name, date);
    const email = await lastTo(name);
    expect(email.tags[0]!.value).toContain('_already-subscribed_');
    expect(email.text).not.toContain('Change my date');
    expect(email.text).toContain(linkIn(email, 'manage'));
  });

  it('that is still waiting offers the date of the newest form', async () => {
    await person('twice');
    await signUp('twice', '2028-05-01');
    await bindings.DB.prepare(
      `UPDATE deliveries SET state = 'scheduled', first_call_at = NULL, sent_at = NULL
       WHERE address = ?1 AND message = 'already-subscribed'`,
    )
      .bind(at('twice'))
      .run();
    await signUp('twice', '2028-06-01', '2027-02-16T13:00:00Z');
    expect(changeIn((await lastTo('twice')).html)).toContain('target_date=2028-06-01');
  });

  it('keeps its offer when the plan changes', async () => {
    const own = await person('replanned');
    await signUp('replanned', '2028-05-01');
    await bindings.DB.prepare(
      `UPDATE deliveries SET state = 'scheduled', first_call_at = NULL, sent_at = NULL
       WHERE address = ?1 AND message = 'already-subscribed'`,
    )
      .bind(at('replanned'))
      .run();
    await post(`${own}/reschedule`, AGAIN, { send_hour: '9', target_date: '2028-03-20' });
    await tick('2027-02-16T12:30:00Z');
    const emails = (await mailsTo(at('replanned'))).filter(({ tags }) =>
      tags[0]!.value.includes('already'),
    );
    expect(changeIn(emails.at(-1)!.html)).toContain('target_date=2028-05-01');
  });

  it('is available in German', async () => {
    const fields = { email: at('deutsch'), time_zone: 'Europe/Berlin', locale: 'de' };
    await post('/subscribe', NOW, { ...fields, target_date: '2028-03-20' });
    await post(linkIn(await lastTo('deutsch'), 'confirm'), NOW);
    await signUp('deutsch', '2028-05-01');
    expect((await lastTo('deutsch')).text).toContain('Meinen Termin ändern: Montag, 1. Mai 2028');
  });
});

it('a link to a date that has passed is explained', async () => {
  const own = await person('late');
  const answer = await request(`${own}?target_date=2027-02-01`, AGAIN);
  expect(answer.status).toBe(422);
});
