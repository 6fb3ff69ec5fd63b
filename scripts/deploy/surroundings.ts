/** What a deployment needs of the world: settings, wrangler, Cloudflare's API and the site. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { tokens } from '../../src/links/links.ts';
import { connect } from '../cloudflare/api.ts';
import { readDeployConfig } from '../cloudflare/config.ts';
import { randomText } from '../world/secrets.ts';
import { Trouble } from '../world/terminal.ts';
import { quietly, root, run, runWrangler } from '../world/wrangler.ts';
import type { SecretsFile } from './settings.ts';
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
    connect: () => connect(processEnv),
    wrangler,
    compile: () => run(['--no-warnings', join(root, 'scripts/build.ts')]),
    getHealth,
    now: Date.now,
    say: (line) => console.log(line),
  };
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
