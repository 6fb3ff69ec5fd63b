/** The statements of `npx milepost import`, each for a whole batch of people. */
import type { Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import { listOf, SUBSCRIPTION, valuesOf } from './columns.ts';
import { portions, type Statement, statement } from './database.ts';
import { type PlannedRow, upsertPlanned } from './deliveries.ts';

/** An address that may be here already, and its keyed hashes, as suppressed and as left. */
export type Wanted = { readonly key: string; readonly hashes: readonly string[] };

/** What is known of an address, with the state of each course as `<course> <status>`. */
export type KnownPerson = {
  readonly key: string;
  readonly suppressed: string | null;
  /** JSON. */
  readonly courses: string;
  /** Why a hash is kept of it. */
  readonly kept: string | null;
};

/** Only the addresses of which something is known. */
export const knownAmong = (wanted: readonly Wanted[]): Statement =>
  statement(KNOWN, JSON.stringify(wanted));

const KNOWN = `
  SELECT * FROM (
    SELECT w.value ->> 'key' AS key, p.id, p.suppressed,
      (SELECT json_group_array(course || ' ' || status) FROM subscriptions
       WHERE subscriber_id = p.id) AS courses,
      (SELECT max(reason) FROM suppressions
       WHERE address_hash IN (SELECT h.value FROM json_each(w.value, '$.hashes') h)) AS kept
    FROM json_each(?1) w LEFT JOIN subscribers p ON p.address_key = w.value ->> 'key')
  WHERE id IS NOT NULL OR kept IS NOT NULL`;

/** One imported person with their plan. */
export type NewPerson = {
  readonly address: string;
  readonly addressKey: string;
  readonly subscription: Subscription;
  readonly rows: readonly PlannedRow[];
  readonly wakeAt: Instant;
  readonly consent: ImportedConsent;
};

/** The proof that the file has; without a time, the person is only asked. */
export type ImportedConsent = { readonly source: string; readonly at: Instant | null };

/**
 * Adds people with their plans, in one transaction. Leaves out each one who has signed up for the
 * course meanwhile, or whose address is suppressed.
 */
export function addPeople(people: readonly NewPerson[], token: string, now: Instant): Statement[] {
  const subscriptions = people.map(({ subscription, addressKey, address, wakeAt, consent }) => ({
    ...valuesOf(SUBSCRIPTION, subscription),
    address,
    address_key: addressKey,
    wake_at: wakeAt,
    source: consent.source,
    consent_at: consent.at,
  }));
  const [list, ...more] = portions(subscriptions);
  if (more.length > 0) throw new Error('the batch is too large');
  return [
    statement(ADD_SUBSCRIBERS, list!, now),
    statement(ADD_SUBSCRIPTIONS, list!, token, now),
    ...upsertPlanned(
      token,
      people.flatMap(({ subscription: { id, revision }, rows }) =>
        rows.map((row) => ({ ...row, subscription: id, revision })),
      ),
    ),
    statement(ADD_CONSENTS, list!, token, now),
  ];
}

const ADD_SUBSCRIBERS = `
  INSERT INTO subscribers (id, address, address_key, created_at)
  SELECT value ->> 'subscriber_id', value ->> 'address', value ->> 'address_key', ?2
  FROM json_each(?1) WHERE true
  ON CONFLICT (address_key) DO NOTHING`;

const NEW = listOf(SUBSCRIPTION, (name) =>
  name === 'subscriber_id' ? 'p.id' : `value ->> '${name}'`,
);

/** A person with another course gets both planned together by the next tick. */
const ADD_SUBSCRIPTIONS = `
  /* import */ INSERT INTO subscriptions (${listOf(SUBSCRIPTION)}, change_token, wake_at)
  SELECT ${NEW}, ?2, iif(p.id = value ->> 'subscriber_id', value ->> 'wake_at', ?3)
  FROM json_each(?1) JOIN subscribers p ON p.address_key = value ->> 'address_key'
  WHERE p.suppressed IS NULL
  ON CONFLICT (subscriber_id, course) DO NOTHING`;

const ADD_CONSENTS = `
  INSERT INTO consents (subscription_id, asked_at, asked_how, asked_words, confirmed_at,
    confirmed_how, confirmed_words)
  SELECT s.id, COALESCE(value ->> 'consent_at', ?3), 'import', value ->> 'source',
    value ->> 'consent_at', iif(value ->> 'consent_at' IS NULL, NULL, 'import'),
    iif(value ->> 'consent_at' IS NULL, NULL, '')
  FROM json_each(?1) JOIN subscriptions s ON s.id = value ->> 'id' AND s.change_token = ?2
  WHERE true
  ON CONFLICT (subscription_id, asked_at) DO NOTHING`;

/** The keyed hash of an address that must not be signed up, with the reason. */
export type Stop = readonly [hash: string, reason: 'left' | 'bounced' | 'complained'];

export const keepStops = (stops: readonly Stop[]): Statement =>
  statement(
    `INSERT INTO suppressions (address_hash, reason)
     SELECT value ->> 0, value ->> 1 FROM json_each(?1) WHERE true
     ON CONFLICT (address_hash) DO UPDATE SET reason = excluded.reason
       WHERE excluded.reason = 'complained' AND suppressions.reason <> 'complained'`,
    JSON.stringify(stops),
  );

/** Whether new confirmations wait until the operator releases them. */
export const signUpsHeld = (): Statement =>
  statement("SELECT reason FROM holds WHERE scope = 'sign-ups'");
