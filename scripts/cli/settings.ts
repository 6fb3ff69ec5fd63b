import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { SettingName } from '../../src/services/config.ts';
import { root } from '../world/wrangler.ts';

type Settings = Partial<Record<SettingName, string>>;

/** The operator's settings: `wrangler.toml`, over it `.dev.vars`, over it the environment. */
export async function operatorSettings(): Promise<Settings> {
  const { unstable_readConfig: readConfig } = await import('wrangler');
  const { vars } = readConfig({ config: join(root, 'wrangler.toml') });
  const file = join(root, '.dev.vars');
  const secrets = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  const named: Settings = {};
  for (const name of NAMES) {
    const values = [process.env[name], secrets[name], vars[name]];
    const value = values.map((one) => String(one ?? '').trim()).find((one) => one !== '');
    if (value) named[name] = value;
  }
  return named;
}

const NAMES = [
  'PUBLIC_URL',
  'MAIL_FROM',
  'REPLY_TO',
  'POSTAL_ADDRESS',
  'RESEND_API_KEY',
  'RESEND_BASE_URL',
  'RESEND_WEBHOOK_SECRET',
  'WORKERS_PLAN',
] as const satisfies readonly (keyof Settings)[];
