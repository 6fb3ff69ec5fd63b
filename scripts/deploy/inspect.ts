/** Reads what a deployment would meet at Cloudflare. Changes nothing. */
import { siteOf } from '../../src/storage/operator.ts';
import { D1_EDIT, databaseNamed, queryIn } from '../cloudflare/account.ts';
import { type Api, failed, NOT_THERE } from '../cloudflare/api.ts';
import type { DeployConfig } from '../cloudflare/config.ts';

export type Found = {
  /** Null: no Worker has this name. */
  readonly worker: {
    readonly secrets: readonly string[];
    /** Null: none is set, as in a Worker that has only secrets so far. */
    readonly publicUrl: string | null;
    /** It has no setting and no secret of ours: it is something else. */
    readonly isForeign: boolean;
  } | null;
  /** The account's name in workers.dev, if it is needed; null: not registered. */
  readonly subdomain: string | null;
  /** Null: the database doesn't exist. */
  readonly database: { readonly id: string; readonly site: Site | null } | null;
  /** The Worker that has the host of `PUBLIC_URL` as a custom domain. */
  readonly domainOf: string | null;
  /** The account manages the domain of `PUBLIC_URL`; null: the token may not read that. */
  readonly hasZone: boolean | null;
};

/** What the database knows of the site that uses it. */
export type Site = {
  readonly publicUrl: string | null;
  /** The ids of its link keys; null: it never ran. */
  readonly linkKeys: readonly string[] | null;
  readonly hasPeople: boolean;
};

/** Reads everything that the checks need; throws with the API's words if a part can't be read. */
export async function inspect(api: Api, account: string, config: DeployConfig): Promise<Found> {
  const at = `/accounts/${account}`;
  return {
    worker: await findWorker(api, at, config),
    subdomain: await findSubdomain(api, at),
    database: await findDatabase(api, at, config.databaseName),
    ...(await findDomain(api, at, account, config)),
  };
}

type Binding = { readonly type: string; readonly name: string; readonly text?: string };

const SCRIPTS = 'Workers Scripts: Edit';

async function findWorker(
  api: Api,
  at: string,
  { name, requiredSecrets }: DeployConfig,
): Promise<Found['worker']> {
  const path = `${at}/workers/scripts/${name}`;
  const secrets = await api.get<{ name: string }[]>(`${path}/secrets`);
  if (!secrets.ok) {
    if (secrets.code === NOT_THERE) return null;
    throw failed("The Worker's secrets couldn't be listed.", secrets, SCRIPTS);
  }
  const settings = await api.get<{ bindings?: Binding[] }>(`${path}/settings`);
  if (!settings.ok) throw failed("The Worker's settings couldn't be read.", settings, SCRIPTS);
  const names = secrets.result.map((one) => one.name);
  const url = settings.result.bindings?.find((one) => one.name === 'PUBLIC_URL')?.text ?? null;
  const hasOurs = requiredSecrets.some((one) => names.includes(one));
  return { secrets: names, publicUrl: url, isForeign: url === null && !hasOurs };
}

async function findSubdomain(api: Api, at: string): Promise<string | null> {
  const answer = await api.get<{ subdomain: string | null } | null>(`${at}/workers/subdomain`);
  if (answer.ok) return answer.result?.subdomain || null;
  if (answer.code === NOT_THERE) return null;
  throw failed("The account's name in workers.dev couldn't be read.", answer, SCRIPTS);
}

async function findDatabase(api: Api, at: string, name: string): Promise<Found['database']> {
  const found = await databaseNamed(api, at, name);
  if (found === null) return null;
  return { id: found, site: await findSite(api, at, found) };
}

async function findSite(api: Api, at: string, database: string): Promise<Site | null> {
  const ask = async <T>(sql: string): Promise<readonly T[]> => {
    const answer = await queryIn<T>(api, at, database, sql);
    if (!answer.ok) throw failed("The database couldn't be read.", answer, D1_EDIT);
    return answer.result[0]?.results ?? [];
  };
  const tables = await ask<object>(
    "SELECT name FROM sqlite_master WHERE name IN ('settings', 'subscribers', 'suppressions')",
  );
  if (tables.length < 3) return null;
  type Row = { public_url: string | null; link_keys: string | null; people: number };
  const [row] = await ask<Row>(siteOf().sql);
  if (!row) return null;
  const { public_url: publicUrl, link_keys, people } = row;
  return { publicUrl, linkKeys: link_keys && JSON.parse(link_keys), hasPeople: people > 0 };
}

async function findDomain(
  api: Api,
  at: string,
  account: string,
  { vars }: DeployConfig,
): Promise<Pick<Found, 'domainOf' | 'hasZone'>> {
  const { hostname } = new URL(vars.PUBLIC_URL!);
  if (hostname.endsWith('.workers.dev')) return { domainOf: null, hasZone: null };
  const domains = await api.get<{ hostname: string; service: string }[]>(
    `${at}/workers/domains?hostname=${hostname}`,
  );
  if (!domains.ok)
    throw failed("The account's custom domains couldn't be listed.", domains, SCRIPTS);
  const domainOf = domains.result.find((one) => one.hostname === hostname)?.service ?? null;
  for (const name of parentsOf(hostname)) {
    const zones = await api.get<unknown[]>(`/zones?name=${name}&account.id=${account}`);
    if (!zones.ok && zones.status !== 403 && zones.status !== 401) {
      throw failed("The account's domains couldn't be listed.", zones, 'Zone: Read');
    }
    if (!zones.ok) return { domainOf, hasZone: null };
    if (zones.result.length > 0) return { domainOf, hasZone: true };
  }
  return { domainOf, hasZone: false };
}

/** @example parentsOf('a.b.example.org') // ['a.b.example.org', 'b.example.org', 'example.org'] */
function parentsOf(hostname: string): string[] {
  const labels = hostname.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}
