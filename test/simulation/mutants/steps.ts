/** Wrong orders: the right steps at the wrong time, or a step missing. */
import { DAY } from '../../../src/domain/time.ts';
import type { Database, Statement } from '../../../src/storage/database.ts';
import { answering, isNamed } from '../../support/in-process/seams.ts';
import { kindOf } from '../statements.ts';
import { changingPorts, type Mutant, rewriting, TRANSIENT_ERROR } from './mutant.ts';

const names = (statements: readonly Statement[]): readonly (string | null)[] =>
  statements.map(({ sql }) => kindOf(sql).name);

/** Delays the writes of a fence until the results are recorded; each row is reported as fenced. */
function delayedFence(inner: Database): Database {
  const unwritten: (readonly Statement[])[] = [];
  return async (statements) => {
    const all = names(statements);
    if (all.includes('fence')) {
      unwritten.push(statements);
      return statements.map(({ values }, index) => ({
        rows: [],
        changes: all[index] === 'fence' ? JSON.parse(String(values[2])).length : 0,
      }));
    }
    if (all.includes('close calls') || all.includes('back off')) {
      for (const fence of unwritten.splice(0)) await inner(fence);
    }
    return inner(statements);
  };
}

const createsQuotaHold = ({ sql, values }: Statement): boolean =>
  kindOf(sql).table === 'holds' && kindOf(sql).verb === 'INSERT INTO' && values[1] === 'quota';

/** Sets the next try of every quota hold to midnight. */
const untilMidnight =
  (inner: Database): Database =>
  (statements) =>
    inner(
      statements.map((one) => {
        if (!createsQuotaHold(one)) return one;
        const now = Number(one.values[4]);
        const midnight = now + DAY - (now % DAY);
        return { ...one, values: [...one.values.slice(0, 5), midnight, midnight] };
      }),
    );

/** Reads the person with this address, with their subscription. */
const readsPerson = ({ sql }: Statement): boolean =>
  sql.includes('WHERE p.address_key = ?1)') && kindOf(sql).name === 'people';

/**
 * Splits saving and dequeuing into two writes; neither checks whether the sign-up is still queued.
 */
const twoWrites =
  (inner: Database): Database =>
  async (statements) => {
    const at = names(statements).indexOf('settle');
    if (at < 1) return inner(statements);
    const saved = await inner(statements.slice(0, at));
    return [...saved, ...(await inner(statements.slice(at)))];
  };

export const STEP_MUTANTS: readonly Mutant[] = [
  {
    name: 'no fence',
    wrong: 'writes the fence after the call',
    mutate: () => changingPorts(({ db }) => ({ db: delayedFence(db) })),
  },
  {
    name: 'oversized flight',
    firstSeed: 6,
    wrong: 'fences more calls than can start at once',
    mutate: () =>
      changingPorts(({ mailer }) => {
        let last: Promise<unknown> = Promise.resolve();
        return {
          mailer: {
            send(call) {
              const before = last;
              const sent = before.then(() => mailer.send(call));
              last = sent;
              return sent;
            },
          },
        };
      }),
  },
  {
    name: 'window ignored',
    wrong: 'sends due emails however late',
    mutate: () => ({
      ...rewriting({ fence: [['AND d.closes_at > ?1', '']] }),
      ...changingPorts(({ db }) => ({
        db: answering(isNamed('look'), (row) => ({ ...row, closes_at: Infinity }))(db),
      })),
    }),
  },
  {
    name: 'quota retried at midnight',
    wrong: 'waits for midnight UTC after a quota rejection',
    mutate: () => changingPorts(({ db }) => ({ db: untilMidnight(db) })),
  },
  {
    name: 'quota reported later',
    firstSeed: 4,
    wrong: 'treats a quota failure event as final',
    mutate: () => rewriting({ 'take back': [['WHERE s.id = d.subscription_id', 'WHERE 0']] }),
  },
  {
    name: 'settled twice',
    wrong: 'saves and dequeues a sign-up in two writes',
    mutate: () => {
      const { database, unused } = rewriting({
        change: [['EXISTS (SELECT 1 FROM sign_ups WHERE id = ?2)', '?2 IS NOT NULL']],
      });
      return { database: (inner) => twoWrites(database!(inner)), unused: unused! };
    },
  },
  {
    name: 'queue survives leaving',
    firstSeed: 4,
    wrong: 'settles a sign-up made before an unsubscribe',
    mutate: () => ({
      ...rewriting({ 'void sign-ups': [['WHERE asked_at <= ?2', 'WHERE asked_at < ?2 - 1e15']] }),
      ...changingPorts(({ db }) => ({
        db: answering(readsPerson, (row) => ({ ...row, left_at: null }))(db),
      })),
    }),
  },
  {
    name: 'leaving not repeated',
    wrong: 'fails an unsubscribe on a transient database error',
    mutate: () => ({
      transientError: (statements) =>
        names(statements).includes('leave') ? 'an unlisted transient error' : TRANSIENT_ERROR,
    }),
  },
];
