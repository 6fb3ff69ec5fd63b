/** Wrong orders: the right steps at the wrong time, or one of them missing. */
import { DAY } from '../../../src/domain/time.ts';
import type { Database, Statement } from '../../../src/storage/database.ts';
import { answering, isNamed } from '../../support/in-process/seams.ts';
import { kindOf } from '../statements.ts';
import { HICCUP, type Mutant, porting, rewriting } from './mutant.ts';

const names = (statements: readonly Statement[]): readonly (string | null)[] =>
  statements.map(({ sql }) => kindOf(sql).name);

/** All that a fence writes waits until the results are recorded; each row is told that it passed. */
function fencedLate(inner: Database): Database {
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

const holdsAll = ({ sql, values }: Statement): boolean =>
  kindOf(sql).table === 'holds' && kindOf(sql).verb === 'INSERT INTO' && values[1] === 'quota';

/** A hold for a quota has its next try at midnight, whether it is a first or a later one. */
const untilMidnight =
  (inner: Database): Database =>
  (statements) =>
    inner(
      statements.map((one) => {
        if (!holdsAll(one)) return one;
        const now = Number(one.values[4]);
        const midnight = now + DAY - (now % DAY);
        return { ...one, values: [...one.values.slice(0, 5), midnight, midnight] };
      }),
    );

/** The person to whom an address belongs, with their subscription. */
const readsPerson = ({ sql }: Statement): boolean =>
  sql.includes('WHERE p.address_key = ?1)') && kindOf(sql).name === 'people';

/** Saving and removal are two writes, neither of which asks whether the sign-up is queued. */
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
    wrong: 'writes nothing before the call, and all of it afterwards',
    mutate: () => porting(({ db }) => ({ db: fencedLate(db) })),
  },
  {
    name: 'large flight',
    wrong: 'fences more calls than can start, and starts them one after the other',
    mutate: () =>
      porting(({ mailer }) => {
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
    wrong: 'sends what is due, however late',
    mutate: () => ({
      ...rewriting({ fence: [['AND d.closes_at > ?1', '']] }),
      ...porting(({ db }) => ({
        db: answering(isNamed('look'), (row) => ({ ...row, closes_at: Infinity }))(db),
      })),
    }),
  },
  {
    name: 'quota asked at midnight',
    wrong: 'asks for no quota before the day (UTC) is over',
    mutate: () => porting(({ db }) => ({ db: untilMidnight(db) })),
  },
  {
    name: 'quota told later',
    wrong: 'takes an event of a used-up quota for the end of the email',
    mutate: () => rewriting({ 'take back': [['WHERE s.id = d.subscription_id', 'WHERE 0']] }),
  },
  {
    name: 'settled twice',
    wrong: 'saves a sign-up and removes it from the queue in two writes',
    mutate: () => {
      const { database, unused } = rewriting({
        change: [['EXISTS (SELECT 1 FROM sign_ups WHERE id = ?2)', '?2 IS NOT NULL']],
      });
      return { database: (inner) => twoWrites(database!(inner)), unused: unused! };
    },
  },
  {
    name: 'queue survives leaving',
    wrong: 'settles a sign-up that its person has left since',
    mutate: () => ({
      ...rewriting({ 'void sign-ups': [['WHERE asked_at <= ?2', 'WHERE asked_at < ?2 - 1e15']] }),
      ...porting(({ db }) => ({
        db: answering(readsPerson, (row) => ({ ...row, left_at: null }))(db),
      })),
    }),
  },
  {
    name: 'leaving not repeated',
    wrong: 'answers a leaving with an error when the database hiccups',
    mutate: () => ({
      hiccup: (statements) =>
        names(statements).includes('leave') ? 'an unlisted passing error' : HICCUP,
    }),
  },
];
