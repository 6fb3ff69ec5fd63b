/** Wrong orders: the right steps at the wrong time, or one of them missing. */
import { DAY, type Instant } from '../../../src/domain/time.ts';
import type { Database, Statement } from '../../../src/storage/database.ts';
import type { Fence } from '../../../src/usecases/sending/ports.ts';
import { kindOf } from '../statements.ts';
import { HICCUP, type Mutant, porting, rewriting } from './mutant.ts';

const names = (statements: readonly Statement[]): readonly (string | null)[] =>
  statements.map(({ sql }) => kindOf(sql).name);

const untilMidnight = (now: Instant): number => DAY - (now % DAY);

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
    mutate: () =>
      porting((ports) => {
        const unwritten: Fence[] = [];
        return {
          ledger: {
            ...ports.ledger,
            async fence(fence) {
              unwritten.push(fence);
              return new Set(fence.calls.flatMap(({ members }) => members.map(({ id }) => id)));
            },
            async record(verdicts) {
              for (const fence of unwritten.splice(0)) await ports.ledger.fence(fence);
              await ports.ledger.record(verdicts);
            },
          },
        };
      }),
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
      ...porting((ports) => ({
        ledger: {
          ...ports.ledger,
          findDue: async (now, limit) =>
            (await ports.ledger.findDue(now, limit)).map((row) => ({ ...row, closesAt: Infinity })),
        },
      })),
    }),
  },
  {
    name: 'quota asked at midnight',
    wrong: 'asks for no quota before the day (UTC) is over',
    mutate: () =>
      porting(({ holds }) => ({
        holds: {
          ...holds,
          hold: (cause, said, now, waitMs) =>
            holds.hold(cause, said, now, cause === 'quota' ? untilMidnight(now) : waitMs),
        },
      })),
  },
  {
    name: 'quota told later',
    wrong: 'takes an event of a used-up quota for the end of the email',
    mutate: () =>
      porting(({ feedback }) => ({
        feedback: {
          ...feedback,
          take: (event, now) => feedback.take({ ...event, cause: null }, now),
        },
      })),
  },
  {
    name: 'settled twice',
    wrong: 'saves a sign-up and removes it from the queue in two writes',
    mutate: () => {
      const { database, unused } = rewriting({
        change: [['EXISTS (SELECT 1 FROM sign_ups WHERE id = ?25)', '?25 IS NOT NULL']],
      });
      return { database: (inner) => twoWrites(database!(inner)), unused: unused! };
    },
  },
  {
    name: 'queue survives leaving',
    wrong: 'settles a sign-up that its person has left since',
    mutate: () => ({
      ...rewriting({ 'void sign-ups': [['WHERE asked_at <= ?2', 'WHERE asked_at < ?2 - 1e15']] }),
      ...porting(({ subscriptions }) => ({
        subscriptions: {
          ...subscriptions,
          async findByAddress(key, course) {
            const known = await subscriptions.findByAddress(key, course);
            const { enrolment } = known;
            if (enrolment === null) return known;
            const subscription = { ...enrolment.subscription, leftAt: null };
            return { ...known, enrolment: { ...enrolment, subscription } };
          },
        },
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
