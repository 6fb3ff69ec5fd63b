/** The deployed database, through Cloudflare's API: a query in wrangler takes seconds. */
import { join } from 'node:path';
import { checkLimits, type Database, type Row } from '../../src/storage/database.ts';
import { Trouble } from '../world/terminal.ts';
import { root } from '../world/wrangler.ts';
import { D1_EDIT, databaseNamed, findAccount, queryIn } from './account.ts';
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
    const answer = await queryIn<Row>(api, at, id, texts.join(';\n'));
    if (!answer.ok) throw failed("The database didn't answer.", answer, D1_EDIT);
    return answer.result.map(({ results, meta }) => ({
      rows: results,
      changes: meta.changes ?? 0,
    }));
  };
}
