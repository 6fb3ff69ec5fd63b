/** What the operator's pages show of people with notes and links. */
import { beforeAll, expect, it } from 'vitest';
import { bindings, join, mailsTo, post, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const MINUTE = 60_000;
const ADA = 'ada@admin.example';
const LAPTOP = { ...bindings, PUBLIC_URL: 'http://localhost:8787' };

const open = (path: string) => request(`http://localhost:8787${path}`, NOW, {}, LAPTOP);

/** Every page and file that links lead to from the overview, and the page of a person. */
const pages = new Map<string, string>();
let own: string;

beforeAll(async () => {
  own = await join({ email: ADA, target_date: '2027-02-20' }, NOW);
  await post(`${own}/notes`, NOW, { place: 'Room Pi', names: 'Grace', questions: 'Why us?' });
  for (let minute = 1; minute < 8; minute++) await tick(Date.parse(NOW) + minute * MINUTE);
  const left = ['/admin', `/admin/person?address=${encodeURIComponent(ADA)}`];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (pages.has(path)) continue;
    const answer = await open(path);
    expect([path, answer.status]).toEqual([path, 200]);
    pages.set(path, await answer.text());
    const links = pages.get(path)!.matchAll(/href="(\/admin(?!\.css)[^"]*)"/g);
    left.push(...[...links].map(([, link]) => link!));
  }
});

it('links lead to every page and file', () => {
  const files = [...pages.keys()].filter((path) => path.endsWith('.csv'));
  expect(files.sort()).toEqual([
    '/admin/dates.csv',
    '/admin/delivered.csv',
    '/admin/emails.csv',
    '/admin/funnel.csv',
    '/admin/heartbeat.csv',
    '/admin/hours.csv',
    '/admin/on-time.csv',
    '/admin/planned.csv',
    '/admin/runs/events-by-day.csv',
    '/admin/runs/heartbeat.csv',
    '/admin/runs/waits-by-day.csv',
    '/admin/waits.csv',
    '/admin/zones.csv',
  ]);
  for (const page of ['/admin/emails', '/admin/person', '/admin/runs'])
    expect(pages.has(page)).toBe(true);
});

it('every picture has a title, a description, a table and a file', () => {
  let pictures = 0;
  for (const [path, html] of pages) {
    for (const [picture, id] of html.matchAll(/<svg[^>]*"([\w-]+)-title [^>]*>[\s\S]*?<\/svg>/g)) {
      expect([path, picture]).toEqual([path, expect.stringContaining('role="img"')]);
      expect(picture).toContain(`aria-labelledby="${id}-title ${id}-description"`);
      expect(picture).toMatch(new RegExp(`<title id="${id}-title">[^<]{5,}</title>`));
      expect(picture).toMatch(new RegExp(`<desc id="${id}-description">[^<]{20,}</desc>`));
      pictures++;
    }
    const count = (part: string) => html.split(part).length - 1;
    expect([path, count('Show the table'), count('Download as CSV')]).toEqual([
      path,
      count('<svg'),
      count('<svg'),
    ]);
  }
  expect(pictures).toBe(9 + 1 + 3);
});

it('people and emails are counted on them', () => {
  expect(pages.get('/admin/funnel.csv')).toContain('Confirmed,1\r\n');
  expect(pages.get('/admin/emails.csv')).toContain('ml-interviews,confirm,sent,,1\r\n');
  expect(pages.get('/admin/runs/waits-by-day.csv')).toMatch(/2027-02-14,[1-9]/);
});

it('no private note, personal link or secret is on any of them', async () => {
  const mails = await mailsTo(ADA);
  const tokens = mails.flatMap(({ text, html }) =>
    [
      ...`${text} ${html}`.matchAll(/\/(?:confirm|manage|unsubscribe|calendar)\/([\w.~-]{20,})/g),
    ].map(([, token]) => token!),
  );
  const secrets = ['LINK_SECRET', 'RESEND_API_KEY', 'RESEND_WEBHOOK_SECRET'] as const;
  const hidden = [
    ...['Room Pi', 'Grace', 'Why us?', own],
    ...new Set(tokens),
    ...secrets.map((name) => String(bindings[name])),
  ];
  expect(tokens.length).toBeGreaterThan(3);
  expect(await (await request(own, NOW)).text()).toContain('Room Pi');
  for (const [path, text] of pages) {
    expect([path, hidden.filter((secret) => text.includes(secret))]).toEqual([path, []]);
  }
});

it('a file that no picture has is not found', async () => {
  for (const path of ['/admin/nothing.csv', '/admin/runs/planned.csv', '/admin/emails/x']) {
    expect([path, (await open(path)).status]).toEqual([path, 404]);
  }
});
