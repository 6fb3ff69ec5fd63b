import type { Statement } from '../../src/storage/database.ts';

/** A statement with its values in its text: the API binds texts only. */
export const written = ({ sql, values }: Statement): string =>
  sql.replaceAll(/\?(\d+)/g, (_, n) => {
    const value = values[Number(n) - 1] ?? null;
    return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
  });
