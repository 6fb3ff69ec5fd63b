/**
 * Stands around a Worker and lets each request go to the database `TRIPS` times; the next time it
 * waits for ever. So nothing that follows the answer is done, and what was done led up to it.
 */
import worker from 'the-worker';

type Env = { DB: D1Database; TRIPS: string };

export default {
  fetch: (request, env, context) => {
    let left = Number(env.TRIPS);
    const trip = <T>(go: () => Promise<T>): Promise<T> =>
      left-- > 0 ? go() : new Promise(() => {});
    // The rest would be waited for, and never comes.
    const alone = { ...context, waitUntil: () => {}, passThroughOnException: () => {} };
    return worker.fetch!(request, { ...env, DB: metered(env.DB, trip) }, alone as typeof context);
  },
} satisfies ExportedHandler<Env>;

type Trip = <T>(go: () => Promise<T>) => Promise<T>;

/** A prepared statement as the database knows it, by the one that was handed out for it. */
const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

const metered = (database: D1Database, trip: Trip): D1Database =>
  ({
    prepare: (sql: string) => statement(database.prepare(sql), trip),
    batch: (all: D1PreparedStatement[]) =>
      trip(() => database.batch(all.map((one) => originals.get(one)!))),
  }) as D1Database;

function statement(original: D1PreparedStatement, trip: Trip): D1PreparedStatement {
  const handed = {
    bind: (...values: unknown[]) => statement(original.bind(...values), trip),
    all: () => trip(() => original.all()),
    run: () => trip(() => original.run()),
  } as unknown as D1PreparedStatement;
  originals.set(handed, original);
  return handed;
}
