/** Wrong orders: the right steps at the wrong time, or one of them missing. */
import type { Fence } from '../../../src/usecases/sending/ports.ts';
import { type Mutant, rewriting } from './mutant.ts';

export const STEP_MUTANTS: readonly Mutant[] = [
  {
    name: 'no fence',
    wrong: 'writes nothing before the call, and all of it afterwards',
    mutate: () => ({
      ports(ports) {
        const unwritten: Fence[] = [];
        return {
          ...ports,
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
      },
    }),
  },
  {
    name: 'window ignored',
    wrong: 'sends what is due, however late',
    mutate: () => ({
      ...rewriting(['d.due_at <= ?1 AND d.closes_at > ?1', 'd.due_at <= ?1']),
      ports: (ports) => ({
        ...ports,
        ledger: {
          ...ports.ledger,
          findDue: async (now, limit) =>
            (await ports.ledger.findDue(now, limit)).map((row) => ({
              ...row,
              closesAt: Number.POSITIVE_INFINITY,
            })),
        },
      }),
    }),
  },
];
