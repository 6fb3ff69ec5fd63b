import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { unstable_readConfig as readConfig } from 'wrangler';
import type { DeployConfig } from './deploy/settings.ts';
import { deploy, rehearse, type Surroundings } from './deploy/steps.ts';
import { REQUIRED_SECRETS } from './settings/list.ts';
import { randomText } from './world/secrets.ts';
import { readFlags, runMain, Trouble } from './world/terminal.ts';
import { quietly, root, run, runWrangler } from './world/wrangler.ts';

const usage = `npm run deploy -- [--dry-run] [--secrets-file .env.production]

Deploys to Cloudflare: checks the settings, creates or finds the database, migrates it, uploads the
Worker and reads /health. --dry-run shows what it would do and uploads nothing.
--secrets-file uploads secrets from a file along with the Worker, for CI.`;

await runMain(async () => {
  const flags = readFlags(
    { 'dry-run': { type: 'boolean' }, 'secrets-file': { type: 'string' } },
    usage,
  );
  const env = quietly(join(root, '.milepost'));
  const path = flags['secrets-file'];
  const around: Surroundings = {
    config: readDeployConfig(),
    wrangler: (args) => runWrangler(args, env),
    compile: () => run(['--no-warnings', join(root, 'scripts/build.ts')]),
    getHealth,
    randomSecret: () => randomText(32),
    say: (line) => console.log(line),
    ...(path && { secretsFile: { path, names: secretNames(path) } }),
  };
  await (flags['dry-run'] ? rehearse(around) : deploy(around));
});

function readDeployConfig(): DeployConfig {
  const config = readConfig({ config: join(root, 'wrangler.toml') });
  const database = config.d1_databases.find((one: { binding: string }) => one.binding === 'DB');
  return {
    name: config.name ?? 'milepost',
    databaseName: database?.database_name ?? 'milepost',
    vars: Object.fromEntries(
      Object.entries(config.vars).map(([name, value]) => [name, String(value)]),
    ),
    requiredSecrets: [...REQUIRED_SECRETS],
    hasLimits: config.limits !== undefined,
  };
}

function secretNames(path: string): string[] {
  try {
    const text = readFileSync(path, 'utf8');
    return Object.keys(text.trimStart().startsWith('{') ? JSON.parse(text) : parseEnv(text));
  } catch (error) {
    throw new Trouble(
      `The secrets file ${path} can't be read.`,
      (error as Error).message,
      'Write lines such as LINK_SECRET=..., or a JSON object.',
      2,
    );
  }
}

/** A new deployment takes a moment to become available everywhere. */
async function getHealth(url: string): Promise<{ status: number; body: string } | null> {
  let last: { status: number; body: string } | null = null;
  for (let tries = 0; tries < 6; tries += 1) {
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 5_000));
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
    if (!response) continue;
    last = { status: response.status, body: await response.text() };
    if (last.body.includes('"ok"')) return last;
  }
  return last;
}
