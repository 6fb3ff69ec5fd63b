import { beforeAll, describe, expect, it } from 'vitest';
import { bindings, dump, join, post, request, tick } from '../support/worker.ts';

const SIGNED_UP = '2027-02-14T12:00:00Z';
/** Two lessons sent, two ahead. */
const NOW = '2028-01-10T15:00:00Z';
let own: string;

beforeAll(async () => {
  own = await join({ email: 'ada@moves.example', target_date: '2028-03-20' }, SIGNED_UP);
  await tick('2027-03-20T11:00:00Z');
  await tick('2027-12-20T12:00:00Z');
});

const see = async (query: string, now = NOW, path = own) => {
  const response = await request(`${path}?${query}`, now);
  return { status: response.status, html: await response.text() };
};

const sentence = (html: string): string => /<p class="lead">(.*?)<\/p>/.exec(html)?.[1] ?? '';

it.each([
  ['2028-03-27', '2 lessons move, 2 are already with you.'],
  ['2028-01-16', '1 lesson moves, 1 is sent right away, 2 are already with you.'],
  ['2028-01-13', '1 lesson moves, 1 is cut to its key steps, 2 are already with you.'],
  ['none', '2 lessons wait until you have a date, 2 are already with you.'],
  ['2028-03-20', 'It’s already set that way.'],
])('moving to %s is summarized as: %s', async (date, words) => {
  const { status, html } = await see(`target_date=${date}`);
  expect([status, sentence(html)]).toEqual([200, words]);
});

it('changing only the hour has a preview too', async () => {
  const { html } = await see('target_date=2028-03-20&send_hour=9');
  expect(html).toContain('<h1>Change the hour?</h1>');
  expect(html).toContain('Monday, March 13, 2028, 7:00 AM');
  expect(html).toContain('Monday, March 13, 2028, 9:00 AM');
});

it('shows each lesson with both days, and one form with one button', async () => {
  const { html } = await see('target_date=2028-03-27&time_zone=Asia/Tokyo&send_hour=9');
  expect(html).toContain('<s>Monday, March 13, 2028</s>');
  expect(html).toContain('Monday, March 20, 2028');
  expect(html).toContain('Sent on Monday, December 20, 2027');
  expect(html).toContain('Lessons at 9:00 AM, Tokyo time');
  expect(html.match(/<form/g)).toHaveLength(1);
  expect(html.match(/<button[^>]*>(.*?)<\/button>/g)).toEqual([
    '<button type="submit">Save new date</button>',
  ]);
  for (const [name, value] of [
    ['target_date', '2028-03-27'],
    ['time_zone', 'Asia/Tokyo'],
    ['send_hour', '9'],
  ]) {
    expect(html).toContain(`<input type="hidden" name="${name}" value="${value}"/>`);
  }
  expect(html).toContain(`action="${own}/reschedule"`);
  expect(html).toContain('Keep it as it is');
});

it.each([
  ['one-year', '2028-02-10', '2028-02-20', 'You probably have it already'],
  ['catch-up', '2027-03-30', '2027-04-05', 'You probably have its key steps'],
])('an unknown outcome of %s is not called received', async (message, date, later, label) => {
  const email = `${message}@unclear.example`;
  const path = await join({ email, target_date: date }, SIGNED_UP);
  const { meta } = await bindings.DB.prepare(
    `UPDATE deliveries SET state = 'unknown', reason = 'key_expired', sent_at = NULL
     WHERE address = ?1 AND message = ?2 AND state = 'sent'`,
  )
    .bind(email, message)
    .run();
  expect(meta.changes).toBe(1);
  const { html } = await see(`target_date=${later}`, '2027-02-15T12:00:00Z', path);
  expect(html).toContain(label);
});

it('an unchanged plan has no button', async () => {
  expect((await see('target_date=2028-03-20')).html).not.toContain('<button');
});

it('excludes the pause from the differences, and says so', async () => {
  const paused = await join({ email: 'pia@moves.example', target_date: '2028-03-20' }, SIGNED_UP);
  await post(`${paused}/pause`, SIGNED_UP);
  const { html } = await see('target_date=2028-04-20', SIGNED_UP, paused);
  expect(sentence(html)).toBe('4 lessons move.');
  expect(html).toContain('we’ll hold them until the pause ends');
});

it('shows days for lessons that had no date', async () => {
  const free = await join({ email: 'fee@moves.example', target_date: 'none' }, SIGNED_UP);
  const { html } = await see('target_date=2028-04-20', SIGNED_UP, free);
  expect(sentence(html)).toBe('4 lessons are added.');
  expect(html).toContain('Save date</button>');
});

describe('an invalid move', () => {
  it.each([
    ['target_date=2028-01-10', 'target_date', 'That’s today'],
    ['target_date=2028-01-09', 'target_date', 'That day is over'],
    ['target_date=2028-02-30', 'target_date', 'no such day'],
    ['target_date=2048-01-11', 'target_date', 'more than 20 years'],
    ['target_date=', 'target_date', 'Enter your date'],
    ['send_hour=9', 'target_date', 'Enter your date'],
    ['target_date=2028-04-20&time_zone=Mars', 'time_zone', 'don’t know this time zone'],
    ['target_date=2028-04-20&send_hour=24', 'send_hour', 'full hour'],
  ])('%s shows the form again with all input', async (query, field, words) => {
    const { status, html } = await see(query);
    expect(status).toBe(422);
    expect(html).toContain(`href="#${field}"`);
    expect(html).toContain(words);
    for (const [, value] of new URLSearchParams(query)) expect(html).toContain(`value="${value}"`);
    const headers = { accept: 'application/json' };
    const told = await request(`${own}?${query}`, NOW, { headers });
    expect([told.status, await told.json()]).toEqual([
      422,
      { errors: [expect.objectContaining({ field })] },
    ]);
  });
});

describe('suggested dates', () => {
  const choices = (html: string) =>
    [...html.matchAll(/class="choice" href="([^"]*)"><strong>([^<]*)/g)].map(([, href, label]) => [
      label,
      href!.replace(own, ''),
    ]);

  it('are counted from the current date', async () => {
    const html = await (await request(own, NOW)).text();
    expect(choices(html)).toEqual([
      ['A week later', '?target_date=2028-03-27'],
      ['Two weeks later', '?target_date=2028-04-03'],
      ['A month later', '?target_date=2028-04-20'],
      ['I don’t know yet', '?target_date=none'],
    ]);
  });

  it('are never before tomorrow', async () => {
    const html = await (await request(own, '2028-03-30T12:00:00Z')).text();
    expect(choices(html)).toEqual([
      ['Tomorrow', '?target_date=2028-03-31'],
      ['Two weeks later', '?target_date=2028-04-03'],
      ['A month later', '?target_date=2028-04-20'],
      ['I don’t know yet', '?target_date=none'],
    ]);
  });
});

it('the form shows the preview first, and its button moves', async () => {
  const name = await join({ email: 'mia@moves.example', target_date: '2028-03-20' }, SIGNED_UP);
  const html = await (await request(name, SIGNED_UP)).text();
  expect(html).toMatch(new RegExp(`<form method="get" action="${name}"`));
  const moved = await post(`${name}/reschedule`, SIGNED_UP, {
    target_date: '2028-04-20',
    time_zone: 'America/New_York',
    send_hour: '7',
  });
  const page = await (await request(moved.headers.get('location')!, SIGNED_UP)).text();
  expect(page).toContain('Saved.');
  expect(page).toContain('Thursday, April 20, 2028');
});

it('previews change nothing', async () => {
  const before = await dump();
  const html = await (await request(own, NOW)).text();
  const links = [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, href]) => href!);
  const asked = ['2028-03-27', '2028-01-13', 'none', 'x', '2028-03-20'].map(
    (date) => `${own}?target_date=${date}&no_date=&time_zone=UTC&send_hour=3`,
  );
  for (const path of [...links, ...asked, `${own}?no_date=yes`, `${own}?saved=moved`]) {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const response = await request(path, NOW, { method });
      expect(response.status).toBeLessThan(500);
      if (!path.startsWith('/manage/') || path.includes('/mail/')) continue;
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('content-security-policy')).toContain("script-src 'none'");
    }
  }
  expect(await dump()).toBe(before);
  const { results } = await bindings.DB.prepare('SELECT target_date FROM subscriptions').all();
  expect(results).toContainEqual({ target_date: '2028-03-20' });
});

it('shows no address, runs no script, has no inline styles', async () => {
  const { html } = await see('target_date=2028-03-27');
  expect(html).not.toContain('ada@moves.example');
  expect(html).not.toMatch(/<script|\son\w+=|style=/);
});
