/** Private notes: written for the day, then the questions, which return in the next round. */
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../support/calendars.ts';
import { json, submit, text } from '../support/own-page.ts';
import { bindings, dump, join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const NEXT_DAY = '2027-02-15T12:00:01Z';
const DATE = '2027-05-20';
const EVE = '2027-05-19T11:00:00Z';
const THE_DAY = '2027-05-20T18:00:00Z';
const AFTER = '2027-05-22T12:00:00Z';

const DAY = {
  time: '10:30 AM, New York time',
  place: 'https://meet.example/room?a=1&b=2',
  names: 'Grace & Alan <ML>',
  phone: '+1 555 0100',
};

const at = (name: string): string => `${name}@notes.example`;
const person = (name: string, target_date = DATE) => join({ email: at(name), target_date }, NOW);

/** The notes of each round in the database. */
async function stored(name: string): Promise<Record<string, unknown>[]> {
  const row = await bindings.DB.prepare(
    `SELECT s.notes FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id
     WHERE p.address = ?1`,
  )
    .bind(at(name))
    .first<string>('notes');
  return JSON.parse(row ?? '[]');
}

/** The section of the page. */
const notesIn = (page: string): string =>
  /<section class="card" id="notes".*?<\/details><\/section>/s.exec(page)?.[0] ?? '';

const feedOf = async (own: string): Promise<string> => {
  const url = /webcal:\/\/[^/]+(\/calendar\/[^"]+\.ics)"/.exec(await text(own, NOW))![1]!;
  return text(url, NOW);
};

const theDay = async (own: string) =>
  Object.values(entriesOf(await feedOf(own))).find(({ allDay }) => allDay)!;

describe('notes for the day', () => {
  it('are saved by a form, and the form shows them again', async () => {
    const own = await person('saved');
    const page = await submit(`${own}/notes`, NOW, { ...DAY, round: '1' });
    expect(page).toContain('Your notes are saved.');
    const section = notesIn(page);
    expect(section).toContain('value="10:30 AM, New York time"');
    expect(section).toContain('value="https://meet.example/room?a=1&amp;b=2"');
    expect(section).toContain('value="Grace &amp; Alan &lt;ML&gt;"');
    expect(section).not.toContain('checked');
    expect(section).not.toContain('<textarea');
  });

  it('are saved by JSON; fields that are left out stay as they are', async () => {
    const own = await person('json');
    expect(await json(`${own}/notes`, NOW, DAY)).toEqual([200, { status: 'noted' }]);
    expect(await json(`${own}/notes`, NOW, { share: true })).toEqual([200, { status: 'noted' }]);
    expect(await json(`${own}/notes`, NOW, { questions: 'Why?' })).toEqual([
      200,
      { status: 'noted' },
    ]);
    expect(await json(`${own}/notes`, NOW, { phone: DAY.phone, share: true })).toEqual([
      200,
      { status: 'same' },
    ]);
    expect(await stored('json')).toEqual([
      { ...DAY, questions: 'Why?', share: true, round: 1, writtenAt: Date.parse(NOW) },
    ]);
    await json(`${own}/notes`, NOW, { ...DAY, share: false });
    expect(await stored('json')).toMatchObject([{ share: false }]);
  });

  it('can be undone for a day, one save after the other', async () => {
    const own = await person('undo');
    await post(`${own}/notes`, NOW, { place: 'Room 1' });
    const page = await submit(`${own}/notes`, NOW, { place: 'Room 2', names: 'Ada' });
    expect(page).toContain('You changed your notes. You can undo that until');
    await submit(`${own}/undo`, NOW);
    expect(await stored('undo')).toMatchObject([{ place: 'Room 1', names: '' }]);
    await submit(`${own}/undo`, NOW);
    expect(await stored('undo')).toEqual([]);
    await post(`${own}/notes`, NOW, { place: 'Room 3' });
    expect((await post(`${own}/undo`, NEXT_DAY)).status).toBe(409);
  });

  it('leave nothing behind when they are emptied', async () => {
    const own = await person('emptied');
    await post(`${own}/notes`, NOW, DAY);
    await post(`${own}/notes`, NOW, { time: '', place: ' ', names: '', phone: '' });
    expect(await stored('emptied')).toEqual([]);
  });

  it('change no email and no plan', async () => {
    const own = await person('plan');
    const rows = async () =>
      (
        await bindings.DB.prepare(
          `SELECT id, state, due_at FROM deliveries WHERE address = ?1 ORDER BY id`,
        )
          .bind(at('plan'))
          .all()
      ).results;
    const before = await rows();
    await post(`${own}/notes`, NOW, { ...DAY, share: 'yes' });
    expect(await rows()).toEqual(before);
  });

  it('are not offered for a goal or without a date', async () => {
    const own = await person('dateless', 'none');
    expect(notesIn(await text(own, NOW))).toBe('');
    await submit(`${own}/reschedule`, NOW, { target_date: DATE, date_kind: 'goal' });
    expect(notesIn(await text(own, NOW))).toBe('');
    await submit(`${own}/reschedule`, NOW, { target_date: DATE, date_kind: 'appointment' });
    expect(notesIn(await text(own, NOW))).toContain('Place or link');
  });
});

describe('a text that is too long', () => {
  it('comes back in the form with its error, and nothing is saved', async () => {
    const own = await person('long');
    const answer = await post(`${own}/notes`, NOW, {
      ...{ ...DAY, time: 'x'.repeat(101), share: 'yes' },
    });
    expect(answer.status).toBe(422);
    const section = notesIn(await answer.text());
    expect(section).toContain('<details open');
    expect(section).toContain('That’s too long. Use 100 characters at most.');
    expect(section).toContain('x'.repeat(101));
    expect(section).toContain('value="+1 555 0100"');
    expect(section).toMatch(/name="share"[^>]*checked/);
    expect(await stored('long')).toEqual([]);
  });

  it('2,000 characters of any script fit into the form', async () => {
    const own = await person('script');
    const body = new FormData();
    body.set('questions', '問'.repeat(2000));
    const answer = await request(`${own}/notes`, NOW, { method: 'POST', body });
    expect(answer.status).toBe(303);
    expect(await stored('script')).toMatchObject([{ questions: '問'.repeat(2000) }]);
  });
});

describe('without the box', () => {
  it('the notes are in no calendar and no email', async () => {
    const own = await person('private');
    await post(`${own}/notes`, NOW, { ...DAY, questions: 'Why us?' });
    await tick(EVE);
    const sent = (await mailsTo(at('private'))).map((mail) => mail.html + mail.text).join();
    for (const note of ['10:30', 'meet.example', 'Grace', '555 0100', 'Why us']) {
      expect(await feedOf(own)).not.toContain(note);
      expect(sent).not.toContain(note);
    }
  });
});

describe('with the box', () => {
  it('the calendar shows the notes for the day, and never the questions', async () => {
    const own = await person('calendar');
    const { sequence } = await theDay(own);
    await post(`${own}/notes`, NOW, { ...DAY, questions: 'Why us?', share: 'yes' });
    const day = await theDay(own);
    expect(day.description.split('\n').slice(1)).toEqual([
      'Time: 10:30 AM, New York time',
      'Place or link: https://meet.example/room?a=1&b=2',
      'Names: Grace & Alan <ML>',
      'Phone if you’re late: +1 555 0100',
    ]);
    expect(day.sequence).toBeGreaterThan(sequence);
    expect((await feedOf(own)).replaceAll('\r\n ', '')).toContain('LOCATION:https://meet.example/');
    expect(await feedOf(own)).not.toContain('Why us');
    await post(`${own}/notes`, NOW, DAY);
    expect((await theDay(own)).description).not.toContain('10:30');
  });

  it('the last lesson before the date shows them, and no other email', async () => {
    const own = await person('email');
    await post(`${own}/notes`, NOW, { ...DAY, questions: 'Why us?', share: 'yes' });
    await tick('2027-05-13T11:00:00Z');
    await tick(EVE);
    const mails = await mailsTo(at('email'));
    const last = mails.at(-1)!;
    expect(last.tags[0]!.value).toContain('_one-day_');
    expect(last.text).toContain('Time: 10:30 AM, New York time');
    expect(last.html).toContain('Grace &#38; Alan &#60;ML&#62;');
    for (const mail of mails.slice(0, -1)) expect(mail.text).not.toContain('10:30 AM');
    for (const mail of mails) expect(mail.text + mail.html).not.toContain('Why us');
  });

  it('signing up again after leaving unchecks it', async () => {
    const own = await person('again');
    await post(`${own}/notes`, NOW, { ...DAY, share: 'yes' });
    await post(linkIn((await mailsTo(at('again')))[0]!, 'unsubscribe'), NOW);
    await post('/subscribe', NEXT_DAY, {
      email: at('again'),
      target_date: '2028-01-10',
      time_zone: 'UTC',
    });
    await post(linkIn((await mailsTo(at('again'))).at(-1)!, 'confirm'), NEXT_DAY);
    expect(await stored('again')).toMatchObject([{ place: DAY.place, share: false }]);
  });
});

describe('the day sheet', () => {
  it('has the notes, and a line to write on where there is none', async () => {
    const own = await person('sheet');
    const blanks = (page: string) => page.match(/<span class="blank"><\/span>/g)!.length;
    const before = await text(`${own}/sheet`, NOW);
    await post(`${own}/notes`, NOW, { ...DAY, phone: '', questions: 'Why us?' });
    const page = await text(`${own}/sheet`, NOW);
    expect(page).toContain('<span class="blank">Thursday, May 20, 2027</span>');
    expect(page).toContain('<span class="blank">Grace &#38; Alan &#60;ML&#62;</span>');
    expect(page).toContain(`href="${own}#notes"`);
    expect(blanks(before) - blanks(page)).toBe(3);
    expect(page).not.toContain('Why us');
  });

  it('is the public page, with lines only, after leaving', async () => {
    const own = await person('sheet-left');
    await post(`${own}/notes`, NOW, DAY);
    await post(linkIn((await mailsTo(at('sheet-left')))[0]!, 'unsubscribe'), NOW);
    const answer = await request(`${own}/sheet`, NOW);
    expect(answer.status).toBe(302);
    const page = await text(answer.headers.get('location')!, NOW);
    expect(page).toContain('<span class="blank"></span>');
    expect(page).not.toContain('{{');
    expect(page).not.toContain('Grace');
  });

  it('opens from the page, and the links to it in lessons lead to it', async () => {
    const own = await person('sheet-links');
    expect(notesIn(await text(own, NOW))).toContain(`href="${own}/sheet"`);
    expect(await text(`${own}/sheet`, NOW)).toContain('<h1>Day sheet</h1>');
  });
});

describe('the questions', () => {
  it('are asked for from the day on', async () => {
    const own = await person('asked');
    expect(notesIn(await text(own, EVE))).not.toContain('<textarea');
    for (const now of [THE_DAY, AFTER]) {
      expect(notesIn(await text(own, now))).toContain('Questions you were asked');
    }
    await submit(`${own}/notes`, AFTER, { round: '1', questions: '1. Why?\n2. How?' });
    expect(notesIn(await text(own, AFTER))).toContain('>1. Why?\n2. How?</textarea>');
  });

  it('come back in the next round, and can still be added to', async () => {
    const own = await person('round-two');
    await post(`${own}/notes`, NOW, { ...DAY, share: 'yes' });
    await submit(`${own}/outcome`, AFTER, { outcome: 'not_this_time' });
    const empty = notesIn(await text(own, AFTER));
    expect(empty).toContain('<details open');
    expect(empty).toContain('Questions you were asked last time');
    expect(empty).not.toContain('10:30 AM');
    await submit(`${own}/notes`, AFTER, { round: '1', questions: 'Why us?' });
    await submit(`${own}/reschedule`, AFTER, { target_date: '2027-09-01' });
    const section = notesIn(await text(own, AFTER));
    expect(section).toContain('>Why us?</textarea>');
    expect(section).toMatch(/name="time"[^>]* value=""/);
    expect(await theDay(own)).not.toMatchObject({ description: expect.stringContaining('10:30') });
    await submit(`${own}/notes`, AFTER, { place: 'Room 2', round: '2' });
    expect(await stored('round-two')).toMatchObject([
      { round: 1, time: DAY.time, questions: 'Why us?' },
      { round: 2, time: '', place: 'Room 2' },
    ]);
  });

  it('of all earlier rounds are shown', async () => {
    const own = await person('round-three');
    await json(`${own}/notes`, AFTER, { questions: 'First question' });
    await submit(`${own}/outcome`, AFTER, { outcome: 'not_this_time' });
    await submit(`${own}/reschedule`, AFTER, { target_date: '2027-06-10' });
    await submit(`${own}/outcome`, '2027-06-12T12:00:00Z', { outcome: 'not_this_time' });
    const section = notesIn(await text(own, '2027-06-12T12:00:00Z'));
    expect(section).toContain('Questions from round 1');
    expect(section).toContain('>First question</p>');
  });
});

describe("a person's data", () => {
  it('the download has the notes of every round', async () => {
    const own = await person('export');
    await post(`${own}/notes`, NOW, { ...DAY, questions: 'Why us?' });
    const all = JSON.parse(await text(`${own}/export`, NOW));
    expect(all.subscriptions[0].notes).toMatchObject([{ ...DAY, questions: 'Why us?', round: 1 }]);
  });

  it('the page that asks before erasing names them', async () => {
    const own = await person('ask');
    expect(await text(`${own}/erase`, NOW)).not.toContain('and your notes');
    await post(`${own}/notes`, NOW, { names: 'Eraser' });
    expect(await text(`${own}/erase`, NOW)).toContain('and your notes');
    await post(`${own}/erase`, NOW);
    expect(await dump()).not.toContain('Eraser');
  });
});
