/** What wrangler tells about the account, the Worker and its database. */
import { stripVTControlCharacters } from 'node:util';
import type { Finished } from '../world/wrangler.ts';
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

export function cloudflare(
  { config }: Facts,
  wrangler: (args: string[]) => Promise<Finished>,
): Cloudflare {
  const accounts = once(async () => {
    const finished = await wrangler(['whoami', '--json']);
    const said = jsonIn(finished) as { loggedIn?: boolean; accounts?: { id: string }[] } | null;
    if (said?.loggedIn === false) return null;
    if (finished.code !== 0 || said === null) throw unanswered(finished);
    return said.accounts ?? [];
  });
  /** With an unusable account, every other answer would only repeat that. */
  const withAccount = async (args: string[]): Promise<Finished> => {
    const known = await accounts();
    const isUsable = known !== null && (config.accountId !== null || known.length === 1);
    if (!isUsable) throw new CannotCheck('The account is unclear.', 'See "account".');
    return wrangler(args);
  };
  return {
    accounts,
    secrets: once(async () => {
      const finished = await withAccount([
        ...['secret', 'list', '--format', 'json'],
        ...['--name', config.name],
      ]);
      const list = jsonIn(finished) as { name: string }[] | null;
      if (finished.code === 0 && list !== null) return list.map(({ name }) => name);
      if (
        /\b10007\b|does not exist on your account|Worker "[^"]*" not found/.test(textOf(finished))
      )
        return null;
      throw unanswered(finished);
    }),
    stored: once(async () => {
      const sql = 'SELECT schema_version, public_url FROM settings WHERE id = 1';
      const finished = await withAccount([
        ...['d1', 'execute', 'DB', '--remote', '--json'],
        ...['--command', sql],
      ]);
      const answers = jsonIn(finished) as { results: Stored[] }[] | null;
      if (finished.code === 0 && answers !== null) return answers[0]?.results[0] ?? null;
      if (/no such table|couldn't find (a )?d[b1]/i.test(textOf(finished))) return null;
      throw unanswered(finished);
    }),
  };
}

function unanswered(finished: Finished): CannotCheck {
  const said = textOf(finished)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/Logs were written|create an issue/.test(line));
  const words = said.slice(0, 4).join(' ').slice(0, 400) || 'It took too long.';
  return new CannotCheck(`Cloudflare didn't answer: ${words}`, 'Try again in a minute.');
}

const textOf = ({ stdout, stderr }: Finished): string =>
  stripVTControlCharacters(`${stdout}\n${stderr}`);

function jsonIn({ stdout }: Finished): unknown {
  try {
    return JSON.parse(stdout);
  } catch {
    return null;
  }
}
