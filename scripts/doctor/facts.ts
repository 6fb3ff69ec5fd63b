/** What the checks read on this machine: versions, wrangler.toml, content and backups. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../src/domain/time.ts';
import { operatorSettings } from '../cli/settings.ts';
import { type DeployConfig, deployConfigOf } from '../cloudflare/config.ts';
import { loadDrafts } from '../course/load.ts';
import { newReport } from '../course/problems.ts';
import { loadSite } from '../course/site.ts';

export type Facts = {
  readonly now: Instant;
  readonly nodeVersion: string;
  /** Of wrangler: what package.json asks for, and what is installed. */
  readonly wrangler: { readonly wanted: string; readonly installed: string | null };
  readonly config: DeployConfig & {
    readonly bindings: readonly string[];
    readonly crons: readonly string[];
  };
  /** Secrets that this machine knows, from the environment or .dev.vars. */
  readonly keys: {
    readonly RESEND_API_KEY?: string | undefined;
    readonly RESEND_WEBHOOK_SECRET?: string | undefined;
  };
  /** The senders of single courses, from content/site.yaml. */
  readonly senders: readonly string[];
  /** Lessons and pages with the day they were last read through. */
  readonly reviewed: readonly { readonly file: string; readonly day: string }[];
  /** The schema of the local world's database; null: there is none. */
  readonly localSchema: number | null;
  /** The names of the files in backups/. */
  readonly backups: readonly string[];
};

export async function readFacts(root: string, now: Instant): Promise<Facts> {
  const { unstable_readConfig: readConfig } = await import('wrangler');
  const config = readConfig({ config: join(root, 'wrangler.toml') });
  const settings = await operatorSettings();
  const database = config.d1_databases.find((one: { binding: string }) => one.binding === 'DB');
  const { RESEND_API_KEY, RESEND_WEBHOOK_SECRET } = settings;
  return {
    now,
    nodeVersion: process.versions.node,
    wrangler: {
      wanted: versionIn(join(root, 'package.json'), (json) => json.devDependencies?.wrangler)!,
      installed: versionIn(
        join(root, 'node_modules/wrangler/package.json'),
        (json) => json.version,
      ),
    },
    config: {
      ...deployConfigOf(config, null, process.env),
      bindings: [
        ...(database ? ['DB'] : []),
        ...(config.ratelimits ?? []).map(({ name }: { name: string }) => name),
        ...(config.assets?.directory ? ['assets'] : []),
      ],
      crons: config.triggers.crons ?? [],
    },
    keys: { RESEND_API_KEY, RESEND_WEBHOOK_SECRET },
    ...(await contentIn(root)),
    localSchema: localSchema(join(root, '.milepost/world/state')),
    backups: existsSync(join(root, 'backups')) ? readdirSync(join(root, 'backups')) : [],
  };
}

type Package = { version?: string; devDependencies?: Record<string, string> };

function versionIn(file: string, of: (json: Package) => string | undefined): string | null {
  try {
    return of(JSON.parse(readFileSync(file, 'utf8')) as Package) ?? null;
  } catch {
    return null;
  }
}

async function contentIn(root: string): Promise<Pick<Facts, 'senders' | 'reviewed'>> {
  const report = newReport();
  const drafts = await loadDrafts(root, report);
  const ids = drafts.map(({ course }) => course?.meta.id);
  const { senders } = await loadSite(root, ids, report);
  return {
    senders: Object.values(senders).flatMap(({ from }) => (from ? [from] : [])),
    reviewed: drafts.flatMap(({ lessons, pages }) =>
      [...lessons, ...pages].flatMap(({ source, meta }) =>
        meta.reviewed ? [{ file: source.file, day: meta.reviewed }] : [],
      ),
    ),
  };
}

/** Read from the file: wrangler takes seconds to open it. */
function localSchema(state: string): number | null {
  const folder = join(state, 'v3/d1/miniflare-D1DatabaseObject');
  if (!existsSync(folder)) return null;
  const file = readdirSync(folder).find((name) => /^[0-9a-f]{64}\.sqlite$/.test(name));
  if (file === undefined) return null;
  const database = new DatabaseSync(join(folder, file), { readOnly: true, timeout: 5_000 });
  try {
    const row = database.prepare('SELECT schema_version FROM settings WHERE id = 1').get();
    return Number(row?.schema_version ?? 0);
  } catch {
    return 0;
  } finally {
    database.close();
  }
}
