/** Replaces the links to a person's pages and calendars. */

import type { Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import { type Database, type Statement, statement } from './database.ts';
import { cancelQuestions, type OwnedRow, upsertPlanned } from './deliveries.ts';
import { wrote } from './enrolments.ts';
import type { Saved } from './subscriptions.ts';
import { byAddress, type People, personOf } from './suppression.ts';

/**
 * Ends all links of the person, with the open changes of their address, and plans the emails with
 * the new links: all of it, or nothing if the links or a subscription have changed meanwhile.
 */
export async function replaceLinks(
  db: Database,
  { id, subscriberId, linkVersion }: Pick<Subscription, 'id' | 'subscriberId' | 'linkVersion'>,
  emails: readonly OwnedRow[],
  now: Instant,
): Promise<Saved> {
  const token = crypto.randomUUID();
  const read = JSON.stringify(emails.map(({ subscription, revision }) => [subscription, revision]));
  const [replaced] = await db([
    statement(REPLACE, subscriberId, token, id, linkVersion, read),
    ...endAddressChanges(personOf(id, token), now),
    ...upsertPlanned(token, emails),
  ]);
  return replaced!.changes > 0 || (await wrote(db, id, token)) ? 'saved' : 'changed_meanwhile';
}

/**
 * `npx milepost new-links`: the same without an email. An email that is being composed has an old
 * link and does not pass the fence. The first statement returns the person's subscriptions.
 */
export const replaceLinksOf = (addressKey: string, now: Instant): Statement[] => [
  statement(
    `UPDATE subscriptions SET link_version = link_version + 1
     WHERE subscriber_id = (SELECT id FROM subscribers WHERE address_key = ?1) RETURNING id`,
    addressKey,
  ),
  ...endAddressChanges(byAddress(addressKey), now),
];

/**
 * A link in an email to a new address has no version. If it stayed valid, the holder of a forwarded
 * email could ask for an address first and confirm it after the links were replaced.
 */
const endAddressChanges = (people: People, now: Instant): Statement[] => [
  statement(
    `UPDATE address_changes SET settled = 'replaced', settled_at = ?2
     WHERE settled IS NULL AND subscriber_id IN (${people.sql})`,
    people.of,
    now,
  ),
  cancelQuestions(people),
];

const REPLACE = `
  UPDATE subscriptions SET link_version = link_version + 1, change_token = ?2
  WHERE subscriber_id = ?1
    AND EXISTS (SELECT 1 FROM subscriptions WHERE id = ?3 AND link_version = ?4)
    AND NOT EXISTS (SELECT 1 FROM json_each(?5) j LEFT JOIN subscriptions s
      ON s.id = j.value ->> 0 AND s.revision = j.value ->> 1 WHERE s.id IS NULL)`;
