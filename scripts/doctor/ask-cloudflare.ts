/** What Cloudflare's API tells about the account, the Worker and its database. */
import { accountsOf, databaseNamed, queryIn } from '../cloudflare/account.ts';
import { type Api, type Failure, NOT_THERE } from '../cloudflare/api.ts';
import { Trouble } from '../world/terminal.ts';
import { once } from './ask.ts';
import type { Facts } from './facts.ts';
import { CannotCheck } from './finding.ts';

export type Stored = { readonly schema_version: number; readonly public_url: string | null };

export type Cloudflare = {
  /** The accounts of the login; null: not logged in. */
  readonly accounts: () => Promise<readonly { readonly id: string }[] | null>;
  /** The names of the Worker's secrets; null: there is no such Worker. */
  readonly secrets: () => Promise<readonly string[] | null>;
  /** What the deployed database says of itself; null: there is none, or it has no tables. */
  readonly stored: () => Promise<Stored | null>;
};

/** @param connect logs in; it throws if that isn't possible */
export function cloudflare({ config }: Facts, connect: () => Promise<Api>): Cloudflare {
  const login = once(() => connect().catch(notLoggedIn));
  const accounts = once(async () => {
    const api = await login();
    if (api === null) return null;
    const answer = await accountsOf(api);
    if (answer.ok) return answer.result;
    if (answer.status !== null && REFUSED.includes(answer.status)) return null;
    throw unanswered(answer);
  });
  /** With an unusable account, every other answer would only repeat that. */
  const account = async (): Promise<{ api: Api; at: string }> => {
    const [api, known] = [await login(), await accounts()];
    const id = config.accountId ?? (known?.length === 1 ? known[0]!.id : null);
    if (api === null || known === null || id === null) {
      throw new CannotCheck('The account is unclear.', 'See "account".');
    }
    return { api, at: `/accounts/${id}` };
  };
  return {
    accounts,
    secrets: once(async () => {
      const { api, at } = await account();
      const path = `${at}/workers/scripts/${config.name}/secrets`;
      const answer = await api.get<{ name: string }[]>(path);
      if (answer.ok) return answer.result.map(({ name }) => name);
      if (answer.code === NOT_THERE) return null;
      throw unanswered(answer);
    }),
    stored: once(async () => {
      const { api, at } = await account();
      const id = await databaseNamed(api, at, config.databaseName).catch((error) => {
        throw new CannotCheck(...wordsOf(error));
      });
      if (id === null) return null;
      const sql = 'SELECT schema_version, public_url FROM settings WHERE id = 1';
      const answer = await queryIn<Stored>(api, at, id, sql);
      if (answer.ok) return answer.result[0]?.results[0] ?? null;
      if (answer.said.includes('no such table')) return null;
      throw unanswered(answer);
    }),
  };
}

/** The statuses for a login that isn't valid. */
const REFUSED = [400, 401, 403];

function notLoggedIn(error: unknown): null {
  if (error instanceof Trouble) return null;
  throw error;
}

const wordsOf = ({ message, why }: Trouble): [says: string, cure: string] => [
  `${message} ${why}`,
  'Try again in a minute.',
];

function unanswered({ said, code }: Failure): CannotCheck {
  const name = code === null ? '' : ` [code: ${code}]`;
  return new CannotCheck(`Cloudflare didn't answer: ${said}${name}`, 'Try again in a minute.');
}
