/** A lesson's task as a calendar entry: a link that needs no state. */
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../support/calendars.ts';
import { text } from '../support/own-page.ts';
import { dump, join, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T23:30:00Z';
const FILE = '/tasks/ml-interviews/one-year.ics';

const entry = async (query: string, now = NOW) =>
  Object.values(entriesOf(await text(`${FILE}${query}`, now)))[0]!;

describe('the file', () => {
  it.each([
    ['?zone=America/New_York&hour=7', '2027-02-15T12:00:00.000Z'],
    ['?zone=Asia%2FKolkata&hour=0', '2027-02-15T18:30:00.000Z'],
    ['?zone=UTC', '2027-02-15T09:00:00.000Z'],
    ['', '2027-02-15T09:00:00.000Z'],
    ['?zone=Mars/Olympus&hour=24', '2027-02-15T09:00:00.000Z'],
  ])('is tomorrow at the hour in the zone of the link: %s', async (query, starts) => {
    expect(await entry(query)).toMatchObject({
      ...{ starts, minutes: 15, allDay: false, reminders: [] },
      description: 'https://milepost.test/lessons/ml-interviews/one-year',
    });
  });

  it('is tomorrow on the day of the click, at the same local hour after a clock change', async () => {
    const berlin = '?zone=Europe%2FBerlin&hour=8';
    expect((await entry(berlin, '2027-03-26T12:00:00Z')).starts).toBe('2027-03-27T07:00:00.000Z');
    expect((await entry(berlin, '2027-03-27T12:00:00Z')).starts).toBe('2027-03-28T06:00:00.000Z');
  });

  it('is in the language of the link', async () => {
    const german = await entry('?locale=de');
    expect(german.summary).not.toBe((await entry('')).summary);
  });

  it('is stored nowhere: not by us, by caches or by search engines', async () => {
    const before = await dump();
    const { status, headers } = await request(`${FILE}?zone=Europe%2FBerlin&hour=8`, NOW);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(await dump()).toEqual(before);
  });

  it.each(['/tasks/ml-interviews/nope.ics', '/tasks/tea/one-year.ics'])(
    'does not exist for an unknown lesson: %s',
    async (path) => {
      expect((await request(path, NOW)).status).toBe(404);
    },
  );
});

it('Google Calendar gets the same entry in its form, and nothing else', async () => {
  const answer = await request(`${FILE}?zone=America/New_York&hour=7&to=google`, NOW);
  expect(answer.status).toBe(302);
  const { origin, pathname, searchParams } = new URL(answer.headers.get('location')!);
  expect(`${origin}${pathname}`).toBe('https://calendar.google.com/calendar/render');
  expect(Object.fromEntries(searchParams)).toEqual({
    action: 'TEMPLATE',
    text: (await entry('')).summary,
    dates: '20270215T120000Z/20270215T121500Z',
    details: 'https://milepost.test/lessons/ml-interviews/one-year',
  });
});

it('the personal page of a lesson has the same links, without anything personal', async () => {
  const own = await join({ email: 'p@task.example', target_date: '2028-03-20' }, NOW);
  await tick('2027-03-20T11:00:00Z');
  const html = await text(`${own}/lessons/one-year`, '2027-03-20T12:00:00Z');
  const links = [...html.matchAll(/href="([^"]*\/tasks\/[^"]*)"/g)].map(([, url]) => url);
  expect(links).toEqual([`${FILE}?to=google`, FILE]);
});
