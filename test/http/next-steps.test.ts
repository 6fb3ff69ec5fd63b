import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { app } from '../../src/http/app.ts';
import { bindings, join, linkIn, mailsTo, post, request, tick } from '../support/worker.ts';

/**
 * Wherever somebody gets stuck, the page says what happened and the next step leads on. Each row
 * brings one person there by what people do.
 */

const NOW = '2027-02-14T12:00:00Z';
const LATER = '2027-02-14T13:00:00Z';
const FIRST = '2027-03-20T11:00:00Z';
const DATE = '2028-03-20';

const at = (name: string) => `${name}@stuck.example`;
const person = (name: string) => join({ email: at(name), target_date: DATE }, NOW);
const lastLink = async (name: string, page: Parameters<typeof linkIn>[1]) =>
  linkIn((await mailsTo(at(name))).at(-1)!, page);

const lesson = { lesson: 'one-year' };

/** The request at which somebody gets stuck. */
type Ask = {
  readonly path: string;
  readonly now: string;
  readonly init?: RequestInit;
  /** Where the Worker is not as it should be. */
  readonly env?: Partial<typeof bindings>;
};

const open = (path: string, now = NOW): Ask => ({ path, now });

const submit = (path: string, fields: Record<string, string> = {}, now = NOW): Ask => ({
  path,
  now,
  init: { method: 'POST', body: new URLSearchParams(fields) },
});

type Stuck = {
  /** What leads there; the name is unique and may name a person. */
  readonly at: (name: string) => Ask | Promise<Ask>;
  readonly status: number;
  readonly heading: string;
  /** Where the next step leads: the heading there. */
  readonly next: string;
  /** What stands in a form of the page, ready to be sent again. */
  readonly kept?: readonly string[];
  readonly retryAfter?: string;
};

const own = 'Your countdown';
const start = 'Machine Learning Interviews';

const CASES: Record<string, Stuck> = {
  'a confirmation link that ran out': {
    at: async (name) => {
      await post('/subscribe', NOW, { email: at(name), target_date: DATE, time_zone: 'UTC' });
      return submit(await lastLink(name, 'confirm'), {}, '2027-03-01T12:00:00Z');
    },
    status: 410,
    heading: 'This link has run out',
    next: start,
  },
  'a link that nobody signed': {
    at: () => open('/manage/nobody.knows.this.link'),
    status: 404,
    heading: 'Not found',
    next: start,
  },
  'an address that leads nowhere': {
    at: () => open('/nowhere'),
    status: 404,
    heading: 'Not found',
    next: start,
  },
  'a course that we do not have': {
    at: () => open('/c/knitting'),
    status: 404,
    heading: 'No such course',
    next: start,
  },
  'a lesson of a course that we do not have': {
    at: () => open('/lessons/knitting/one-day'),
    status: 404,
    heading: 'No such course',
    next: start,
  },
  'a lesson that the course does not have': {
    at: () => open('/lessons/ml-interviews/ten-years'),
    status: 404,
    heading: 'No such lesson',
    next: start,
  },
  'a page that the course does not have': {
    at: () => open('/pages/ml-interviews/recipes'),
    status: 404,
    heading: 'No such page',
    next: start,
  },
  'their page before the confirmation': {
    at: async (name) => {
      const path = await person(name);
      await bindings.DB.prepare("UPDATE subscriptions SET status = 'pending' WHERE id = ?1")
        .bind(path.split('.')[1]!)
        .run();
      return open(path);
    },
    status: 409,
    heading: 'Not confirmed yet',
    next: start,
  },
  'their page after leaving': {
    at: async (name) => {
      const path = await person(name);
      await post(await lastLink(name, 'unsubscribe'), NOW);
      return open(path);
    },
    status: 409,
    heading: 'You have left the course',
    next: start,
  },
  'a wish after leaving': {
    at: async (name) => {
      const path = await person(name);
      await post(await lastLink(name, 'unsubscribe'), NOW);
      return submit(`${path}/pause`);
    },
    status: 409,
    heading: 'You have left the course',
    next: start,
  },
  'a confirmation after leaving': {
    at: async (name) => {
      await person(name);
      await post(await lastLink(name, 'unsubscribe'), NOW);
      const [confirmation] = await mailsTo(at(name));
      return submit(linkIn(confirmation!, 'confirm'));
    },
    status: 409,
    heading: 'You have left the course',
    next: start,
  },
  'their page after the erasure': {
    at: async (name) => {
      const path = await person(name);
      await post(`${path}/erase`, NOW);
      return open(path);
    },
    status: 410,
    heading: 'We no longer know you',
    next: start,
  },
  'a lesson once more to an address that takes no mail': {
    at: async (name) => {
      const path = await person(name);
      await tick(FIRST);
      await bindings.DB.prepare("UPDATE subscribers SET suppressed = 'bounced' WHERE address = ?1")
        .bind(at(name))
        .run();
      return submit(`${path}/resend`, lesson, FIRST);
    },
    status: 409,
    heading: 'Your address takes no mail',
    next: own,
  },
  'a lesson once more, twice in a day': {
    at: async (name) => {
      const path = await person(name);
      await tick(FIRST);
      await post(`${path}/resend`, FIRST, lesson);
      return submit(`${path}/resend`, lesson, FIRST);
    },
    status: 429,
    heading: 'It has just been sent',
    next: own,
  },
  'a lesson once more that has not been sent': {
    at: async (name) => submit(`${await person(name)}/resend`, lesson),
    status: 409,
    heading: 'Not sent yet',
    next: own,
  },
  'a lesson once more without a date': {
    at: async (name) => {
      const path = await person(name);
      await tick(FIRST);
      await post(`${path}/reschedule`, FIRST, { target_date: 'none' });
      return submit(`${path}/resend`, lesson, FIRST);
    },
    status: 409,
    heading: 'It needs a date',
    next: 'When is your interview?',
  },
  'a step that the lesson does not have': {
    at: async (name) =>
      submit(`${await person(name)}/checklist`, { lesson: 'one-year', step: 'fly' }),
    status: 404,
    heading: 'No such step',
    next: own,
  },
  'a lesson that their plan does not have': {
    at: async (name) => submit(`${await person(name)}/read`, { lesson: 'ten-years' }),
    status: 404,
    heading: 'No such lesson',
    next: own,
  },
  'an undo when there is nothing to take back': {
    at: async (name) => submit(`${await person(name)}/undo`),
    status: 409,
    heading: 'Nothing to take back',
    next: own,
  },
  'an answer before the date': {
    at: async (name) => submit(`${await person(name)}/outcome`, { outcome: 'offer' }),
    status: 409,
    heading: 'It is too early for that',
    next: own,
  },
  'a mail that was never sent': {
    at: async (name) => open(`${await person(name)}/mail/never`),
    status: 404,
    heading: 'No such mail',
    next: own,
  },
  'too many new addresses': {
    at: async (name) => {
      const path = await person(name);
      await post(`${path}/details`, NOW, { email: at(`${name}-1`) });
      return submit(`${path}/details`, { email: at(`${name}-2`) });
    },
    status: 429,
    heading: 'Too many new addresses',
    next: own,
  },
  'a change of address that ran out': {
    at: async (name) => {
      await post(`${await person(name)}/details`, NOW, { email: at(`${name}-new`) });
      return open(await lastLink(`${name}-new`, 'confirm-address'), '2027-03-01T12:00:00Z');
    },
    status: 410,
    heading: 'This link has run out',
    next: start,
  },
  'a change of address that another one replaced': {
    at: async (name) => {
      const path = await person(name);
      await post(`${path}/details`, NOW, { email: at(`${name}-1`) });
      await post(`${path}/details`, LATER, { email: at(`${name}-2`) });
      return submit(await lastLink(`${name}-1`, 'confirm-address'), {}, LATER);
    },
    status: 410,
    heading: 'This link is no longer in use',
    next: start,
  },
  'a new address that somebody else has': {
    at: async (name) => {
      await person(`${name}-else`);
      await post(`${await person(name)}/details`, NOW, { email: at(`${name}-else`) });
      return submit(await lastLink(`${name}-else`, 'confirm-address'));
    },
    status: 409,
    heading: 'This address is taken',
    next: start,
  },
  'a verb of theirs, opened as a page': {
    at: async (name) => open(`${await person(name)}/pause`),
    status: 405,
    heading: 'This is not a page',
    next: own,
  },
  'the sign-up, opened as a page': {
    at: () => open('/subscribe'),
    status: 405,
    heading: 'This is not a page',
    next: start,
  },
  'a form that is too big': {
    at: async (name) => submit(`${await person(name)}/details`, { name: 'x'.repeat(20_000) }),
    status: 413,
    heading: 'Too much at once',
    next: own,
  },
  'a form of a kind that we do not read': {
    at: async (name) => ({
      ...open(`${await person(name)}/details`),
      init: { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'name=Ada' },
    }),
    status: 415,
    heading: 'That did not work',
    next: own,
  },
  'a sign-up at a copy of the course': {
    at: (name) => ({
      ...submit('/subscribe', { email: at(name), target_date: DATE, time_zone: 'UTC' }),
      env: { PUBLIC_URL: 'https://copy.example' },
    }),
    status: 503,
    heading: 'The course lives elsewhere',
    next: 'https://milepost.test',
  },
  'a wish while the database is away': {
    at: async (name) => ({
      ...submit(`${await person(name)}/details`, { name: 'Ada "<b>"', send_hour: '9' }),
      env: away('D1_ERROR: D1 DB is overloaded. Requests queued for too long.'),
    }),
    status: 503,
    heading: 'Please come back in a moment',
    next: own,
    kept: ['Ada &quot;&lt;b&gt;&quot;', '9'],
    retryAfter: '60',
  },
  'a sign-up while the database may do no more today': {
    at: (name) => ({
      ...submit('/subscribe', { email: at(name), target_date: DATE, time_zone: 'UTC' }),
      env: away(
        "D1_ERROR: Your account has exceeded D1's free tier daily row write limit. Upgrade to a paid plan or wait until tomorrow (midnight UTC) to continue.",
      ),
    }),
    status: 503,
    heading: 'Please come back in a moment',
    next: start,
    kept: [DATE, 'UTC'],
    retryAfter: String(12 * 3600),
  },
  'their page while the database is away': {
    at: async (name) => ({
      ...open(await person(name)),
      env: away('D1_ERROR: Network connection lost.'),
    }),
    status: 503,
    heading: 'Please come back in a moment',
    next: own,
    retryAfter: '60',
  },
  'a fault of ours': {
    at: async (name) => ({
      ...open(await person(name)),
      env: away('D1_ERROR: near "SELEC": syntax error: SQLITE_ERROR'),
    }),
    status: 500,
    heading: 'This did not work',
    next: own,
  },
};

describe.each(Object.entries(CASES))('%s', (title, stuck) => {
  const name = title.replace(/\W+/g, '-');

  it('says what happened, and the next step leads on', async () => {
    const answer = await send(await stuck.at(name), 'text/html');
    const html = await answer.text();
    expect([answer.status, text(/<h1>(.*?)<\/h1>/s, html)]).toEqual([stuck.status, stuck.heading]);
    expect(text(/<p class="lead">(.*?)<\/p>/s, html).length).toBeGreaterThan(40);
    expect(html).not.toMatch(/D1_|SQLITE|undefined|\bnull\b|\[object/);
    for (const value of stuck.kept ?? []) expect(html).toContain(`value="${value}"`);
    expect(answer.headers.get('retry-after')).toBe(stuck.retryAfter ?? null);
    expect(answer.headers.get('cache-control') ?? 'no-store').toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=UTF-8');

    const href = text(/<a class="button[^"]*" href="([^"]*)"/, html);
    if (stuck.next.startsWith('https:')) return expect(href).toBe(stuck.next);
    const next = await request(href, LATER);
    const there = await next.text();
    expect([next.status, text(/<h1>(.*?)<\/h1>/s, there)]).toEqual([200, stuck.next]);
    const [, place] = href.split('#');
    if (place !== undefined) expect(there).toContain(`id="${place}"`);
  });

  it('says it to programs in JSON', async () => {
    const answer = await send(await stuck.at(`json-${name}`), 'application/json');
    expect(answer.status).toBe(stuck.status);
    expect(await answer.json()).toEqual({
      errors: [{ field: null, message: expect.stringMatching(/^[A-Z][^<]{30,}[.]$/) }],
    });
  });
});

it('what was typed while the database was away is saved once it is back', async () => {
  const path = await person('patient');
  const env = away('D1_ERROR: Network connection lost.');
  const page = await send({ ...submit(`${path}/details`, { name: 'Grace' }), env }, 'text/html');
  const html = await page.text();
  const fields = [...html.matchAll(/type="hidden" name="(.*?)" value="(.*?)"/g)];
  const action = text(/<form method="post" action="([^"]*)"/, html);
  const typed = Object.fromEntries(fields.map(([, name, value]) => [name!, value!]));
  expect((await post(action, NOW, typed)).status).toBe(303);
  expect(await (await request(path, NOW)).text()).toContain('Grace, your countdown');
});

it('monitors hear that the database is away', async () => {
  const env = away('D1_ERROR: Network connection lost.');
  const answer = await send({ ...open('/health'), env }, '*/*');
  expect([answer.status, await answer.json()]).toEqual([
    503,
    { ok: false, problems: [expect.stringContaining('does not answer')] },
  ]);
});

async function send({ path, now, init = {}, env = {} }: Ask, accept: string): Promise<Response> {
  const context = createExecutionContext();
  const headers = { ...init.headers, accept, 'milepost-now': now };
  const answer = await app.request(path, { ...init, headers }, { ...bindings, ...env }, context);
  await waitOnExecutionContext(context);
  return answer;
}

/** A database that answers nothing but this. */
function away(message: string): Partial<typeof bindings> {
  const fail = () => Promise.reject(new Error(message));
  const statement = { bind: () => statement, all: fail };
  return { DB: { prepare: () => statement, batch: fail } as unknown as D1Database };
}

const text = (pattern: RegExp, html: string): string => pattern.exec(html)?.[1] ?? '';
