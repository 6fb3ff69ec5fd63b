/** A real Worker that can be killed at any time: workerd with D1 on disk, in another process. */
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { build } from 'esbuild';
import { freePort } from '../../scripts/world/http-listen.ts';
import { startProvider } from '../../scripts/world/provider-server.ts';
import { noteFileOf } from '../../scripts/world/worker.ts';
import { quietly, root, startWrangler } from '../../scripts/world/wrangler.ts';

export type Machine = Awaited<ReturnType<typeof startMachine>>;

export const LINK_SECRET = 'a-real-secret-of-thirty-two-or-more-characters';
export const PUBLIC_URL = 'https://real.milepost.test';

/** Starts the provider's stand-in, and a Worker with an empty database. */
export async function startMachine() {
  const home = mkdtempSync(join(tmpdir(), 'milepost-real-'));
  const { provider, url: providerUrl, stop } = await startProvider({ rate_limit: null });
  await bundle(home);
  let url = '';
  let vars: Record<string, string> = {};
  let database: DatabaseSync | null = null;

  const machine = {
    home,
    provider,
    get url(): string {
      return url;
    },

    /** Opens the Worker's database file while it runs. */
    get database(): DatabaseSync {
      database ??= openDatabase(home);
      return database;
    },

    /** Starts the Worker on the existing database. */
    async start(more: Record<string, string> = vars): Promise<void> {
      vars = more;
      url = await startWorker(home, { ...variables(providerUrl), ...vars });
      if (machine.database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'settings'").get()) {
        return;
      }
      for (const file of readdirSync(join(root, 'migrations')).sort()) {
        machine.database.exec(readFileSync(join(root, 'migrations', file), 'utf8'));
      }
    },

    /** Kills every process of the Worker with SIGKILL. */
    kill(): void {
      const { guard, group } = JSON.parse(readFileSync(noteFileOf(home), 'utf8'));
      for (const id of [guard, -group]) {
        try {
          process.kill(id, 'SIGKILL');
        } catch {
          // The process group has already ended.
        }
      }
    },

    /** Runs the cron at an instant, and sets the provider's clock to it. */
    async tick(at: number): Promise<void> {
      provider.state.clock.set({ now: new Date(at).toISOString() });
      const query = `cron=*+*+*+*+*&time=${at}&format=json`;
      const response = await fetch(`${url}/cdn-cgi/handler/scheduled?${query}`);
      const text = await response.text();
      if (!text.includes('"outcome":"ok"')) throw new Error(`tick: ${response.status} ${text}`);
    },

    request: (path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(`${url}${path}`, { redirect: 'manual', ...init }),

    /** A copy of the database as it is now. */
    saveDatabase: (to: string): void => {
      machine.database.exec(`VACUUM INTO '${to}'`);
    },

    /** Replaces the database with a saved copy; the Worker must not run. */
    restoreDatabase(from: string): void {
      const path = machine.database.location()!;
      database?.close();
      database = null;
      for (const part of ['', '-wal', '-shm']) rmSync(`${path}${part}`, { force: true });
      copyFileSync(from, path);
    },

    async stop(): Promise<void> {
      machine.kill();
      database?.close();
      await stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return machine;
}

const variables = (providerUrl: string): Record<string, string> => ({
  PUBLIC_URL,
  RESEND_BASE_URL: providerUrl,
  MAIL_FROM: 'Milepost <course@milepost.test>',
  REPLY_TO: 'help@milepost.test',
  POSTAL_ADDRESS: 'Milepost, 1 Sample Street, Sampletown',
  RESEND_API_KEY: 're_real',
  RESEND_WEBHOOK_SECRET: 'whsec_cmVhbC1zZWNyZXQtb2YtbWlsZXBvc3Q=',
  LINK_SECRET,
  TIME_TRAVEL: '1',
  WORKERS_PLAN: 'paid',
});

/** Bundled once for all starts. */
async function bundle(home: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['src/index.ts'],
    outfile: join(home, 'worker/index.js'),
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    logLevel: 'error',
  });
  const [date] = /compatibility_date = .*/.exec(readFileSync(join(root, 'wrangler.toml'), 'utf8'))!;
  writeFileSync(
    join(home, 'wrangler.toml'),
    `name = "milepost"
main = "worker/index.js"
no_bundle = true
${date}
[[d1_databases]]
binding = "DB"
database_name = "milepost"
[triggers]
crons = ["* * * * *"]
`,
  );
}

async function startWorker(home: string, vars: Record<string, string>): Promise<string> {
  const port = await freePort();
  const child = startWrangler(
    [
      'dev',
      ...['--config', join(home, 'wrangler.toml')],
      ...['--port', String(port)],
      ...['--inspector-port', '0'],
      ...['--persist-to', join(home, 'state')],
      ...['--show-interactive-dev-session', 'false'],
      ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
    ],
    quietly(home),
    noteFileOf(home),
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      said = `${said}${text}`.slice(-4_000);
    });
  }
  const url = `http://localhost:${port}`;
  for (const began = Date.now(); Date.now() - began < 60_000 && child.exitCode === null; ) {
    const answer = await fetch(`${url}/health`).catch(() => null);
    if (answer !== null) return url;
    await pause(20);
  }
  throw new Error(`The Worker did not start. ${said}`);
}

function openDatabase(home: string): DatabaseSync {
  const folder = join(home, 'state/v3/d1/miniflare-D1DatabaseObject');
  const [file] = readdirSync(folder).filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  return new DatabaseSync(join(folder, file!), { timeout: 5_000 });
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
