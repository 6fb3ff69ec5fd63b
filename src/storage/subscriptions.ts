/** Subscribers and their subscriptions, each saved together with the resulting plan. */
import { addressKeyOf, isBounce } from '../domain/address.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Consent } from '../domain/parse/sign-up.ts';
import type { CancelReason } from '../domain/reasons.ts';
import type { Enrolment, Subscription } from '../domain/subscription.ts';
import type { Instant } from '../domain/time.ts';
import { fieldsOf, listOf, named, SUBSCRIPTION, valuesOf } from './columns.ts';
import { agreed } from './consents.ts';
import {
  ask,
  type Database,
  type Hashes,
  type KeyedDatabase,
  type Statement,
  statement,
} from './database.ts';
import { cancelPlanned, type PlannedRow, upsertPlanned } from './deliveries.ts';
import { enrolmentsOf, selectEnrolments, wrote } from './enrolments.ts';
import { forgetBounced, keptReason, liftBounced, personOf } from './suppression.ts';

export type KnownAddress = {
  readonly subscriberId: string | null;
  readonly suppressed: boolean;
  readonly bounced: boolean;
  readonly enrolment: Enrolment | null;
};

/**
 * A change of a subscription with the resulting plan, saved in one transaction. It is saved only if
 * nothing has changed since `basis` was read.
 */
export type Change = {
  readonly basis: Enrolment;
  readonly next: Subscription;
  /** The rows of the new plan; every other row that has not been fenced is canceled. */
  readonly rows: readonly PlannedRow[];
  readonly cancelReason: CancelReason;
  /** When the subscription is next processed without a request. */
  readonly wakeAt: Instant;
  /** What the person agreed to with this change, if anything. */
  readonly consent?: Consent | undefined;
  /** When the person showed that emails reach them: earlier bounces no longer count. */
  readonly reachedAt?: Instant | undefined;
};

export type Saved = 'saved' | 'changed_meanwhile';

/** By the address's key: the person, and their subscription to this course, if any. */
export async function findByAddress(
  { db, hashesOf }: KeyedDatabase,
  addressKey: string,
  course: string,
): Promise<KnownAddress> {
  const [known, forgotten, people, ledger, others] = await db([
    statement('SELECT id, suppressed FROM subscribers WHERE address_key = ?1', addressKey),
    statement(keptReason('?1'), JSON.stringify(hashesOf(addressKey))),
    ...selectEnrolments(BY_ADDRESS, addressKey, course),
  ]);
  const subscriber = known!.rows[0];
  // A subscriber's row is newer than the hash kept after an erasure of the same address.
  const reason: string | null = subscriber ? subscriber.suppressed : forgotten!.rows[0].reason;
  return {
    subscriberId: subscriber?.id ?? null,
    suppressed: reason !== null,
    bounced: isBounce(reason),
    enrolment: enrolmentsOf(people!.rows, ledger!.rows, others!.rows)[0] ?? null,
  } satisfies KnownAddress;
}

/** Saves a change with its plan, unless something changed since its basis was read. */
export async function saveChange({ db, hashesOf }: KeyedDatabase, change: Change): Promise<Saved> {
  const token = crypto.randomUUID();
  const { id, revision } = change.next;
  const [updated] = await db([
    updateSubscription(change, token),
    ...reached(change, token, hashesOf),
    ...upsertPlanned(
      token,
      change.rows.map((row) => ({ ...row, subscription: id, revision })),
    ),
    cancelPlanned(id, revision, token, change.cancelReason),
    ...agreed(change, token, hashesOf),
  ]);
  if (updated!.changes === 1 || (await wrote(db, id, token))) return 'saved';
  return 'changed_meanwhile';
}

/**
 * Plans one more email and changes nothing else, unless the subscription has changed meanwhile.
 */
export async function planOneEmail(
  db: Database,
  { id, revision }: Pick<Subscription, 'id' | 'revision'>,
  row: PlannedRow,
): Promise<Saved> {
  const [planned] = await db(upsertPlanned(null, [{ ...row, subscription: id, revision }]));
  if (planned!.changes === 1) return 'saved';
  // A retry changes nothing if a tick has fenced the row since.
  const [there] = await ask(db, 'SELECT 1 FROM deliveries WHERE id = ?1', row.id);
  return there === undefined ? 'changed_meanwhile' : 'saved';
}

const BY_ADDRESS = `(
  SELECT s.id AS value FROM subscribers p
  JOIN subscriptions s ON s.subscriber_id = p.id AND s.course = ?2
  WHERE p.address_key = ?1)`;

/** Lifts a bounce suppression before the plan is written, so that its emails may be scheduled. */
function reached({ basis, next, reachedAt }: Change, token: string, hashesOf: Hashes): Statement[] {
  if (reachedAt === undefined || !basis.bounced) return [];
  const person = personOf(next.id, token);
  return [
    ...liftBounced(person, reachedAt, reachedAt),
    forgetBounced(hashesOf(addressKeyOf(basis.address)), person),
  ];
}

/**
 * Changes nothing if another change came first, if an email was fenced or its result recorded since
 * the read, or if `signUp` is given and has left the queue.
 */
export function updateSubscription(
  { basis, next, wakeAt }: Pick<Change, 'basis' | 'next' | 'wakeAt'>,
  token: string,
  signUp: string | null = null,
): Statement {
  return named(UPDATE, {
    id: next.id,
    sign_up: signUp,
    basis: basis.subscription.revision,
    fenced: fencedIn(basis.ledger),
    token,
    wake_at: wakeAt,
    ...valuesOf(SUBSCRIPTION, next),
  });
}

/** Not its identity, nor the version of its links, which has a statement of its own. */
const CHANGING = fieldsOf(SUBSCRIPTION, ['id', 'subscriberId', 'course', 'linkVersion']);
const CHANGES = listOf(SUBSCRIPTION, (name) => `${name} = :${name}`, CHANGING);

/** The sign-up with this id is queued. */
export const isQueued = (parameter: string): string =>
  `EXISTS (SELECT 1 FROM sign_ups WHERE id = ${parameter})`;

const UPDATE = `
  /* change */ UPDATE subscriptions
  SET ${CHANGES},
    change_token = :token, wake_at = :wake_at
  WHERE id = :id AND revision = :basis
    AND (SELECT group_concat(id || ' ' || state, ' ' ORDER BY id) FROM deliveries
         WHERE subscription_id = :id AND first_call_at IS NOT NULL) IS :fenced
    AND (:sign_up IS NULL OR ${isQueued(':sign_up')})`;

/** The ids and states of the fenced emails, in the format of the guard's `group_concat`. */
function fencedIn(ledger: readonly Delivery[]): string | null {
  const fenced = ledger.filter(({ firstCallAt }) => firstCallAt !== null);
  const named = fenced.map(({ id, state }) => `${id} ${state}`);
  return named.length === 0 ? null : named.sort().join(' ');
}
