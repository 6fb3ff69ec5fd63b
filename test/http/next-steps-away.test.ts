import { expect, it } from 'vitest';
import { app } from '../../src/http/app.ts';
import {
  at,
  away,
  DATE,
  NOW,
  OWN,
  open,
  person,
  START,
  send,
  submit,
  testDeadEnds,
  text,
} from '../support/dead-ends.ts';
import { bindings, post, request } from '../support/worker.ts';

/** A Worker that is a clone, isn't set up, or has no database. */
testDeadEnds({
  'a sign-up on a clone': {
    at: async (name) => {
      // The database belongs to whichever URL sends first.
      await person(`${name}-at-home`);
      return {
        ...submit('/subscribe', { email: at(name), target_date: DATE, time_zone: 'UTC' }),
        env: { PUBLIC_URL: 'https://copy.example' },
      };
    },
    status: 503,
    heading: 'This is a copy of the course',
    next: 'https://milepost.test',
  },
  'an action while the database is unavailable': {
    at: async (name) => ({
      ...submit(`${await person(name)}/details`, { name: 'Ada "<b>"', send_hour: '9' }),
      env: away('D1_ERROR: D1 DB is overloaded. Requests queued for too long.'),
    }),
    status: 503,
    heading: 'Please come back in a moment',
    next: OWN,
    kept: ['Ada &quot;&lt;b&gt;&quot;', '9'],
    retryAfter: '60',
  },
  'a sign-up over the daily database limit': {
    at: (name) => ({
      ...submit('/subscribe', { email: at(name), target_date: DATE, time_zone: 'UTC' }),
      env: away(
        "D1_ERROR: Your account has exceeded D1's free tier daily row write limit. Upgrade to a paid plan or wait until tomorrow (midnight UTC) to continue.",
      ),
    }),
    status: 503,
    heading: 'Please come back in a moment',
    next: START,
    kept: [DATE, 'UTC'],
    retryAfter: String(12 * 3600),
  },
  'their page while the database is unavailable': {
    at: async (name) => ({
      ...open(await person(name)),
      env: away('D1_ERROR: Network connection lost.'),
    }),
    status: 503,
    heading: 'Please come back in a moment',
    next: OWN,
    retryAfter: '60',
  },
  'an internal error': {
    at: async (name) => ({
      ...open(await person(name)),
      env: away('D1_ERROR: near "SELEC": syntax error: SQLITE_ERROR'),
    }),
    status: 500,
    heading: 'Something went wrong',
    next: OWN,
  },
});

it('a Worker that is not set up says when and where to retry', async () => {
  const { LINK_SECRET: _, ...env } = bindings;
  const answer = await app.request('/privacy', {}, env);
  const html = await answer.text();
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
  expect(text(/<h1>(.*?)<\/h1>/s, html)).toBe('Not ready yet');
  expect(text(/<a class="button" href="([^"]*)"/, html)).toBe('/privacy');
});

it('input made during a database outage can be submitted afterward', async () => {
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

it('/health reports that the database is unavailable', async () => {
  const env = away('D1_ERROR: Network connection lost.');
  const answer = await send({ ...open('/health'), env }, '*/*');
  expect([answer.status, await answer.json()]).toEqual([
    503,
    { ok: false, problems: [expect.stringContaining('isn’t answering')] },
  ]);
});
