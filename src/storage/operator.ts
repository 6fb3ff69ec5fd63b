/** What the operator's commands ask of the database. */
import type { Instant } from '../domain/time.ts';
import { type Statement, statement } from './database.ts';
import { byAddress, liftAnything } from './suppression.ts';

/** Why an address is suppressed: in the row of its person, and as kept of a forgotten one. */
export const suppressionOf = (addressKey: string, hashes: readonly string[]): Statement =>
  statement(
    `SELECT count(*) AS people, max(suppressed) AS suppressed,
       (SELECT max(reason) FROM suppressions
        WHERE address_hash IN (SELECT value FROM json_each(?2))) AS kept
     FROM subscribers WHERE address_key = ?1`,
    addressKey,
    JSON.stringify(hashes),
  );

/** Lifts whatever suppresses this address; the next tick plans again what it had cancelled. */
export const liftAddress = (
  addressKey: string,
  hashes: readonly string[],
  now: Instant,
): Statement[] => [
  ...liftAnything(byAddress(addressKey), now),
  statement(
    'DELETE FROM suppressions WHERE address_hash IN (SELECT value FROM json_each(?1))',
    JSON.stringify(hashes),
  ),
];
