/** The routes about D1 databases. */
import type { Account } from './account.ts';
import { ApiError, type Route } from './call.ts';
import { createDatabase, type Database, exportSql, importSql, query } from './d1.ts';

export const DATABASE_ROUTES: readonly Route[] = [
  [
    'GET',
    /^d1\/database$/,
    ({ url }, { databases, hasD1 }) => {
      if (!hasD1) throw new ApiError(403, 10000, 'Authentication error');
      const wanted = url.searchParams.get('name');
      return databases.filter(({ name }) => wanted === null || name === wanted).map(shown);
    },
  ],
  [
    'POST',
    /^d1\/database$/,
    async ({ json, now }, { databases, hasD1 }) => {
      if (!hasD1) throw new ApiError(403, 10000, 'Authentication error');
      const { name } = await json();
      if (databases.some((one) => one.name === name)) {
        throw new ApiError(400, 7502, 'A database with that name already exists');
      }
      const database = createDatabase(name, now);
      databases.push(database);
      return shown(database);
    },
  ],
  ['GET', /^d1\/database\/([^/]+)$/, (_, account, id) => shown(databaseOf(account, id!))],
  [
    'POST',
    /^d1\/database\/([^/]+)\/query$/,
    async ({ json }, account, id) => {
      const database = databaseOf(account, id!);
      const body = await json();
      return onSql(() => query(database, body));
    },
  ],
  [
    'POST',
    /^d1\/database\/([^/]+)\/import$/,
    async ({ json, base }, account, id) => {
      const database = databaseOf(account, id!);
      const body = await json();
      return onSql(() => importSql(database, body, base));
    },
  ],
  [
    'POST',
    /^d1\/database\/([^/]+)\/export$/,
    async ({ json, base }, account, id) => exportSql(databaseOf(account, id!), await json(), base),
  ],
];

function databaseOf({ databases, hasD1 }: Account, idOrName: string): Database {
  if (!hasD1) throw new ApiError(403, 10000, 'Authentication error');
  const found = databases.find(({ uuid, name }) => uuid === idOrName || name === idOrName);
  if (found) return found;
  throw new ApiError(404, 7404, 'The database could not be found');
}

const shown = ({ uuid, name, created_at }: Database) => ({
  uuid,
  name,
  created_at,
  version: 'production',
});

/** SQLite's error as D1 reports it. */
function onSql<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new ApiError(400, 7500, (error as Error).message);
  }
}
