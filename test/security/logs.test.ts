import { beforeEach, describe, expect, it, vi } from 'vitest';
import worker from '../../src/index.ts';
import { skipWaits } from '../support/database.ts';
import { bindings, join, mailsTo, tick } from '../support/worker.ts';
import { attack, NOW, UNGUARDED, type Victim, victim } from './attack.ts';
import { METHODS, PATTERNS, pathOf } from './routes.ts';
import { tracesOf } from './traces.ts';

/** Logs contain no personal data, whatever fails and whatever the error message contains. */

const NAME = 'Zerlina Quux';
let lines: string[];

beforeEach(() => {
  lines = [];
  for (const say of ['log', 'error', 'warn', 'info', 'debug'] as const) {
    vi.spyOn(console, say).mockImplementation((...said: unknown[]) => {
      lines.push(said.map(String).join(' '));
    });
  }
});

/** A D1 that fails at its nth call with an error containing all bound values. */
function talkative(breaksAt: number, more: string): D1Database {
  let call = 0;
  const bound = new WeakMap<object, string>();
  const broken = (statements: readonly object[]): void => {
    if (call++ !== breaksAt) return;
    const values = statements.map((one) => bound.get(one) ?? '').join('; ');
    throw new Error(`D1_ERROR: cannot do ${values} (${more}): SQLITE_ERROR`);
  };
  const statement = (real: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const own = {
      real,
      bind: (...values: unknown[]) => {
        const next = statement(real.bind(...values), sql);
        bound.set(next, `"${sql}" with ${JSON.stringify(values)}`);
        return next;
      },
      all: async () => {
        broken([own]);
        return real.all();
      },
    };
    return own as unknown as D1PreparedStatement;
  };
  return {
    prepare: (sql: string) => statement(bindings.DB.prepare(sql), sql),
    batch: async (statements: { real: D1PreparedStatement }[]) => {
      broken(statements);
      return bindings.DB.batch(statements.map(({ real }) => real));
    },
  } as unknown as D1Database;
}

const knownOf = ({ email, tokens }: Victim) => ({
  ...{ email, name: NAME, changed: email.replace('@', '.new@') },
  ...tokens,
});

/** A victim serves until a request changes them: each takes a dozen requests. */
const unchanged: { person?: Victim; rows?: string } = {};

async function victimOf(pattern: string): Promise<Victim> {
  if (unchanged.person && unchanged.rows === (await storedOfAll())) return unchanged.person;
  unchanged.person = await victim(`logs${PATTERNS.indexOf(pattern)}`);
  unchanged.rows = await storedOfAll();
  return unchanged.person;
}

async function storedOfAll(): Promise<string> {
  const tables = ['subscribers', 'subscriptions', 'address_changes', 'checked_steps', 'feedback'];
  const rows = tables.map((table) => bindings.DB.prepare(`SELECT * FROM ${table}`));
  return JSON.stringify((await bindings.DB.batch(rows)).map(({ results }) => results));
}

describe.each(PATTERNS)('%s', (pattern) => {
  it('fails without personal data in the log', async () => {
    const person = await victimOf(pattern);
    const path = pathOf(pattern, person.at(pattern));
    const fields = {
      email: person.email,
      name: NAME,
      target_date: '2028-04-01',
      time_zone: 'Europe/Berlin',
      ...{ lesson: 'one-year', step: 'write-up', done: 'yes', outcome: 'offer' },
    };
    const said = `${person.email} ${bindings.PUBLIC_URL}${path}`;
    for (const method of METHODS.filter((one) => one === 'GET' || one === 'POST')) {
      for (let breaksAt = 0; breaksAt < 4; breaksAt++) {
        const body = method === 'POST' ? { body: new URLSearchParams(fields) } : {};
        const DB = talkative(breaksAt, said);
        await attack(path, { method, ...body }, { ...UNGUARDED, HELD: '', DB });
      }
    }
    expect(tracesOf(knownOf(person), lines.join('\n'))).toEqual([]);
  });
});

it('errors occurred, and the log says where', async () => {
  const person = await victim('logs-provoked');
  const path = pathOf('/manage/:token', person.at('/manage/:token'));
  await attack(path, {}, { ...UNGUARDED, DB: talkative(0, person.email) });
  expect(lines.join('\n')).toMatch(
    /request_failed.*D1_ERROR: cannot do .*SQLITE_ERROR.*person-link\.tsx/,
  );
});

it('a failing tick has no personal data in what it logs and throws', async () => {
  skipWaits();
  const emails: string[] = [];
  let broke = 0;
  // The first ticks fail in the jobs of a new database, later ones while sending.
  for (let run = 0; run < 12; run++) {
    const breaksAt = run % 4;
    const email = `cron${run}@logs.example`;
    emails.push(email);
    await join({ email, target_date: '2028-03-20' }, NOW);
    const env = { ...bindings, DB: talkative(breaksAt, email) } as never;
    // Failed jobs are retried after a back-off.
    const scheduledTime = Date.parse('2027-03-20T11:00:00Z') + run * 3_600_000;
    const controller = { scheduledTime, cron: '* * * * *' };
    try {
      await worker.scheduled(controller as ScheduledController, env);
    } catch (error) {
      broke++;
      lines.push(error instanceof Error ? (error.stack ?? '') : String(error));
    }
  }
  const jobs = lines.filter((line) => line.includes('job_failed')).length;
  expect([broke > 2, jobs > 0]).toEqual([true, true]);
  for (const email of emails) expect(tracesOf({ email }, lines.join('\n'))).toEqual([]);
});

it('an error that repeats the request is redacted', async () => {
  const email = 'provider@logs.example';
  // Three refusals alike hold sending.
  for (const own of [email, 'provider2@logs.example', 'provider3@logs.example']) {
    await join({ email: own, target_date: '2028-03-20' }, NOW);
  }
  const [mail] = await mailsTo(email);
  const real = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    if (!/\/emails/.test(String(url))) return real(url, init);
    const body = { name: `validation_error`, message: `bad: ${email} ${mail!.text}` };
    return Response.json(body, { status: 422 });
  });
  // Excludes rows that other tests created.
  await bindings.DB.batch(
    ['DELETE FROM holds', 'DELETE FROM refusals'].map((sql) => bindings.DB.prepare(sql)),
  );
  await tick('2027-03-20T11:00:00Z');
  await tick('2027-03-20T11:01:00Z');
  const { results: holds } = await bindings.DB.prepare('SELECT reason, detail FROM holds').all();
  expect(holds).toContainEqual({
    reason: 'validation_error',
    detail: expect.stringContaining('bad: …'),
  });
  const { results: refusals } = await bindings.DB.prepare('SELECT detail FROM refusals').all();
  expect(tracesOf({ email }, JSON.stringify([lines, holds, refusals]))).toEqual([]);
});
