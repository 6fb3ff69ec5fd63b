/** The deployed database, through Cloudflare's API: a query in wrangler takes seconds. */
import { join } from 'node:path';
import { checkLimits, type Database, type Row } from '../../src/storage/database.ts';
import { Trouble } from '../world/terminal.ts';
import { root } from '../world/wrangler.ts';
import { D1, databaseNamed, findAccount } from './account.ts';
import { connect, failed } from './api.ts';
import { readDeployConfig } from './config.ts';
import { written } from './written.ts';

/**
 * Opens the database that `wrangler.toml` names; with `CLOUDFLARE_ENV`, that of this environment.
 * Each batch is one call, which D1 runs as one transaction.
 */
export async function openDeployed(env: NodeJS.ProcessEnv): Promise<Database> {
  const config = readDeployConfig(join(root, 'wrangler.toml'), env.CLOUDFLARE_ENV ?? '', env);
  const api = await connect(env);
  const at = `/accounts/${await findAccount(api, config.accountId)}`;
  const id = await databaseNamed(api, at, config.databaseName);
  if (id === null) {
    throw new Trouble(
      `There's no database "${config.databaseName}" at Cloudflare.`,
      'The first deployment creates it.',
      'Run: npm run deploy',
    );
  }
  return async (statements) => {
    const texts = statements.map(written);
    for (const sql of texts) checkLimits({ sql, values: [] });
    const sql = texts.join(';\n');
    const answer = await api.post<Result[]>(`${at}/d1/database/${id}/query`, { sql });
    if (!answer.ok) throw failed("The database didn't answer.", answer, D1);
    return answer.result.map(({ results, meta }) => ({
      rows: results,
      changes: meta.changes ?? 0,
    }));
  };
}

type Result = { readonly results: Row[]; readonly meta: { readonly changes?: number } };
