/** Decides, from what was found at Cloudflare, whether a deployment may begin. */
import type { DeployConfig } from '../cloudflare/config.ts';
import { Trouble } from '../world/terminal.ts';
import type { Found, Site } from './inspect.ts';
import type { SecretsFile } from './settings.ts';

export type Problem = { readonly what: string; readonly why: string; readonly fix: string };

export type Plan = {
  readonly config: DeployConfig;
  readonly secretsFile: SecretsFile | null;
  /** The address that the course is moving away from. */
  readonly movedFrom: string | null;
  /** A new value for `LINK_SECRET`. */
  readonly freshSecret: () => string;
};

/** What must be put right before anything is uploaded. */
export function problemsOf(found: Found, plan: Plan): Problem[] {
  const others = [foreignWorker(found, plan), otherSite(found, plan)];
  const theirs = others.filter((problem) => problem !== null);
  // With another name, all the rest is different.
  if (theirs.length > 0) return theirs;
  return [
    noSubdomain(found, plan),
    wrongAddress(found, plan),
    foreignDomain(found, plan),
    wrongLinkSecret(found.database?.site ?? null, plan),
    missingSecrets(found, plan),
  ].filter((problem) => problem !== null);
}

/** Throws all of them as one. */
export function stopFor(problems: readonly Problem[]): void {
  const [first, ...others] = problems;
  if (!first) return;
  if (others.length === 0) throw new Trouble(first.what, first.why, first.fix);
  const list = problems.map(({ what, why, fix }) =>
    `- ${what} ${why}\n${fix}`.replaceAll('\n', '\n    '),
  );
  throw new Trouble(
    `${problems.length} things are missing for a deployment.`,
    'Nothing was uploaded.',
    list.join('\n'),
  );
}

function foreignWorker({ worker }: Found, { config }: Plan): Problem | null {
  if (!worker?.isForeign) return null;
  return {
    what: `The account has another Worker with the name "${config.name}".`,
    why: "It isn't Milepost, and a deployment would replace it.",
    fix: 'Choose another name and database_name in wrangler.toml.',
  };
}

function otherSite({ worker, database }: Found, { config, movedFrom }: Plan): Problem | null {
  const url = config.vars.PUBLIC_URL!;
  const [owner, site] = [worker?.publicUrl || null, database?.site?.publicUrl ?? null];
  const other = [owner, site].find((one) => one !== null && one !== url && one !== movedFrom);
  if (!other) return null;
  const whose =
    other === owner ? `The Worker "${config.name}"` : `The database "${config.databaseName}"`;
  return {
    what: `${whose} belongs to ${other}, and PUBLIC_URL is ${url}.`,
    why: "Another course may run there. A deployment would replace it, and its subscribers' links would stop working.",
    fix: `For another course, choose another name and database_name in wrangler.toml.\nIf this course moves to a new address: npm run deploy -- --moved-from ${other}`,
  };
}

const isWorkersDev = ({ vars }: DeployConfig): boolean =>
  new URL(vars.PUBLIC_URL!).hostname.endsWith('.workers.dev');

function noSubdomain({ subdomain }: Found, { config }: Plan): Problem | null {
  if (subdomain !== null || !(config.workersDev || isWorkersDev(config))) return null;
  return {
    what: 'The account has no name in workers.dev yet.',
    why: "Cloudflare asks a new account for one, and can't publish the Worker without it.",
    fix: 'Open "Workers & Pages" at https://dash.cloudflare.com once and choose a name.\nWith a domain of your own, you can instead set workers_dev = false in wrangler.toml.',
  };
}

function wrongAddress({ subdomain, domainOf, hasZone }: Found, { config }: Plan): Problem | null {
  const { hostname } = new URL(config.vars.PUBLIC_URL!);
  const unreachable = (why: string, fix: string): Problem => ({
    what: `Nothing would answer at PUBLIC_URL, ${config.vars.PUBLIC_URL}.`,
    why,
    fix,
  });
  if (isWorkersDev(config)) {
    const right = `${config.name}.${subdomain}.workers.dev`;
    if (subdomain === null || (hostname === right && config.workersDev)) return null;
    return config.workersDev
      ? unreachable(
          `The Worker's address will be https://${right}.`,
          `Write PUBLIC_URL = "https://${right}" in wrangler.toml.`,
        )
      : unreachable(
          'workers_dev is false in wrangler.toml.',
          'Set workers_dev = true, or use a domain of your own.',
        );
  }
  const isRouted = config.routes.includes(hostname);
  if (!isRouted && domainOf !== config.name) {
    return unreachable(
      `${hostname} doesn't lead to this Worker.`,
      `Add to wrangler.toml, above [build]: routes = [{ pattern = "${hostname}", custom_domain = true }]`,
    );
  }
  if (hasZone !== false) return null;
  return unreachable(
    `This Cloudflare account doesn't manage the domain of ${hostname}.`,
    'Add the domain at https://dash.cloudflare.com, or use an address in workers.dev.',
  );
}

/** Wrangler takes over a custom domain without asking when it has no terminal. */
function foreignDomain({ domainOf }: Found, { config }: Plan): Problem | null {
  if (domainOf === null || domainOf === config.name) return null;
  const { hostname } = new URL(config.vars.PUBLIC_URL!);
  return {
    what: `${hostname} belongs to the Worker "${domainOf}".`,
    why: 'A deployment would take the domain away from it.',
    fix: `Choose another PUBLIC_URL, or remove the domain from "${domainOf}" at https://dash.cloudflare.com.`,
  };
}

function wrongLinkSecret(site: Site | null, { secretsFile }: Plan): Problem | null {
  const keys = secretsFile?.linkKeys ?? null;
  const lost = site?.linkKeys?.filter((id) => !keys?.includes(id)) ?? [];
  if (keys === null || lost.length === 0) return null;
  return {
    what: `LINK_SECRET in ${secretsFile!.path} isn't the one that the course uses.`,
    why: 'Links in emails that were sent, unsubscribe links included, would stop working.',
    fix: `Write the whole value that you kept. To add a new secret, use npx milepost rotate-keys.\nTo replace a stolen one, use npx wrangler secret put LINK_SECRET.`,
  };
}

function missingSecrets(found: Found, { config, secretsFile, freshSecret }: Plan): Problem | null {
  const present = [...(found.worker?.secrets ?? []), ...Object.keys(secretsFile?.values ?? {})];
  const missing = config.requiredSecrets.filter((name) => !present.includes(name));
  if (missing.length === 0) return null;
  const site = found.database?.site ?? null;
  const isNew = site === null || (site.linkKeys === null && !site.hasPeople);
  const values: Record<string, string> = {
    RESEND_API_KEY: 're_…   # from https://resend.com/api-keys',
    LINK_SECRET: isNew ? freshSecret() : 'the value that you kept',
    RESEND_WEBHOOK_SECRET: `whsec_…   # from https://resend.com/webhooks, for ${config.vars.PUBLIC_URL}/webhooks/resend with all email and suppression events`,
  };
  const lines = missing.map((name) => `  ${name}=${values[name] ?? '…'}`);
  const keeps = missing.includes('LINK_SECRET')
    ? isNew
      ? '\nKeep a copy of LINK_SECRET: links in emails need it for as long as the course runs.'
      : "\nDon't make a new LINK_SECRET: links in emails that were sent, unsubscribe links included, would stop working."
    : '';
  return {
    what: `${missing.length === 1 ? 'A secret is' : 'Secrets are'} missing: ${missing.join(', ')}.`,
    why: missing.map((name) => NEEDS[name] ?? '').join(' '),
    fix: `Write ${secretsFile ? `into ${secretsFile.path}` : 'a file .env.production'}, which git ignores:\n${lines.join('\n')}\nThen run: npm run deploy -- --secrets-file ${secretsFile?.path ?? '.env.production'}${config.env ? ` --env ${config.env}` : ''}${keeps}`,
  };
}

const NEEDS: Readonly<Record<string, string>> = {
  RESEND_API_KEY: 'RESEND_API_KEY sends email.',
  LINK_SECRET: 'LINK_SECRET signs the links in emails.',
  RESEND_WEBHOOK_SECRET: 'RESEND_WEBHOOK_SECRET lets Milepost learn of bounces and complaints.',
};
