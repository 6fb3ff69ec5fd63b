/** The site of an uploaded Worker, in this process: its settings, its database, our own code. */
import { type Env, openRun, openServices } from '../../src/services.ts';
import { health } from '../../src/usecases/operator/health.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import type { Account, Worker } from './account.ts';
import type { Database } from './d1.ts';

/** What `/health` answers at this address; null: nothing does. */
export async function visit(accounts: readonly Account[], address: string) {
  const env = envAt(accounts, address);
  if (env === null) return null;
  const services = openServices(env, new Request(address));
  const report =
    'problems' in services
      ? { ok: false, problems: services.problems }
      : await health(services.ports, services.now).catch(noTables);
  return { status: report.ok ? 200 : 503, body: JSON.stringify(report) };
}

/** One run of its cron. */
export async function runCron(accounts: readonly Account[], address: string): Promise<void> {
  const env = envAt(accounts, address)!;
  const run = openRun(env, Date.now());
  if (!('problems' in run)) await tick(run.ports, run.clock, run.room);
}

/** Whether an email would be sent from this address: settings, database and cron are there. */
export async function canSend(accounts: readonly Account[], address: string): Promise<boolean> {
  const worker = workerAt(accounts, address)?.worker;
  return worker?.crons.length === 1 && (await visit(accounts, address))?.status === 200;
}

const noTables = (error: unknown) => ({ ok: false, problems: [String(error)] });

function workerAt(accounts: readonly Account[], address: string) {
  const { hostname } = new URL(address);
  for (const account of accounts) {
    for (const [name, worker] of account.workers) {
      const onDev = worker.onWorkersDev && hostname === `${name}.${account.subdomain}.workers.dev`;
      if (worker.uploaded && (onDev || account.domains.get(hostname) === name)) {
        return { account, worker };
      }
    }
  }
  return null;
}

function envAt(accounts: readonly Account[], address: string): Env | null {
  const found = workerAt(accounts, address);
  if (found === null) return null;
  const texts = found.worker.bindings.filter(({ text }) => text !== undefined);
  return {
    ...Object.fromEntries(texts.map(({ name, text }) => [name, text])),
    ...databaseOf(found.account, found.worker),
  } as Env;
}

function databaseOf({ databases }: Account, { bindings }: Worker): Partial<Env> {
  const id = bindings.find(({ type }) => type === 'd1')?.id;
  const database = databases.find(({ uuid }) => uuid === id);
  return database ? { DB: d1Of(database) } : {};
}

/** The part of D1's binding that the Worker uses. */
function d1Of({ sqlite }: Database): D1Database {
  const prepare = (sql: string, values: (string | number | null)[] = []) => ({
    bind: (...some: typeof values) => prepare(sql, some),
    all: async () => {
      const results = sqlite.prepare(sql).all(...values);
      return { results, meta: { rows_read: 0, rows_written: 0, changes: changesOf(sqlite) } };
    },
  });
  return {
    prepare,
    batch: (statements: ReturnType<typeof prepare>[]) =>
      Promise.all(statements.map((statement) => statement.all())),
  } as unknown as D1Database;
}

const changesOf = (sqlite: Database['sqlite']): number =>
  (sqlite.prepare('SELECT changes() AS n').get() as { n: number }).n;
