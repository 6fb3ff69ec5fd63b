/** What `wrangler.toml` says of the Worker, its account and its database. */
import { unstable_readConfig as readConfig, type Unstable_Config } from 'wrangler';
import { REQUIRED_SECRETS } from '../settings/list.ts';
import { Trouble } from '../world/terminal.ts';
import { plain } from './api.ts';

/** The parts that our commands use. */
export type DeployConfig = {
  /** A named environment, such as `staging`; null: production. */
  readonly env: string | null;
  readonly name: string;
  readonly databaseName: string;
  readonly accountId: string | null;
  readonly vars: Readonly<Record<string, string>>;
  readonly requiredSecrets: readonly string[];
  readonly hasLimits: boolean;
  readonly workersDev: boolean;
  /** Host names that wrangler.toml routes to the Worker. */
  readonly routes: readonly string[];
};

/** Reads them from a parsed wrangler.toml. */
export function deployConfigOf(
  config: Unstable_Config,
  env: string | null,
  { CLOUDFLARE_ACCOUNT_ID }: NodeJS.ProcessEnv,
): DeployConfig {
  const database = config.d1_databases.find((one: { binding: string }) => one.binding === 'DB');
  const routes = [...(config.routes ?? []), ...(config.route ? [config.route] : [])];
  return {
    env,
    name: config.name ?? 'milepost',
    databaseName: database?.database_name ?? 'milepost',
    // In the order of wrangler.
    accountId: config.account_id || CLOUDFLARE_ACCOUNT_ID || null,
    vars: Object.fromEntries(
      Object.entries(config.vars).map(([name, value]) => [name, String(value)]),
    ),
    // Without a webhook, bounces and complaints stay unknown, and emailing goes on.
    requiredSecrets: [...REQUIRED_SECRETS, 'RESEND_WEBHOOK_SECRET'],
    hasLimits: config.limits !== undefined,
    workersDev: config.workers_dev ?? routes.length === 0,
    routes: routes.map((route) => hostOf(typeof route === 'string' ? route : route.pattern)),
  };
}

/** @example hostOf('course.example.org/*') // 'course.example.org' */
const hostOf = (pattern: string): string => pattern.replace(/^https?:\/\//, '').split('/')[0]!;

/** Reads a `wrangler.toml`; `env` is one of its named environments, or empty for production. */
export function readDeployConfig(
  path: string,
  env: string,
  processEnv: NodeJS.ProcessEnv,
): DeployConfig {
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

/** What a named environment must not share with production. */
const sharedNames = (staging: DeployConfig, production: DeployConfig): string[] => [
  ...(staging.name === production.name ? [`the name "${staging.name}"`] : []),
  ...(staging.databaseName === production.databaseName
    ? [`the database "${staging.databaseName}"`]
    : []),
];
