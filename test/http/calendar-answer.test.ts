import { beforeAll, describe, expect, it } from 'vitest';
import { NOW, person } from '../support/calendar-person.ts';
import { checkLines } from '../support/calendars.ts';
import { dump, post, request } from '../support/worker.ts';

describe('the calendar feed', () => {
  let feed: string;
  let own: string;
  beforeAll(async () => ({ feed, own } = await person('headers')));

  it('supports conditional requests', async () => {
    const first = await request(feed, NOW);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("script-src 'none'"),
    });
    const headers = { 'if-none-match': first.headers.get('etag')! };
    const later = '2027-03-01T00:00:00Z';
    const again = await request(feed, later, { headers });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('cache-control')).toBe('private, no-cache');
    await post(`${own}/reschedule`, later, { target_date: '2028-04-20' });
    const moved = await request(feed, later, { headers });
    expect(moved.status).toBe(200);
    expect(await moved.text()).toContain('DTSTART;VALUE=DATE:20280420\r\n');
  });

  it('contains what a calendar needs, and no name, address or link that changes anything', async () => {
    const text = await (await request(feed, NOW)).text();
    checkLines(text);
    const lines = text.replaceAll('\r\n ', '').split('\r\n');
    for (const line of [
      'VERSION:2.0',
      'METHOD:PUBLISH',
      'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
      'X-PUBLISHED-TTL:PT6H',
      'TRANSP:TRANSPARENT',
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.filter((line) => line === 'BEGIN:VALARM')).toHaveLength(5);
    expect(lines.filter((line) => /^DTSTAMP:\d{8}T\d{6}Z$/.test(line))).toHaveLength(5);
    expect(text).not.toMatch(/ATTENDEE|ORGANIZER|manage|unsubscribe|calendar\.example/);
  });

  it('changes nothing by GET, HEAD and OPTIONS; other methods are not allowed', async () => {
    const before = await dump();
    for (const [method, status] of [
      ['GET', 200],
      ['HEAD', 200],
      ['OPTIONS', 204],
      ['POST', 405],
    ] as const) {
      const response = await request(feed, NOW, { method });
      expect([method, response.status]).toEqual([method, status]);
      if (method === 'HEAD') {
        expect(await response.text()).toBe('');
        expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
      }
    }
    expect(await dump()).toBe(before);
  });

  it('opens only with its own link, which opens no other page', async () => {
    const token = own.replace('/manage/', '');
    const calendarToken = feed.replace('/calendar/', '').replace('.ics', '');
    const paths = [
      `/calendar/${token}.ics`,
      `/calendar/${calendarToken}x.ics`,
      '/calendar/x.ics',
      `/calendar/${calendarToken}`,
      `/manage/${calendarToken}`,
      `/unsubscribe/${calendarToken}`,
      '/calendar/%00%ff.ics',
    ];
    const answers = await Promise.all(
      paths.map(async (path) => {
        const response = await request(path, NOW);
        expect(response.headers.get('cache-control')).toBe('no-store');
        return `${response.status} ${await response.text()}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 /);
  });
});

it('is offered in every way on the page, which requests no other site itself', async () => {
  const { own } = await person('links');
  const html = await (await request(own, NOW)).text();
  expect(html).toContain('text=Interview&amp;dates=20280320/20280321');
  expect(html).toContain('allday=true&amp;startdt=2028-03-20&amp;enddt=2028-03-21');
  expect(html).toContain('https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fmilepost.test');
  expect(html).toMatch(/href="\/calendar\/[\w.~-]+\.ics\?download"/);
  expect(html).not.toMatch(/(src|action)="https?:|<link[^>]+https?:/);
});
