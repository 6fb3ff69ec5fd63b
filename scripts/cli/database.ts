import { join } from 'node:path';
import type { Statement } from '../../src/storage/database.ts';
import { Trouble } from '../world/terminal.ts';
import { quietly, root, runWrangler } from '../world/wrangler.ts';

/** The target of the operator's commands: the local world, or with `--remote` the deployed one. */
export const targetFlags = {
  remote: { type: 'boolean' },
  state: { type: 'string' },
} as const;

export type Target = { readonly remote?: boolean | undefined; readonly state?: string | undefined };

/** Runs statements on the course's database and returns the rows of the first. */
export async function query<T>(target: Target, ...statements: Statement[]): Promise<T[]> {
  const stateDir = target.state ?? join(root, '.milepost/world');
  const where = target.remote ? ['--remote'] : ['--local', '--persist-to', join(stateDir, 'state')];
  const { code, stdout, stderr } = await runWrangler(
    ['d1', 'execute', 'DB', ...where, '--json', '--command', statements.map(written).join(';\n')],
    quietly(stateDir),
  );
  const [answer] = code === 0 ? (JSON.parse(stdout) as { results: T[] }[]) : [];
  if (answer) return answer.results;
  throw new Trouble(
    "The database didn't answer.",
    `${stdout}${stderr}`.trim().split('\n').slice(-6).join('\n'),
    target.remote
      ? 'Log in with `npx wrangler login`, and deploy once with `npm run deploy`.'
      : 'Start the laptop world once with `npm start`, or add --remote for the deployed course.',
  );
}

/** Inlines a statement's values: wrangler cannot bind them. */
const written = ({ sql, values }: Statement): string =>
  sql.replaceAll(/\?(\d+)/g, (_, n) => {
    const value = values[Number(n) - 1] ?? null;
    return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
  });
