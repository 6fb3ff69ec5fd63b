import { Trouble } from '../world/terminal.ts';
import type { Finished } from '../world/wrangler.ts';
import { type DeployConfig, settingsProblems } from './settings.ts';

/** Everything outside the process: replaced in tests. */
export type Surroundings = {
  config: DeployConfig;
  wrangler: (args: string[]) => Promise<Finished>;
  compile: () => Promise<Finished>;
  getHealth: (url: string) => Promise<{ status: number; body: string } | null>;
  /** A new value for a secret. */
  randomSecret: () => string;
  say: (line: string) => void;
  /** The names of the secrets in a file that the deployment uploads; absent without a file. */
  secretsFile?: { path: string; names: string[] };
};

/** Checks, builds, migrates the database, deploys and verifies the result. */
export async function deploy(around: Surroundings): Promise<void> {
  const { config, say } = around;
  checkSettings(config);
  await checkLogin(around);
  await checkSecrets(around);
  say('✓ settings, login and secrets');
  await compile(around);
  say('✓ the course compiles');
  say(`✓ database "${config.databaseName}" ${await findOrCreateDatabase(around)}`);
  await migrate(around);
  say('✓ database is up to date');
  await upload(around);
  say('✓ the Worker is uploaded');
  await smokeTest(around);
  sayNext(around);
}

/** Prints what a deployment would do, and bundles with wrangler without uploading. */
export async function rehearse(around: Surroundings): Promise<void> {
  const { config, wrangler, say } = around;
  const url = config.vars.PUBLIC_URL || 'PUBLIC_URL';
  say(`A deployment of "${config.name}" would:
  1. check wrangler.toml, the login and the secrets ${config.requiredSecrets.join(', ')}
  2. compile the course
  3. find or create the database "${config.databaseName}"
  4. apply the migrations that it lacks
  5. upload the Worker and its cron
  6. read ${url}/health`);
  for (const problem of settingsProblems(config)) say(`! ${problem}`);
  const { code, stdout, stderr } = await wrangler(['deploy', '--dry-run']);
  if (code !== 0) {
    throw new Trouble("The Worker doesn't bundle.", tail(stdout + stderr), 'Fix that first.');
  }
  say(stdout.split('\n').find((line) => line.includes('Total Upload')) ?? 'The Worker bundles.');
  say('Nothing was uploaded.');
}

function checkSettings(config: DeployConfig): void {
  const problems = settingsProblems(config);
  if (problems.length === 0) return;
  const list = problems.map((problem) => `- ${problem}`).join('\n  ');
  throw new Trouble("wrangler.toml isn't filled in.", list, 'Edit [vars] in wrangler.toml.');
}

async function checkLogin({ wrangler }: Surroundings): Promise<void> {
  if ((await wrangler(['whoami', '--json'])).code === 0) return;
  throw new Trouble(
    "You're not logged in to Cloudflare.",
    'A deployment needs an account; the free plan is enough.',
    'Run: npx wrangler login\n(In CI, set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID instead.)',
  );
}

async function checkSecrets(around: Surroundings): Promise<void> {
  const { config, wrangler, randomSecret, secretsFile } = around;
  const listed = await wrangler(['secret', 'list', '--format', 'json']);
  // Before the first deployment there is no Worker, and listing its secrets fails.
  const present = new Set([
    ...(listed.code === 0 ? namesIn(listed.stdout) : []),
    ...(secretsFile?.names ?? []),
  ]);
  const missing = config.requiredSecrets.filter((name) => !present.has(name));
  if (missing.length === 0) return;
  const hints: Record<string, string> = {
    RESEND_API_KEY: '(from resend.com/api-keys)',
    LINK_SECRET: `(any long random text, keep a copy; for example ${randomSecret()})`,
  };
  const commands = missing.map((name) => `npx wrangler secret put ${name}   ${hints[name] ?? ''}`);
  throw new Trouble(
    `${missing.length === 1 ? 'A secret is' : 'Secrets are'} missing: ${missing.join(', ')}.`,
    'One sends email, the other signs links. Nothing works without them.',
    `Run, and paste the value when asked:\n${commands.join('\n')}`,
  );
}

async function compile({ compile: run }: Surroundings): Promise<void> {
  const { code, stdout, stderr } = await run();
  if (code === 0) return;
  const why = `${stdout}${stderr}`.trim();
  throw new Trouble("The course doesn't compile.", why, 'Fix that in content/ or emails/.');
}

async function findOrCreateDatabase({ config, wrangler }: Surroundings): Promise<string> {
  const listed = await wrangler(['d1', 'list', '--json']);
  if (listed.code !== 0) {
    throw new Trouble(
      "The account's databases couldn't be listed.",
      tail(listed.stdout + listed.stderr),
      'Check that your login can use D1: npx wrangler d1 list',
    );
  }
  if (namesIn(listed.stdout).includes(config.databaseName)) return 'is there';
  const created = await wrangler(['d1', 'create', config.databaseName]);
  if (created.code === 0) return 'was created';
  throw new Trouble(
    `The database "${config.databaseName}" couldn't be created.`,
    tail(created.stdout + created.stderr),
    'The free plan has room for ten databases; `npx wrangler d1 list` shows them.',
  );
}

async function migrate({ wrangler }: Surroundings): Promise<void> {
  const { code, stdout, stderr } = await wrangler(['d1', 'migrations', 'apply', 'DB', '--remote']);
  if (code === 0) return;
  throw new Trouble(
    'A migration failed, so nothing was deployed: the old Worker goes on with the old database.',
    tail(stdout + stderr),
    'A failed migration is rolled back. Put it right and run this again.',
  );
}

async function upload({ wrangler, secretsFile }: Surroundings): Promise<void> {
  const secrets = secretsFile ? ['--secrets-file', secretsFile.path] : [];
  const { code, stdout, stderr } = await wrangler(['deploy', ...secrets]);
  if (code === 0) return;
  throw new Trouble(
    'The upload failed; the database is migrated, and the old Worker goes on.',
    tail(stdout + stderr),
    'Migrations are made so that the old Worker can live with them. Run this again.',
  );
}

async function smokeTest({ config, getHealth, say }: Surroundings): Promise<void> {
  const url = `${config.vars.PUBLIC_URL}/health`;
  const health = await getHealth(url);
  const report = health && parse(health.body);
  if (health && typeof report === 'object' && report !== null && 'ok' in report) {
    say(`✓ ${url} answers ${health.status}: ${health.body.trim().slice(0, 300)}`);
    return;
  }
  throw new Trouble(
    `Deployed, but ${url} doesn't answer like Milepost.`,
    health ? `It answered ${health.status}: ${health.body.slice(0, 200)}` : 'Nothing answered.',
    'Check PUBLIC_URL in wrangler.toml, and that its domain points to this Worker.\nA new domain can take a few minutes. Then run this again.',
  );
}

function sayNext({ config, say }: Surroundings): void {
  say(`
Next: sign up at ${config.vars.PUBLIC_URL} with your own address.
The cron starts within 15 minutes of the first deployment. /health shows its last run.`);
}

function namesIn(text: string): string[] {
  const list = parse(text);
  return Array.isArray(list) ? list.map(({ name }) => String(name)) : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const tail = (output: string): string => output.trim().slice(-1_500);
