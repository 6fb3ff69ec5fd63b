/** Stores the outcome of a queued sign-up together with its removal from the queue. */

import type { Consent } from '../domain/parse/sign-up.ts';
import type { Enrolment, Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import { listOf, named, SUBSCRIPTION, valuesOf } from './columns.ts';
import { asked } from './consents.ts';
import { type Hashes, type KeyedDatabase, type Statement, statement } from './database.ts';
import { cancelPlanned, type PlannedRow, upsertPlanned } from './deliveries.ts';
import { levelOf } from './due.ts';
import { isQueued, updateSubscription } from './subscriptions.ts';
import { keptReason } from './suppression.ts';

/** The outcome of a queued sign-up; it is stored in the batch that removes it from the queue. */
export type Settlement = { readonly rows: readonly PlannedRow[] } & (
  | { readonly kind: 'nothing' }
  /** Plans one more email for an active subscription and changes nothing else. */
  | { readonly kind: 'remind'; readonly subscription: Subscription }
  | ({ readonly kind: 'add'; readonly address: string; readonly addressKey: string } & Pending)
  /** Saved only if nothing has changed since `basis` was read. */
  | ({ readonly kind: 'save'; readonly basis: Enrolment } & Pending)
);

type Pending = {
  readonly next: Subscription;
  /** When it is erased if it stays unconfirmed. */
  readonly wakeAt: Instant;
  readonly consent: Consent;
};

/** `void`: the sign-up is no longer in the queue, and nothing was stored. */
export type Settled = 'settled' | 'changed_meanwhile' | 'void';

/**
 * Stores the outcome of a queued sign-up and removes it from the queue: both, or neither. May be
 * repeated: the token tells whether an earlier attempt was committed.
 */
export async function storeSettlement(
  { db, hashesOf }: KeyedDatabase,
  id: string,
  settlement: Settlement,
): Promise<Settled> {
  if (settlement.kind === 'nothing') {
    await db([statement('DELETE FROM sign_ups WHERE id = ?1', id)]);
    return 'settled';
  }
  const token = crypto.randomUUID();
  const subscription = (settlement.kind === 'remind' ? settlement.subscription : settlement.next)
    .id;
  const answers = await db([
    ...writes(settlement, id, token, hashesOf),
    statement(REMOVE, id, subscription, token),
    statement(STANDING, id, subscription, token),
  ]);
  const { stored, queued } = answers.at(-1)!.rows[0];
  if (stored) return 'settled';
  return queued ? 'changed_meanwhile' : 'void';
}

type Stored = Exclude<Settlement, { kind: 'nothing' }>;

/** The first statement that writes the subscription sets the token; the others check it. */
function writes(settlement: Stored, id: string, token: string, hashesOf: Hashes): Statement[] {
  const { rows } = settlement;
  if (settlement.kind === 'remind') {
    const { subscription } = settlement;
    return [
      statement(CLAIM, id, subscription.id, subscription.revision, token),
      ...planned(token, subscription, rows),
    ];
  }
  const { next, consent } = settlement;
  if (settlement.kind === 'add') {
    return [
      ...insertNewcomer(settlement, id, token, hashesOf(settlement.addressKey)),
      ...planned(token, next, rows),
      ...asked(next, token, consent),
    ];
  }
  return [
    updateSubscription(settlement, token, id),
    ...planned(token, next, rows),
    cancelPlanned(next.id, next.revision, token, 'replaced'),
    ...asked(next, token, consent),
  ];
}

const planned = (
  token: string,
  { id, revision }: { readonly id: string; readonly revision: number },
  rows: readonly PlannedRow[],
): Statement[] =>
  upsertPlanned(
    token,
    rows.map((row) => ({ ...row, subscription: id, revision })),
  );

const CLAIM = `
  /* remind */ UPDATE subscriptions SET change_token = ?4
  WHERE id = ?2 AND revision = ?3 AND ${isQueued('?1')}`;

const IS_STORED = 'EXISTS (SELECT 1 FROM subscriptions WHERE id = ?2 AND change_token = ?3)';

const REMOVE = `/* settle */ DELETE FROM sign_ups WHERE id = ?1 AND ${IS_STORED}`;

const STANDING = `SELECT ${IS_STORED} AS stored, ${isQueued('?1')} AS queued`;

/** Of two concurrent requests for one new address, one adds the rows and the other adds nothing. */
function insertNewcomer(
  { next, address, addressKey, wakeAt }: Extract<Settlement, { kind: 'add' }>,
  signUp: string,
  token: string,
  hashes: readonly string[],
): Statement[] {
  return [
    statement(
      `/* add person */ INSERT INTO subscribers (id, address, address_key, created_at, suppressed)
       SELECT ?1, ?2, ?3, ?4, (${keptReason('?6')}) WHERE ${isQueued('?5')}
       ON CONFLICT (address_key) DO NOTHING`,
      next.subscriberId,
      address,
      addressKey,
      next.requestedAt,
      signUp,
      JSON.stringify(hashes),
    ),
    named(ADD, {
      ...valuesOf(SUBSCRIPTION, next),
      wake_at: wakeAt,
      address_key: addressKey,
      token,
      sign_up: signUp,
    }),
  ];
}

/** The subscriber is the one with this address: another request may have added it. */
const NEW = listOf(SUBSCRIPTION, (name) => (name === 'subscriber_id' ? 'p.id' : `:${name}`));

const ADD = `
  /* add subscription */
  INSERT INTO subscriptions (${listOf(SUBSCRIPTION)}, change_token, wake_at, suppressed)
  SELECT ${NEW}, :token, :wake_at, ${levelOf('p.suppressed')}
  FROM subscribers p WHERE p.address_key = :address_key AND ${isQueued(':sign_up')}
  ON CONFLICT (subscriber_id, course) DO NOTHING`;
