import { describe, expect, it } from 'vitest';
import { request } from '../support/worker.ts';

const NOW = '2027-03-20T12:00:00Z';
const asJson = { headers: { accept: 'application/json' } };

it('the plan before sign-up, as JSON', async () => {
  const query =
    'target_date=2027-04-29&time_zone=America/New_York&send_hour=7&course=ml-interviews';
  const response = await request(`/plan?${query}`, NOW, asJson);
  expect(response.status).toBe(200);
  const { lessons } = (await response.json()) as { lessons: object[] };
  expect(Object.keys(lessons[0]!)).toEqual(['lesson', 'title', 'due_at', 'local', 'status']);
  expect(lessons).toMatchObject([
    { lesson: 'one-year', due_at: '2026-04-29T11:00:00.000Z', status: 'left_out' },
    {
      lesson: 'three-months',
      local: '2027-01-29T07:00',
      status: 'catch_up',
      carried_by: 'catch-up',
    },
    { lesson: 'one-week', local: '2027-04-22T07:00', status: 'upcoming' },
    { lesson: 'one-day', due_at: '2027-04-28T11:00:00.000Z', status: 'upcoming' },
  ]);
});

it('without a date it is empty', async () => {
  const response = await request('/plan?target_date=none&time_zone=UTC', NOW, asJson);
  expect(await response.json()).toEqual({ lessons: [] });
});

it('as part of a page, in words for the reader', async () => {
  const response = await request('/plan?target_date=2027-04-29&time_zone=America/New_York', NOW, {
    headers: { 'accept-language': 'en-GB,en;q=0.8' },
  });
  const html = await response.text();
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(html).not.toContain('<html');
  expect(html).toContain('40 days');
  expect(html).toContain('Thursday, 29 April 2027');
  expect(html).toContain('New York time');
  expect(html).not.toMatch(/\d{4}-\d{2}-\d{2}|UTC/);
});

describe('one sentence says how many lessons are sent, and when the first one is', () => {
  const sentence = async (query: string, now = NOW): Promise<string> => {
    const html = await (await request(`/plan?${query}`, now)).text();
    return /<summary>(.*?) <span/.exec(html)![1]!;
  };

  it.each([
    ['2028-06-20', '458 days to go: 4 lessons, the first on Sunday, June 20, 2027.'],
    ['2027-04-29', '40 days to go: 2 lessons, the first on Thursday, April 22, 2027.'],
    ['2027-03-23', '3 days to go: 1 lesson on Monday, March 22, 2027.'],
  ])('%s', async (date, expected) => {
    expect(await sentence(`target_date=${date}&time_zone=Europe/Berlin`)).toBe(expected);
  });

  it('a lesson whose window is open is sent after confirming', async () => {
    const said = await sentence('target_date=2027-03-21&time_zone=Europe/Berlin');
    expect(said).toBe('1 day to go: 1 lesson as soon as you confirm.');
  });

  it('the number of lessons is right at every distance', async () => {
    for (let days = 1; days < 500; days += 7) {
      const date = new Date(Date.parse(NOW) + days * 86_400_000).toISOString().slice(0, 10);
      const query = `target_date=${date}&time_zone=Europe/Berlin`;
      const { lessons } = (await (await request(`/plan?${query}`, NOW, asJson)).json()) as {
        lessons: { status: string }[];
      };
      const sent = lessons.filter(({ status }) => ['now', 'upcoming'].includes(status)).length;
      const counted = / (\d+) lessons?/.exec(await sentence(query))?.[1] ?? '0';
      expect([date, Number(counted)]).toEqual([date, sent]);
    }
  });
});

it("with today's date, the last lesson is offered while typing", async () => {
  const today = await request('/plan?target_date=2027-01-29&time_zone=UTC', '2027-01-29T12:00:00Z');
  expect(today.status).toBe(422);
  expect(await today.text()).toContain('<a href="/lessons/ml-interviews/one-day">');
});

describe('invalid input gets its reasons', () => {
  it.each([
    ['', ['target_date', 'time_zone']],
    ['target_date=2027-04-29', ['time_zone']],
    ['target_date=2027-02-30&time_zone=UTC', ['target_date']],
    ['target_date=none&time_zone=UTC&course=nope', ['course']],
    ['target_date=none&time_zone=UTC&send_hour=24', ['send_hour']],
  ])('%j', async (query, expected) => {
    const response = await request(`/plan?${query}`, NOW, asJson);
    expect(response.status).toBe(422);
    const { errors } = (await response.json()) as { errors: { field: string }[] };
    expect(errors.map(({ field }) => field)).toEqual(expected);
    expect((await request(`/plan?${query}`, NOW)).status).toBe(422);
  });
});

it.each([
  ['application/json', 'application/json'],
  ['text/html', 'text/html'],
  ['*/*', 'text/html'],
  ['text/html, application/json;q=0.5', 'text/html'],
  ['application/json, text/html;q=0.5', 'application/json'],
])('a request that accepts %s gets %s', async (accept, type) => {
  const path = '/plan?target_date=none&time_zone=UTC';
  const response = await request(path, NOW, { headers: { accept } });
  expect(response.headers.get('content-type')).toContain(type);
});

it('the page shows the plan for a date in its URL', async () => {
  const html = await (
    await request('/?target_date=2027-04-29&time_zone=Europe/Berlin', NOW)
  ).text();
  expect(html).toContain('40 days');
  expect(html).toContain('Berlin time');
});

it("the form uses the network's zone until browser or person give a better one", async () => {
  const cf = { timezone: 'Asia/Tokyo' };
  const html = await (await request('/', NOW, { cf } as RequestInit)).text();
  expect(html).toContain('<option value="Asia/Tokyo" selected="">');
  expect(html).toContain('data-guess="zone"');
  const chosen = await (
    await request('/?time_zone=Asia/Calcutta', NOW, { cf } as RequestInit)
  ).text();
  expect(chosen).toContain('<option value="Asia/Calcutta" selected="">');
  expect(chosen).not.toContain('data-guess');
});
