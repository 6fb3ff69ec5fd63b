import { Hono } from 'hono/tiny';
import { beforeAll, describe, expect, it } from 'vitest';
import { guard, person } from '../../src/http/middleware/person-link.tsx';
import type { AppEnv } from '../../src/http/shared/context.ts';
import { bindings, join, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';

let own: string;
beforeAll(async () => {
  own = await join({ email: 'ada@one-load.example', target_date: '2028-03-20' }, NOW);
});

describe("an action on the person's page reads the person once, and bases its change on that", () => {
  it.each([
    ['pause', {}],
    ['resume', {}],
    ['reschedule', { target_date: '2028-04-20' }],
    ['undo', {}],
    ['details', { name: 'Ada' }],
    ['read', { lesson: 'one-day' }],
  ])('%s: three statements to read, three to write', async (action, fields) => {
    const { status, statements } = await statementsOf(`${own}/${action}`, fields);
    expect(status).toBe(303);
    expect(statements.map((sql) => /[A-Z]+/.exec(sql)![0])).toEqual([
      ...['SELECT', 'SELECT', 'SELECT'],
      ...['UPDATE', 'INSERT', 'UPDATE'],
    ]);
  });

  it('an action that changes nothing only reads', async () => {
    const { statements } = await statementsOf(`${own}/checklist`, { lesson: 'one-day', step: 'x' });
    expect(statements.length).toBe(3);
  });
});

it('a concurrent change makes the action read the person again', async () => {
  const { status, statements } = await statementsOf(`${own}/pause`, {}, () =>
    bindings.DB.prepare('UPDATE subscriptions SET revision = revision + 1').run(),
  );
  expect(status).toBe(303);
  // Three to read, three to write, one that detects the conflict; then all of it again.
  expect(statements.length).toBe(13);
});

it('a route has a person only behind the guard', () => {
  const guarded = new Hono<AppEnv>().get('/:token', guard('manage', person()), (c) =>
    c.text(c.var.person.enrolment.address),
  );
  const open = new Hono<AppEnv>().get('/:token', (c) =>
    // @ts-expect-error there is no person without the guard
    c.text(c.var.person.enrolment.address),
  );
  expect([guarded.routes.length, open.routes.length]).toEqual([2, 1]);
});

/** The statements that a form request prepares; `meanwhile` runs before the first write. */
async function statementsOf(
  path: string,
  fields: Record<string, string>,
  meanwhile: () => Promise<unknown> = async () => {},
) {
  const statements: string[] = [];
  let writes = 0;
  const DB = {
    prepare(sql: string) {
      statements.push(sql);
      return bindings.DB.prepare(sql);
    },
    async batch(prepared: D1PreparedStatement[]) {
      if (/\bUPDATE\b/.test(statements.at(-prepared.length)!) && writes++ === 0) await meanwhile();
      return bindings.DB.batch(prepared);
    },
  };
  const body = new URLSearchParams(fields);
  const env = { ...bindings, DB: DB as D1Database };
  const { status } = await request(path, NOW, { method: 'POST', body }, env);
  return { status, statements };
}
