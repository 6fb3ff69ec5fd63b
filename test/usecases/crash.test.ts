import { expect, it } from 'vitest';
import { MINUTE } from '../../src/domain/time.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { killedAt } from '../support/isolated-ports.ts';
import { addDue, ports, states } from '../support/ledger.ts';
import { mailsTo } from '../support/worker.ts';

const NOW = Date.parse('2028-03-13T11:00:00Z');

it.each([
  ['one email', 1],
  ['three single emails', 3],
  ['a batch', 50],
])(
  'killed before or after any step of sending %s, it loses and doubles nothing',
  async (_, count) => {
    for (const when of ['before', 'after'] as const) {
      for (let point = 1; ; point++) {
        const prefix = `k${count}${when}${point}x`;
        await addDue(prefix, count, NOW);
        const { between, death, reached } = killedAt(point, when);
        const dying = ports(between.database, between.mailer);
        await Promise.race([tick(dying, () => NOW), death]);
        // Within the dead run's lease of five minutes, and twice after it.
        for (const minute of [1, 6, 10]) await tick(ports(), () => NOW + minute * MINUTE);
        expect([prefix, await states(prefix)]).toEqual([prefix, { sent: count }]);
        expect((await mailsTo(prefix)).length).toBe(count);
        if (!reached()) break;
      }
    }
  },
  60_000,
);
