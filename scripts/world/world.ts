import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { playCron } from './cron.ts';
import { freePort, isFree, type Listening } from './http-listen.ts';
import { laptopVars } from './laptop-vars.ts';
import { sweepLeftovers } from './leftovers.ts';
import { checkSchema } from './local-schema.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import type { Mail } from './provider-types.ts';
import { localSecrets } from './secrets.ts';
import { startSite } from './site.ts';
import { Trouble } from './terminal.ts';
import { noteFileOf, startWorker, type Worker } from './worker.ts';
import { quietly, root, run, runWrangler } from './wrangler.ts';

export type WorldOptions = {
  /** 0 picks a free port. */
  port?: number;
  mailboxPort?: number;
  /** Database, emails and secrets; kept across restarts. */
  stateDir?: string;
  /** Variables for the Worker, in addition to the defaults or overriding them. */
  vars?: Record<string, string>;
  /** Runs the cron every minute of the world's clock, like Cloudflare. */
  cron?: boolean;
  /** Compiles the course first (default: true). */
  build?: boolean;
  /** Does not print the Worker's logs. */
  quiet?: boolean;
  onMail?: (mail: Mail) => void;
  /** Called when the Worker exits by itself. */
  onExit?: (lines: string) => void;
};

export type World = {
  url: string;
  mailboxUrl: string;
  mailbox: Mailbox;
  secrets: Record<string, string>;
  stop: () => Promise<void>;
};

/**
 * Starts the whole system locally: the Worker, its database, a mailbox and the cron. The mailbox's
 * clock is the clock of all of it.
 */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const wanted = options.port ?? 8787;
  sweepLeftovers(noteFileOf(options.stateDir ?? stateDirFor(wanted)));
  const port = await portFor('Milepost', wanted, '--port');
  const mailboxPort = await portFor('The mailbox', options.mailboxPort ?? 8025, '--mailbox-port');
  const stateDir = options.stateDir ?? stateDirFor(port);
  mkdirSync(stateDir, { recursive: true });
  const secrets = localSecrets(stateDir);
  const url = `http://localhost:${port}`;

  const { build = true, cron = false, quiet = false, onMail, onExit } = options;
  const mailbox = await startMailbox({
    port: mailboxPort,
    dir: join(stateDir, 'mailbox'),
    ...(onMail && { onMail }),
  });
  const { clock } = mailbox.provider.state;
  let worker: Worker | undefined;
  let site: Listening;
  try {
    await Promise.all([build && compileCourse(), migrate(stateDir)]);
    const vars = { ...laptopVars(url, mailbox.url), ...secrets, ...options.vars };
    const log = createWriteStream(join(stateDir, 'worker.log'));
    const workerPort = await freePort();
    worker = await startWorker({
      port: workerPort,
      stateDir,
      vars,
      log,
      quiet,
      ...(onExit && { onExit }),
    });
    await checkSchema(`http://127.0.0.1:${workerPort}`, stateDir);
    site = await startSite(port, workerPort, clock);
  } catch (error) {
    await worker?.stop();
    await mailbox.stop();
    throw error;
  }
  const running = worker;
  const stopCron = cron ? playCron(clock, (minute) => scheduled(url, minute)) : () => {};
  return {
    url,
    mailboxUrl: mailbox.url,
    mailbox,
    secrets,
    stop: async () => {
      stopCron();
      await site.stop();
      await running.stop();
      await mailbox.stop();
    },
  };
}

/** The database stores its own address, so each port has a world of its own. */
const stateDirFor = (port: number): string =>
  join(root, '.milepost', port === 8787 ? 'world' : `world-${port}`);

async function portFor(who: string, port: number, flag: string): Promise<number> {
  if (port === 0) return freePort();
  for (let tries = 0; tries < 5; tries += 1) {
    if (await isFree(port)) return port;
    // A world that was just stopped may still be shutting down.
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Trouble(
    `Port ${port} is taken.`,
    `${who} needs it, but another program uses it. Is \`npm start\` already running?`,
    `Stop it, or choose another port: npm start -- ${flag} ${port + 1}`,
  );
}

async function compileCourse(): Promise<void> {
  const { code, stdout, stderr } = await run(['--no-warnings', join(root, 'scripts/build.ts')]);
  if (code === 0) return;
  throw new Trouble(
    "The course doesn't compile.",
    `${stdout}${stderr}`.trim(),
    'Fix that in content/ or emails/ and start again.',
  );
}

async function migrate(stateDir: string): Promise<void> {
  const state = join(stateDir, 'state');
  const args = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', state];
  const { code, stdout, stderr } = await runWrangler(args, quietly(stateDir));
  if (code === 0) return;
  throw new Trouble(
    "The local database couldn't be updated.",
    `${stdout}${stderr}`.trim().slice(-2_000),
    `If you don't need its data, delete ${state} and start again.`,
  );
}

/** An event of the cron. A restart of the Worker skips one, as in production; the next catches up. */
function scheduled(url: string, minute: number): void {
  fetch(`${url}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*&time=${minute}`).catch(() => {});
}
