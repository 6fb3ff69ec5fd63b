/** A course of one's own: no page, email or feed has a word of the course that ships. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalog, shelfOf, site } from '../../src/course/catalog.ts';
import { SYSTEM_MESSAGES } from '../../src/domain/messages.ts';
import { marathon } from '../support/marathon.ts';
import { bindings, linkIn, type Mail, mailsTo, post, request, tick } from '../support/worker.ts';

const shipped = { catalog: { ...catalog }, site: { ...site } };
beforeAll(() => {
  Object.assign(catalog, shelfOf(marathon));
  Object.assign(site, marathon.site);
});
afterAll(() => {
  Object.assign(catalog, shipped.catalog);
  Object.assign(site, shipped.site);
});

const OURS =
  /interview|invitation|\boffers?\b|\bjobs?\b|machine learning|\bML\b|gespräch|einladung|bewerb|angebot|milepost/i;

/** What the settings of this test and the ids of events say. */
const SETTINGS = /https:\/\/milepost\.test\S*|@milepost\b|Milepost, 1 Example Road/gi;

const DATE = '2028-03-20';

it.each([
  ['en', 'race', 'Have a great race today!'],
  ['de', 'Marathon', 'Lauf gut heute!'],
])('every page and email speaks only of the course (%s)', async (locale, target, goodLuck) => {
  const said = new Map<string, string>();
  const see = async (name: string, path: string, now: string, status = 200) => {
    const response = await request(path, now);
    const text = await response.text();
    expect([name, response.status]).toEqual([name, status]);
    said.set(name, readable(text));
    return text;
  };
  const join = async (name: string, now: string, fields: Record<string, string>) => {
    const email = `${name}-${locale}@marathon.example`;
    await post('/subscribe', now, { time_zone: 'UTC', send_hour: '8', locale, email, ...fields });
    return email;
  };
  const last = async (email: string): Promise<Mail> => (await mailsTo(email)).at(-1)!;
  const start = '2028-01-10T12:00:00Z';

  const at = (path: string) => `${path}${path.includes('?') ? '&' : '?'}locale=${locale}`;
  await see('home', at('/'), start);
  await see('home with a plan', at(`/?target_date=${DATE}&time_zone=UTC`), start);
  await see('lesson', at('/lessons/marathon/one-week'), start);
  await see('page', at('/pages/marathon/shoes'), start);
  await see('privacy', at('/privacy'), start);
  await see('inbox', at('/check-your-inbox'), start);
  await see('mistakes', at('/?target_date=2020-01-01'), start, 422);

  // One with an appointment, whose date moves, who signs up again and changes links and address.
  const ada = await join('ada', start, { name: 'Ada', target_date: DATE });
  const confirmation = linkIn(await last(ada), 'confirm');
  await see('confirm', confirmation, start);
  said.set('confirmed', readable(await (await post(confirmation, start)).text()));
  const own = linkIn(await last(ada), 'manage');
  const html = await see('own page', own, start);
  await see('calendar', /\/calendar\/[^"?]+\.ics/.exec(html)![0], start);
  await see('move', `${own}?target_date=2028-04-20`, start);
  await see('unsubscribe', linkIn(await last(ada), 'unsubscribe'), start);
  await join('ada', '2028-01-11T12:00:00Z', { target_date: '2028-03-27' });
  await post(`${own}/reschedule`, '2028-01-12T12:00:00Z', { target_date: '2028-03-21' });
  await tick('2028-01-12T12:11:00Z');
  await post(`${own}/reschedule`, '2028-01-13T12:00:00Z', { target_date: DATE });
  await tick('2028-01-13T12:11:00Z');
  for (const day of ['2028-02-21', '2028-03-13', '2028-03-18']) await tick(`${day}T08:00:00Z`);
  await see('day', own, '2028-03-20T12:00:00Z');
  await see('evening', own, '2028-03-20T19:00:00Z');
  await tick('2028-03-22T08:00:00Z');
  await tick('2028-03-27T08:00:00Z');
  await see('after', own, '2028-03-27T12:00:00Z');
  await post(`${own}/outcome`, '2028-03-27T12:00:00Z', { outcome: 'did_not_start' });
  await tick('2028-03-27T12:11:00Z');
  await see('next round', own, '2028-03-27T13:00:00Z');
  const moved = `moved-${locale}@marathon.example`;
  await post(`${own}/details`, '2028-03-28T12:00:00Z', { email: moved });
  await post(linkIn(await last(moved), 'confirm-address'), '2028-03-28T12:01:00Z');
  await tick('2028-03-28T12:02:00Z');

  // One whose date is a goal, one who joins late, one without a date.
  const gil = await join('gil', start, { target_date: DATE, date_kind: 'goal' });
  await post(linkIn(await last(gil), 'confirm'), start);
  await tick('2028-03-22T08:00:00Z');
  const liv = await join('liv', '2028-03-10T12:00:00Z', { target_date: DATE });
  await post(linkIn(await last(liv), 'confirm'), '2028-03-10T12:00:00Z');
  const noa = await join('noa', start, { target_date: 'none' });
  await post(linkIn(await last(noa), 'confirm'), start);
  const hers = linkIn(await last(noa), 'manage');
  await see('no date', hers, start);
  for (const day of ['2028-02-10', '2028-03-10', '2028-05-10', '2028-05-24']) {
    await tick(`${day}T08:00:00Z`);
  }
  await post(`${hers}/links`, '2028-05-25T12:00:00Z');

  const mails = (await Promise.all([ada, moved, gil, liv, noa].map(mailsTo))).flat();
  for (const { tags, subject, html, text } of mails) {
    said.set(`${tags[0]!.value} subject`, subject);
    said.set(`${tags[0]!.value} html`, readable(html));
    said.set(`${tags[0]!.value} text`, text);
  }
  const sent = new Set(mails.map(({ tags }) => tags[0]!.value.split('_')[1]!));
  expect([...sent].sort()).toEqual(
    [...SYSTEM_MESSAGES, ...marathon.courses[0]!.lessons.map(({ id }) => id)].sort(),
  );

  const theirs = [...said].flatMap(([name, text]) => {
    const found = OURS.exec(text.replace(SETTINGS, ''));
    return found
      ? [`${name}: ${found.input.slice(Math.max(0, found.index - 40)).slice(0, 90)}`]
      : [];
  });
  expect(theirs).toEqual([]);
  for (const name of ['home with a plan', 'own page', 'after', 'no date']) {
    expect(said.get(name)).toMatch(AFTER_THE_DATE[locale]!);
  }
  for (const name of ['home', 'own page', 'calendar']) {
    expect(said.get(name)).toMatch(new RegExp(target, 'i'));
  }
  expect(said.get('day')).toContain(goodLuck);
  expect(html).toContain('· The Running Club</title>');
  for (const { from, text } of mails) {
    expect(from).toBe('The Running Club <run@club.example>');
    expect(text).toContain('coach@club.example');
  }
  expect(said.get('inbox')).toContain('run@club.example');
});

it('a course without pages has no place for them', async () => {
  const start = '2028-01-10T12:00:00Z';
  const heading = 'id="shelf"';
  const { courses, ...rest } = marathon;
  expect(await (await request('/', start)).text()).toContain(heading);
  Object.assign(
    catalog,
    shelfOf({ ...rest, courses: courses.map((one) => ({ ...one, pages: [] })) }),
  );
  const changed = await request('/', start, {}, { ...bindings });
  expect(await changed.text()).not.toContain(heading);
});

/** On the timeline the date stands before the last lesson. */
const AFTER_THE_DATE: Readonly<Record<string, RegExp>> = {
  en: / Your race .* One week after: /,
  de: / Dein Marathon .* Eine Woche danach: /,
};

/** The visible text of HTML, or of a calendar with unfolded lines. */
const readable = (text: string): string =>
  text
    .replace(/\r\n /g, '')
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
