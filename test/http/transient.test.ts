/** Transient database errors are waited out; lasting ones give a page that says to retry. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failingEnv, heardEnv, LOST, skipWaits } from '../support/database.ts';
import { emptyDatabase } from '../support/isolated-ports.ts';
import { bindings, dump, join, linkIn, mailsTo, request, tick } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';
const LATER = '2027-02-14T12:01:00Z';
const DATE = '2028-03-20';

beforeEach(async () => {
  await emptyDatabase();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

const at = (name: string) => `${name}@transient.example`;
const person = (name: string) => join({ email: at(name), target_date: DATE }, NOW);

const bodyOf = (fields: Record<string, string>): RequestInit => ({
  method: 'POST',
  body: new URLSearchParams(fields),
});

const statusOf = (name: string) =>
  bindings.DB.prepare(
    `SELECT s.status, s.target_date FROM subscriptions s JOIN subscribers p
     ON p.id = s.subscriber_id WHERE p.address = ?1`,
  )
    .bind(at(name))
    .first<{ status: string; target_date: string }>();

it('one click during two seconds without a database: 200, and left', async () => {
  await person('locked');
  const [confirmation] = await mailsTo(at('locked'));
  const time = skipWaits();
  const env = heardEnv(() => {
    if (time.waited < 2_000) throw new Error('D1_ERROR: database is locked: SQLITE_BUSY');
  });
  const body = { 'List-Unsubscribe': 'One-Click' };
  const link = linkIn(confirmation!, 'unsubscribe');
  const response = await request(link, NOW, bodyOf(body), env);
  expect([response.status, time.waited >= 2_000]).toEqual([200, true]);
  expect(await statusOf('locked')).toMatchObject({ status: 'left' });
});

it('one click whose first results were lost says that the person has left just now', async () => {
  await person('lost');
  const link = linkIn((await mailsTo(at('lost')))[0]!, 'unsubscribe');
  const first = await (await request(link, NOW, bodyOf({}), losingAnswers(3))).text();
  const again = await (await request(link, NOW, bodyOf({}))).text();
  expect(first).not.toBe(again);
  await person('plain');
  const other = linkIn((await mailsTo(at('plain')))[0]!, 'unsubscribe');
  const plain = await (await request(other, NOW, bodyOf({}))).text();
  expect(withoutTokens(first)).toBe(withoutTokens(plain));
});

describe('lasting errors: a 503 that says to retry, and nothing is stored partially', () => {
  const verbs: Record<string, (own: string) => [string, Record<string, string>]> = {
    move: (own) => [`${own}/reschedule`, { target_date: '2028-06-01' }],
    erase: (own) => [`${own}/erase`, {}],
  };

  it.each(Object.keys(verbs))('%s', async (verb) => {
    for (let point = 1; ; point++) {
      const name = `${verb}${point}`;
      const own = await person(name);
      const [path, fields] = verbs[verb]!(own);
      const before = await dump();
      const sent = (await mailsTo(at(name))).length;
      const answer = await request(path, NOW, bodyOf(fields), failingEnv(LOST, point));
      const kept = (await dump()) === before;
      vi.restoreAllMocks();
      vi.spyOn(console, 'error').mockImplementation(() => {});
      if (answer.status !== 503) {
        expect([answer.status, kept]).toEqual([answer.status, false]);
        break;
      }
      expect(answer.headers.get('retry-after')).toBe('60');
      // A repeated request does once what it would have done.
      expect((await request(path, LATER, bodyOf(fields))).status).toBeLessThan(400);
      await tick(LATER);
      await tick('2027-02-14T12:30:00Z');
      expect((await mailsTo(at(name))).length - sent).toBeLessThanOrEqual(1);
    }
  });

  it('confirming', async () => {
    for (let point = 1; ; point++) {
      const email = at(`confirm${point}`);
      const form = { email, target_date: DATE, time_zone: 'UTC' };
      await request('/subscribe', NOW, bodyOf(form));
      const link = linkIn((await mailsTo(email))[0]!, 'confirm');
      const { status } = await request(link, NOW, bodyOf({}), failingEnv(LOST, point));
      vi.restoreAllMocks();
      vi.spyOn(console, 'error').mockImplementation(() => {});
      if (status === 503) expect((await request(link, LATER, bodyOf({}))).status).toBe(200);
      await tick(LATER);
      await tick('2027-02-14T12:30:00Z');
      expect([point, await statusOf(`confirm${point}`)]).toMatchObject([
        point,
        { status: 'active' },
      ]);
      expect([point, (await mailsTo(email)).length]).toEqual([point, 2]);
      if (status !== 503 && point > 8) break;
    }
  });
});

/** Bindings whose database executes each statement but loses its result this many times. */
function losingAnswers(times: number) {
  skipWaits();
  const { DB } = bindings;
  let lost = 0;
  const database = {
    prepare: (sql: string) => DB.prepare(sql),
    async batch(statements: D1PreparedStatement[]) {
      const answers = await DB.batch(statements);
      if (lost++ < times) throw new Error(LOST);
      return answers;
    },
  };
  return { ...bindings, DB: database as unknown as D1Database };
}

const withoutTokens = (html: string): string => html.replace(/\/[\w.~-]{40,}/g, '/…');
