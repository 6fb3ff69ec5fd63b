/** The part of Cloudflare's API that wrangler and our tools call. */
import type { Account } from './account.ts';
import { ApiError, type Call } from './call.ts';
import { DATABASE_ROUTES } from './databases.ts';
import { WORKER_ROUTES } from './workers.ts';

/** The result of a call. Throws an `ApiError`; undefined: no such route. */
export function answer(call: Call, accounts: readonly Account[]): unknown {
  const path = call.url.pathname.replace('/client/v4', '');
  const known = GENERAL[`${call.method} ${path}`];
  if (known) return known(call, accounts);
  const [, id, rest] = /^\/accounts\/(\w+)\/(.*)$/.exec(path) ?? [];
  const account = accounts.find((one) => one.id === id);
  if (!id) return undefined;
  if (!account) throw new ApiError(403, 10000, 'Authentication error');
  for (const [method, pattern, handler] of [...WORKER_ROUTES, ...DATABASE_ROUTES]) {
    const match = method === call.method && pattern.exec(rest!);
    if (match) return handler(call, account, ...match.slice(1).map(decodeURIComponent));
  }
  return undefined;
}

const GENERAL: Record<string, (call: Call, accounts: readonly Account[]) => unknown> = {
  'GET /user/tokens/verify': () => ({ id: 't1', status: 'active' }),
  'GET /user': () => ({ id: 'u1', email: 'operator@example.org' }),
  'GET /accounts': (_, accounts) => accounts.map(({ id, name }) => ({ id, name })),
  'GET /memberships': (_, accounts) =>
    accounts.map(({ id, name }) => ({ id: `m${id}`, account: { id, name } })),
  'GET /zones': ({ url }, accounts) =>
    accounts.flatMap(({ zones }) =>
      zones
        .filter((name) => name === (url.searchParams.get('name') ?? name))
        .map((name) => ({ id: `z-${name}`, name })),
    ),
};
