/** What a deployment needs of the world: settings, wrangler, Cloudflare's API and the site. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { unstable_readConfig as readConfig } from 'wrangler';
import { tokens } from '../../src/links/links.ts';
import { randomText } from '../world/secrets.ts';
import { Trouble } from '../world/terminal.ts';
import { quietly, root, run, runWrangler } from '../world/wrangler.ts';
import { apiBase, cloudflareApi, credentials, plain } from './cloudflare.ts';
import { type DeployConfig, deployConfigOf, type SecretsFile, sharedNames } from './settings.ts';
import type { Surroundings } from './steps.ts';
import type { Health } from './verify.ts';

export type Options = {
  readonly configPath?: string;
  /** A named environment of wrangler.toml. */
  readonly env: string | undefined;
  readonly secretsFile: string | undefined;
  readonly movedFrom: string | undefined;
};

/** The surroundings of a deployment from this folder. */
export function surroundings(
  { configPath = join(root, 'wrangler.toml'), env = '', secretsFile, movedFrom }: Options,
  processEnv: NodeJS.ProcessEnv = quietly(join(root, '.milepost')),
): Surroundings {
  const config = readDeployConfig(configPath, env, processEnv);
  const wrangler: Surroundings['wrangler'] = (args, account) =>
    runWrangler([...args, '--config', configPath, '--env', env], {
      ...processEnv,
      ...(account && { CLOUDFLARE_ACCOUNT_ID: account }),
    });
  return {
    config,
    secretsFile: secretsFile === undefined ? null : readSecretsFile(secretsFile),
    movedFrom: movedFrom ?? null,
    freshSecret: () => randomText(32),
    connect: async () =>
      cloudflareApi({
        base: apiBase(processEnv),
        headers: await credentials(processEnv, (args) => runWrangler(args, processEnv)),
      }),
    wrangler,
    compile: () => run(['--no-warnings', join(root, 'scripts/build.ts')]),
    getHealth,
    now: Date.now,
    say: (line) => console.log(line),
  };
}

function readDeployConfig(path: string, env: string, processEnv: NodeJS.ProcessEnv): DeployConfig {
  const production = deployConfigOf(readToml(path, ''), null, processEnv);
  if (env === '') return production;
  const config = deployConfigOf(readToml(path, env), env, processEnv);
  const shared = sharedNames(config, production);
  if (shared.length === 0) return config;
  throw new Trouble(
    `[env.${env}] in wrangler.toml has ${shared.join(' and ')} of production.`,
    'A deployment there would replace the course that your subscribers use.',
    `Write a name and a database_name of its own under [env.${env}].`,
    2,
  );
}

function readToml(path: string, env: string): ReturnType<typeof readConfig> {
  try {
    return readConfig({ config: path, env });
  } catch (error) {
    throw new Trouble(
      "wrangler.toml can't be used.",
      plain((error as Error).message),
      'Correct it, and run this again.',
      2,
    );
  }
}

function readSecretsFile(path: string): SecretsFile {
  const values = secretsIn(path);
  const empty = Object.keys(values).filter((name) => values[name] === '');
  if (empty.length > 0) {
    throw new Trouble(
      `${empty.join(', ')} in ${path} ${empty.length === 1 ? 'is' : 'are'} empty.`,
      'An upload would replace the values that the Worker has.',
      'Fill them in, or remove the lines.',
      2,
    );
  }
  const link = values.LINK_SECRET?.split(',').map((one) => one.trim());
  return { path, values, linkKeys: link ? tokens(link).keys : null };
}

function secretsIn(path: string): Record<string, string> {
  try {
    const text = readFileSync(path, 'utf8');
    const values = text.trimStart().startsWith('{') ? JSON.parse(text) : parseEnv(text);
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, String(value).trim()]),
    );
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
async function getHealth(url: string): Promise<Health> {
  let last: Health = null;
  for (let tries = 0; tries < 6; tries += 1) {
    if (tries > 0) await new Promise((resolve) => setTimeout(resolve, 5_000));
    const response = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => null);
    if (!response) continue;
    last = { status: response.status, body: await response.text() };
    if (last.status === 200) return last;
  }
  return last;
}
