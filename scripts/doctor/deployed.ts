/** Checks of the Cloudflare account, the deployed Worker and its database. */
import { SCHEMA_VERSION } from '../../src/usecases/operator/problems.ts';
import { REQUIRED_SECRETS } from '../settings/list.ts';
import type { Context } from './context.ts';
import { CannotCheck, fault, OK } from './finding.ts';

export async function account({ facts, cloudflare }: Context) {
  const accounts = await cloudflare.accounts();
  if (accounts === null) {
    const cure = 'Run `npx wrangler login`. In CI, set CLOUDFLARE_API_TOKEN.';
    return fault("You're not logged in to Cloudflare.", cure);
  }
  const { accountId } = facts.config;
  if (accountId === null && accounts.length > 1) {
    return fault(
      `Your login has ${accounts.length} accounts, and none is chosen.`,
      'Set CLOUDFLARE_ACCOUNT_ID to the one of this course; `npx wrangler whoami` lists them.',
    );
  }
  // A token that can't list accounts can still use its own.
  if (accountId === null || accounts.length === 0) return OK;
  if (accounts.some(({ id }) => id === accountId)) return OK;
  return fault(
    `The account ${accountId} isn't one of your login's.`,
    'Correct CLOUDFLARE_ACCOUNT_ID, or log in with the other account: `npx wrangler login`.',
  );
}

/** The Worker is there and starts: it lists what keeps it from that. */
export async function worker({ facts, cloudflare, health }: Context) {
  const secrets = await cloudflare.secrets();
  if (secrets === null) {
    const says = `There's no Worker "${facts.config.name}" in this account.`;
    return fault(says, 'Run `npm run deploy`.');
  }
  const { report } = await health();
  if (report.last_tick_at !== undefined) return OK;
  // A missing secret has a check of its own.
  const missing = REQUIRED_SECRETS.filter((name) => !secrets.includes(name));
  const problems = (report.problems ?? []).filter(
    (problem) => !missing.some((name) => problem.startsWith(name)),
  );
  if (problems.length === 0) return OK;
  const cure = 'Correct the setting (docs/settings.md says where), then `npm run deploy`.';
  return fault(`The Worker refuses to run: ${problems.join(' ')}`, cure);
}

export async function secrets({ cloudflare }: Context) {
  const present = await cloudflare.secrets();
  if (present === null) throw notDeployed();
  const missing = REQUIRED_SECRETS.filter((name) => !present.includes(name));
  if (missing.length === 0) return OK;
  const cures: Readonly<Record<string, string>> = {
    LINK_SECRET:
      'Put back the LINK_SECRET that you kept: `npx wrangler secret put LINK_SECRET`. A new one would break the links in all emails sent so far.',
  };
  const put = (name: string) =>
    cures[name] ?? `Run \`npx wrangler secret put ${name}\` and paste the value.`;
  const are = missing.length === 1 ? 'A secret is' : 'Secrets are';
  return fault(`${are} missing: ${missing.join(', ')}.`, missing.map(put).join(' '));
}

export async function schema({ facts, cloudflare }: Context) {
  const stored = await cloudflare.stored();
  if (stored === null) {
    if ((await cloudflare.secrets()) === null) throw notDeployed();
    const says = `The database "${facts.config.databaseName}" is missing or has no tables.`;
    return fault(says, 'Run `npm run deploy`: it creates and migrates the database.');
  }
  const { schema_version: version } = stored;
  if (version === SCHEMA_VERSION) return OK;
  if (version < SCHEMA_VERSION) {
    const says = `The database has schema ${version}; this version needs ${SCHEMA_VERSION}.`;
    return fault(says, 'Run `npm run deploy`: it migrates the database.');
  }
  return fault(
    `The database has schema ${version}, but this copy of Milepost only knows ${SCHEMA_VERSION}.`,
    "Don't deploy this copy: update it first, with `git pull`.",
  );
}

/** Two forks in one account may have one name, and so one Worker and one database. */
export async function owner({ facts, cloudflare }: Context) {
  const stored = await cloudflare.stored();
  if (stored === null) throw notDeployed();
  const { name, databaseName, vars } = facts.config;
  const own = (vars.PUBLIC_URL ?? '').replace(/\/+$/, '');
  if (stored.public_url === null || stored.public_url === own) return OK;
  return fault(
    `The database "${databaseName}" belongs to ${stored.public_url}, not to ${own}.`,
    `If that's another course: choose another \`name\` than "${name}" and another \`database_name\` in wrangler.toml. If this course moves from there: npm run deploy -- --moved-from ${stored.public_url}`,
  );
}

const notDeployed = () => new CannotCheck('Nothing is deployed yet.', 'Run `npm run deploy`.');
