/** A change on the own page reads the person once: what the guard read is what the change starts from. */
import { beforeAll, expect, it } from 'vitest';
import { bindings, join, post, request } from '../support/worker.ts';

const NOW = '2027-02-14T12:00:00Z';

let own: string;
beforeAll(async () => {
  own = await join({ email: 'ada@one-load.example', target_date: '2028-03-20' }, NOW);
});

/** The statements of a request: `reads` of whole subscriptions (three statements each), and all. */
async function statementsOf(path: string, fields: Record<string, string>) {
  const texts: string[] = [];
  const DB = new Proxy(bindings.DB, {
    get(database, name) {
      const member = Reflect.get(database, name);
      if (typeof member !== 'function') return member;
      return (...values: unknown[]) => {
        if (name === 'prepare') texts.push(String(values[0]));
        return member.apply(database, values);
      };
    },
  });
  const answer = await request(
    path,
    NOW,
    { method: 'POST', body: new URLSearchParams(fields) },
    { ...bindings, DB },
  );
  const reads = texts.filter((sql) => sql.includes('AS subscriber_suppressed')).length;
  return { status: answer.status, reads, all: texts.length };
}

it.each([
  ['pause', {}],
  ['resume', {}],
  ['reschedule', { target_date: '2028-04-20' }],
  ['undo', {}],
  ['details', { name: 'Ada' }],
  ['read', { lesson: 'one-day' }],
  ['checklist', { lesson: 'one-year', step: 'x', done: 'yes' }],
])('%s', async (verb, fields) => {
  console.log(verb, await statementsOf(`${own}/${verb}`, fields));
});
it('ctl', async () => {
  expect(post).toBeDefined();
  console.log('links', await statementsOf(`${own}/links`, {}));
});
it('erase', async () => {
  const p = await join({ email: 'bob@one-load.example', target_date: '2028-03-20' }, NOW);
  console.log('erase', await statementsOf(`${p}/erase`, {}));
});
