/** What people agreed to: asked with the form, confirmed with the button in the email. */
import { addressKeyOf, mailboxOf } from '../domain/address.ts';
import type { Consent } from '../domain/parse/sign-up.ts';
import type { Enrolment, Subscription } from '../domain/subscription.ts';
import { type Hashes, type Statement, statement } from './database.ts';
import { rescheduleAddressNotice } from './deliveries.ts';

/** Stores a sign-up if `token` wrote it; of several unconfirmed ones only the newest is kept. */
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

/**
 * The consent that a change of a subscription records: a new sign-up, a confirmation, or nothing.
 */
export function agreed(
  {
    basis,
    next,
    consent = UNKNOWN,
  }: {
    readonly basis: Enrolment;
    readonly next: Subscription;
    readonly consent?: Consent | undefined;
  },
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
    // Leaving canceled it: otherwise, leaving and signing up again would keep it from being sent.
    rescheduleAddressNotice(next.id, token, next.confirmedAt),
    // They are back by their own choice: imports no longer skip the address.
    statement(
      `DELETE FROM suppressions
       WHERE address_hash IN (SELECT value FROM json_each(?3)) AND ${WRITTEN}`,
      next.id,
      token,
      JSON.stringify(hashesOf(addressKeyOf(basis.address), 'left')),
    ),
    // Confirming resets the limits: they protect people who never asked for these emails.
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
