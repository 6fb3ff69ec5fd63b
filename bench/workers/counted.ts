/**
 * Wraps a Worker and counts its D1 usage from the figures that D1 returns. A POST to `/_costs` starts
 * anew.
 */
import worker from 'the-worker';

type Env = { DB: D1Database };
type Costs = { statements: number; read: number; written: number; trips: number };

let costs: Costs = { statements: 0, read: 0, written: 0, trips: 0 };

export default {
  async fetch(request, env, context) {
    if (new URL(request.url).pathname !== '/_costs') {
      return worker.fetch!(request, around(env), context);
    }
    const answer = Response.json(costs);
    if (request.method === 'POST') costs = { statements: 0, read: 0, written: 0, trips: 0 };
    return answer;
  },
  scheduled: (controller, env, context) => worker.scheduled!(controller, around(env), context),
} satisfies ExportedHandler<Env>;

const around = (env: Env): Env => ({ ...env, DB: countedDatabase(env.DB) });

/** Maps a wrapped prepared statement to D1's own. */
const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

const countedDatabase = (database: D1Database): D1Database =>
  ({
    prepare: (sql: string) => countedStatement(database.prepare(sql)),
    async batch(statements: D1PreparedStatement[]) {
      costs.trips++;
      const results = await database.batch(statements.map((one) => originals.get(one)!));
      return results.map(noted);
    },
  }) as D1Database;

function countedStatement(original: D1PreparedStatement): D1PreparedStatement {
  const all = async () => {
    costs.trips++;
    return noted(await original.all());
  };
  const statement = {
    bind: (...values: unknown[]) => countedStatement(original.bind(...values)),
    all,
    run: all,
    first: async () => (await all()).results[0] ?? null,
  } as unknown as D1PreparedStatement;
  originals.set(statement, original);
  return statement;
}

function noted<Result extends D1Result>(result: Result): Result {
  costs.statements++;
  costs.read += result.meta.rows_read;
  costs.written += result.meta.rows_written;
  return result;
}
