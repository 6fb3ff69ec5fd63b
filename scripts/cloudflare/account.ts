/** Which account is used, and which of its databases. */
import { Trouble } from '../world/terminal.ts';
import { type Answer, type Api, failed } from './api.ts';

/** The id of the configured account, or of the only one. */
export async function findAccount(api: Api, configured: string | null): Promise<string> {
  if (configured) return configured;
  const answer = await accountsOf(api);
  if (!answer.ok) {
    throw failed("Your Cloudflare accounts couldn't be listed.", answer, 'Account Settings: Read');
  }
  const [first, ...others] = answer.result;
  if (first && others.length === 0) return first.id;
  if (!first) {
    throw new Trouble(
      'Your login has no Cloudflare account.',
      'The API lists none.',
      'Log in with another one: npx wrangler login\nFor a token, set CLOUDFLARE_ACCOUNT_ID.',
    );
  }
  throw new Trouble(
    `Your login has ${answer.result.length} Cloudflare accounts.`,
    answer.result.map(({ id, name }) => `${id}  ${name}`).join('\n  '),
    'Write the one to use at the top of wrangler.toml: account_id = "…"\n(Or set CLOUDFLARE_ACCOUNT_ID.)',
  );
}

export const accountsOf = (api: Api): Promise<Answer<{ id: string; name: string }[]>> =>
  api.get('/accounts?per_page=50');

/** The permission that a token needs for databases. */
export const D1_EDIT = 'D1: Edit';

/** The id of the database of this name; null: it doesn't exist. */
export async function databaseNamed(api: Api, at: string, name: string): Promise<string | null> {
  const query = new URLSearchParams({ name, per_page: '100' });
  const listed = await api.get<{ uuid: string; name: string }[]>(`${at}/d1/database?${query}`);
  if (!listed.ok) throw failed("The account's databases couldn't be listed.", listed, D1_EDIT);
  return listed.result.find((one) => one.name === name)?.uuid ?? null;
}

type Result<T> = { readonly results: readonly T[]; readonly meta: { readonly changes?: number } };

/** Runs statements, joined by semicolons, in one transaction. */
export const queryIn = <T>(
  api: Api,
  at: string,
  database: string,
  sql: string,
): Promise<Answer<Result<T>[]>> => api.post(`${at}/d1/database/${database}/query`, { sql });
