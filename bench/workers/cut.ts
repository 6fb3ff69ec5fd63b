/**
 * Stands around a Worker. From the first statement on that holds the words `PASS`, only such go
 * through, and all others wait for ever: nothing that follows the answer is done.
 */
import worker from 'the-worker';

type Env = { DB: D1Database; PASS: string };

export default {
  fetch: (request, env, context) => {
    // The rest would be waited for, and never comes.
    const alone = { ...context, waitUntil: () => {}, passThroughOnException: () => {} };
    return worker.fetch!(request, around(env), alone as typeof context);
  },
} satisfies ExportedHandler<Env>;

let known: Env | null = null;

/** The same for all requests, as it is without us. */
function around(env: Env): Env {
  known ??= { ...env, DB: guarded(env.DB, env.PASS) };
  return known;
}

/** A prepared statement as the database knows it, by the one that was handed out for it. */
const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

const guarded = (database: D1Database, pass: string): D1Database =>
  ({
    prepare(sql: string) {
      begun ||= sql.includes(pass);
      return statement(database.prepare(sql), sql.includes(pass));
    },
    batch: (all: D1PreparedStatement[]) =>
      all.some((one) => passing.has(one))
        ? database.batch(all.map((one) => originals.get(one)!))
        : begun
          ? never()
          : database.batch(all.map((one) => originals.get(one)!)),
  }) as D1Database;

let begun = false;
const passing = new WeakSet<D1PreparedStatement>();
const never = (): Promise<never> => new Promise(() => {});

function statement(original: D1PreparedStatement, passes: boolean): D1PreparedStatement {
  const handed = {
    bind: (...values: unknown[]) => statement(original.bind(...values), passes),
    all: () => (passes || !begun ? original.all() : never()),
    run: () => (passes || !begun ? original.run() : never()),
  } as unknown as D1PreparedStatement;
  originals.set(handed, original);
  if (passes) passing.add(handed);
  return handed;
}
