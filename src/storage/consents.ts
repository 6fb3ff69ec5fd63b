/** What people agreed to: asked with the form, confirmed with the button of the mail. */
import { mailboxOf } from '../domain/address.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Change } from '../usecases/ports.ts';
import type { Consent } from '../usecases/sign-up/ports.ts';
import { type Statement, statement } from './database.ts';
import type { Hashes } from './erasing.ts';

/** A sign-up, where `token` wrote it; of several that nobody confirmed, the newest stays. */
export const asked = (
  { id, requestedAt }: Subscription,
  token: string,
  { how, words }: Consent,
): Statement[] => [
  statement(
    `DELETE FROM consents WHERE subscription_id = ?1 AND confirmed_at IS NULL AND ${WRITTEN}`,
    id,
    token,
  ),
  statement(
    `INSERT INTO consents (subscription_id, asked_at, asked_how, asked_words)
     SELECT ?1, ?3, ?4, ?5 WHERE ${WRITTEN}
     ON CONFLICT (subscription_id, asked_at) DO NOTHING`,
    id,
    token,
    requestedAt,
    how,
    words,
  ),
];

/** What a change of a subscription says of consent: a new sign-up, a confirmation, or nothing. */
export function agreed(
  { basis, next, consent = UNKNOWN }: Change,
  token: string,
  hashesOf: Hashes,
): Statement[] {
  if (next.status === 'pending') return asked(next, token, consent);
  if (basis.subscription.status !== 'pending') return [];
  return [
    statement(
      `INSERT INTO consents (subscription_id, asked_at, asked_how, asked_words, confirmed_at,
         confirmed_how, confirmed_words)
       SELECT ?1, ?3, 'unknown', '', ?4, ?5, ?6 WHERE ${WRITTEN}
       ON CONFLICT (subscription_id, asked_at) DO UPDATE SET
         confirmed_at = excluded.confirmed_at, confirmed_how = excluded.confirmed_how,
         confirmed_words = excluded.confirmed_words`,
      next.id,
      token,
      next.requestedAt,
      next.confirmedAt,
      consent.how,
      consent.words,
    ),
    // Whoever uses a confirmation is no victim: its limits are counted anew.
    statement(
      `DELETE FROM confirmations
       WHERE mailbox_hash IN (SELECT value FROM json_each(?3)) AND ${WRITTEN}`,
      next.id,
      token,
      JSON.stringify(hashesOf(mailboxOf(basis.address), 'mailbox')),
    ),
  ];
}

const UNKNOWN: Consent = { how: 'unknown', words: '' };

const WRITTEN = 'EXISTS (SELECT 1 FROM subscriptions WHERE id = ?1 AND change_token = ?2)';
