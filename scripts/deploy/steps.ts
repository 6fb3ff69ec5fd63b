import { databaseNamed, findAccount } from '../cloudflare/account.ts';
import { type Api, failed, plain } from '../cloudflare/api.ts';
import type { DeployConfig } from '../cloudflare/config.ts';
import { Trouble } from '../world/terminal.ts';
import type { Finished } from '../world/wrangler.ts';
import { type Plan, problemsOf, stopFor } from './checks.ts';
import { type Found, inspect } from './inspect.ts';
import { settingsProblems, workerProblems } from './settings.ts';
import { type Health, verify } from './verify.ts';

/** Everything outside the process: replaced in tests. */
export type Surroundings = Plan & {
  /** Logs in to Cloudflare's API. */
  readonly connect: () => Promise<Api>;
  /** Runs wrangler on the account. */
  readonly wrangler: (args: string[], account?: string) => Promise<Finished>;
  readonly compile: () => Promise<Finished>;
  readonly getHealth: (url: string) => Promise<Health>;
  readonly now: () => number;
  readonly say: (line: string) => void;
};

/** Checks everything first, then builds, migrates the database, uploads and verifies the result. */
export async function deploy(around: Surroundings): Promise<void> {
  const { config, say } = around;
  checkSettings(around);
  say('✓ settings');
  const api = await around.connect();
  const account = await findAccount(api, config.accountId);
  const found = await inspect(api, account, config);
  stopFor(problemsOf(found, around));
  say('✓ account, address, secrets');
  await compile(around);
  say('✓ the course compiles');
  const made = await findOrCreateDatabase(api, account, found, config);
  say(`✓ database "${config.databaseName}" ${made}`);
  await migrate(around, account);
  say('✓ database is up to date');
  await upload(around, account);
  say('✓ the Worker is uploaded');
  await verify(around, api, account, !found.worker?.publicUrl);
  sayNext(around);
}

/** Prints what a deployment would do, and bundles with wrangler without uploading. */
export async function rehearse(around: Surroundings): Promise<void> {
  const { config, wrangler, say } = around;
  const url = config.vars.PUBLIC_URL || 'PUBLIC_URL';
  say(`A deployment of "${config.name}" would:
  1. check wrangler.toml, the account, the address and the secrets ${config.requiredSecrets.join(', ')}
  2. compile the course
  3. find or create the database "${config.databaseName}"
  4. apply the migrations that it lacks
  5. upload the Worker and its cron
  6. read ${url}/health`);
  for (const problem of settingsProblems(config)) say(`! ${problem}`);
  const { code, stdout, stderr } = await wrangler(['deploy', '--dry-run']);
  if (code !== 0) {
    throw new Trouble("The Worker doesn't bundle.", plain(stdout + stderr), 'Fix that first.');
  }
  say(stdout.split('\n').find((line) => line.includes('Total Upload')) ?? 'The Worker bundles.');
  say('Nothing was uploaded.');
}

function checkSettings({ config, secretsFile }: Surroundings): void {
  const problems = [...settingsProblems(config), ...workerProblems(config, secretsFile)];
  if (problems.length === 0) return;
  const list = problems.map((problem) => `- ${problem}`).join('\n  ');
  const vars = config.env === null ? '[vars]' : `[env.${config.env}.vars]`;
  const where = `${vars} in wrangler.toml${secretsFile ? ` or ${secretsFile.path}` : ''}`;
  throw new Trouble('Settings are missing or invalid.', list, `Edit ${where}.`);
}

async function compile({ compile: run }: Surroundings): Promise<void> {
  const { code, stdout, stderr } = await run();
  if (code === 0) return;
  const why = `${stdout}${stderr}`.trim();
  throw new Trouble("The course doesn't compile.", why, 'Fix that in content/ or emails/.');
}

async function findOrCreateDatabase(
  api: Api,
  account: string,
  { database }: Found,
  { databaseName }: DeployConfig,
): Promise<string> {
  if (database !== null) return 'is there';
  const at = `/accounts/${account}`;
  const created = await api.post(`${at}/d1/database`, { name: databaseName });
  if (created.ok) return 'was created';
  // The answer may be lost although the database was created.
  if (created.status === null && (await databaseNamed(api, at, databaseName))) return 'was created';
  const { why, message, fix } = failed(
    `The database "${databaseName}" couldn't be created.`,
    created,
    'D1: Edit',
  );
  throw new Trouble(message, why, created.code === DATABASES_FULL ? MAKE_ROOM : fix);
}

const DATABASES_FULL = 7406;
const MAKE_ROOM = 'The free plan has room for ten databases; `npx wrangler d1 list` shows them.';

async function migrate({ wrangler }: Surroundings, account: string): Promise<void> {
  const apply = ['d1', 'migrations', 'apply', 'DB', '--remote'];
  const { code, stdout, stderr } = await wrangler(apply, account);
  if (code === 0) return;
  throw new Trouble(
    'A migration failed, so nothing was uploaded: the old Worker goes on with the old database.',
    plain(stdout + stderr),
    'A failed migration is rolled back. Put it right and run this again.',
  );
}

async function upload({ wrangler, secretsFile }: Surroundings, account: string): Promise<void> {
  const secrets = secretsFile ? ['--secrets-file', secretsFile.path] : [];
  const { code, stdout, stderr } = await wrangler(['deploy', ...secrets], account);
  if (code === 0) return;
  throw new Trouble(
    'The upload failed or was interrupted. The database is migrated.',
    plain(stdout + stderr),
    'An old Worker goes on: migrations are made so that it can live with them. Run this again.',
  );
}

function sayNext({ config, say }: Surroundings): void {
  const { PUBLIC_URL, ONLY_TO } = config.vars;
  const who =
    config.env === null ? 'your own address' : `an address of ONLY_TO (${ONLY_TO || 'empty'})`;
  say(`\nNext: sign up at ${PUBLIC_URL} with ${who}.`);
}
