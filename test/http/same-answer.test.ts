/**
 * A sign-up doesn't reveal whether an address is known: same response, and the same work before it.
 */
import { beforeAll, expect, it } from 'vitest';
import { app } from '../../src/http/app.ts';
import { applyFeedback } from '../../src/storage/feedback.ts';
import { erasePerson } from '../../src/storage/leaving.ts';
import { heardEnv } from '../support/database.ts';
import { ports } from '../support/ledger.ts';
import { bindings, join, linkIn, mailsTo, post, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const LATER = '2027-02-20T12:00:00Z';

const at = (name: string): string => `${name}@same-answer.example`;

const KINDS: Readonly<Record<string, (email: string) => Promise<unknown>>> = {
  new: async () => {},
  'new, with a tag': async () => {},
  pending: (email) => signUp(email, NOW),
  limited: async (email) => {
    for (const now of [NOW, '2027-02-15T12:00:00Z', '2027-02-16T12:00:00Z'])
      await signUp(email, now);
  },
  active: (email) => join({ email, target_date: '2028-03-20' }, NOW),
  reminded: async (email) => {
    await join({ email, target_date: '2028-03-20' }, NOW);
    await signUp(email, '2027-02-20T11:00:00Z');
  },
  paused: async (email) => {
    const own = await join({ email, target_date: '2028-03-20' }, NOW);
    await post(`${own}/pause`, NOW);
  },
  left: async (email) => {
    await join({ email, target_date: '2028-03-20' }, NOW);
    await post(linkIn((await mailsTo(email))[0]!, 'unsubscribe'), NOW);
  },
  bounced: async (email) => {
    await join({ email, target_date: '2028-03-20' }, NOW);
    const [mail] = await mailsTo(email);
    await applyFeedback(
      ports().db,
      {
        eventId: `evt-${email}`,
        delivery: mail!.tags[0]!.value,
        kind: 'bounced',
        at: Date.parse(NOW),
        providerId: null,
      },
      Date.parse(NOW),
    );
  },
  'suppressed and forgotten': async (email) => {
    await KINDS.bounced!(email);
    const person = await bindings.DB.prepare('SELECT id FROM subscribers WHERE address = ?1')
      .bind(email)
      .first<{ id: string }>();
    await erasePerson(ports(), person!.id);
  },
};

const signUp = (email: string, now: string, env = bindings, type: 'form' | 'json' = 'form') => {
  const fields = { email, target_date: '2028-05-20', time_zone: 'Europe/Berlin', name: 'Ada' };
  return request(
    '/subscribe',
    now,
    type === 'form'
      ? { method: 'POST', body: new URLSearchParams(fields) }
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(fields),
        },
    env as typeof bindings,
  );
};

// A Worker's first request checks that the tables exist.
beforeAll(() => request('/', NOW));

it.each(['form', 'json'] as const)('as %s, byte for byte', async (type) => {
  const answers: Record<string, string> = {};
  const work: Record<string, string> = {};
  for (const [kind, prepare] of Object.entries(KINDS)) {
    const email = at(`${type}-${kind.replaceAll(/\W+/g, kind.includes('tag') ? '+' : '-')}`);
    await prepare(email);
    const trips: string[][] = [];
    let answered = false;
    const env = heardEnv((sql) => {
      if (!answered) trips.push([...sql]);
    });
    const answer = await signUp(email, LATER, env as typeof bindings, type).then((response) => {
      answered = true;
      return response;
    });
    answers[kind] = JSON.stringify([answer.status, [...answer.headers], await answer.text()]);
    work[kind] = JSON.stringify(trips.slice(0, 2));
    expect(trips[0]!.length).toBe(2);
  }
  expect(new Set(Object.values(answers)).size).toBe(1);
  expect(new Set(Object.values(work)).size).toBe(1);
});

it('costs one round trip before the response, and starts the rest after it', async () => {
  let trips = 0;
  let atAnswer = -1;
  const env = heardEnv(() => {
    trips++;
  });
  const later: Promise<unknown>[] = [];
  const started: number[] = [];
  const response = await app.request(
    '/subscribe',
    {
      method: 'POST',
      headers: { 'milepost-now': LATER },
      body: new URLSearchParams({ email: at('one'), target_date: 'none', time_zone: 'UTC' }),
    },
    env,
    {
      waitUntil: (promise: Promise<unknown>) => {
        started.push(trips);
        later.push(promise);
      },
      passThroughOnException: () => {},
      props: {},
    },
  );
  atAnswer = trips;
  expect(response.status).toBe(303);
  expect([started, atAnswer]).toEqual([[1], 1]);
  await Promise.all(later);
  expect(trips).toBeGreaterThan(4);
});
