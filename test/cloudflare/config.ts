import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/world/wrangler.ts';

type Vars = Readonly<Record<string, string>>;

/** Valid settings for the account that `startCloudflare` has. */
export const VARS = {
  PUBLIC_URL: 'https://milepost.ada.workers.dev',
  MAIL_FROM: 'Course <course@example.org>',
  REPLY_TO: 'help@example.org',
  POSTAL_ADDRESS: '1 Sample Street, 12345 Sampletown',
} satisfies Vars;

export const STAGING = {
  ...VARS,
  PUBLIC_URL: 'https://milepost-staging.ada.workers.dev',
  ONLY_TO: 'ada@example.org',
} satisfies Vars;

/** `top` stands above the tables. */
export type ConfigTexts = {
  readonly vars?: Vars;
  readonly staging?: Vars;
  readonly top?: string;
};

/**
 * Writes the repository's `wrangler.toml` into a folder, with these settings and without the build,
 * which writes into the repository. The Worker is a script of one line: bundling takes seconds.
 */
export function writeConfig(
  folder: string,
  { vars = VARS, staging = STAGING, top = '' }: ConfigTexts = {},
): string {
  const path = join(folder, 'wrangler.toml');
  const text = readFileSync(join(root, 'wrangler.toml'), 'utf8');
  const [production, second] = text.split('[env.staging.vars]');
  const filled = `${top}\n${fill(production!, vars)}[env.staging.vars]${fill(second!, staging)}`;
  writeFileSync(join(folder, 'worker.js'), 'export default { fetch: () => new Response("") };\n');
  writeFileSync(
    path,
    filled
      .replace(/^\[build\]\n(?:.+\n)+/m, '')
      .replace('src/index.ts', 'worker.js')
      .replace(/"(migrations|src\/course\/compiled\/assets)"/g, (_, it) => `"${join(root, it)}"`),
  );
  return path;
}

const fill = (text: string, vars: Vars): string =>
  Object.entries(vars).reduce(
    (filled, [name, value]) =>
      filled.replace(new RegExp(`^${name} = .*$`, 'm'), () => `${name} = ${JSON.stringify(value)}`),
    text,
  );
