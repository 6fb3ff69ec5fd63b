import { expect, it } from 'vitest';
import { MINUTE } from '../../src/domain/time.ts';
import type { Mailer } from '../../src/mail/provider.ts';
import type { Database } from '../../src/storage/database.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { addDue, ports, states } from '../support/ledger.ts';
import { mailsTo } from '../support/worker.ts';

const NOW = Date.parse('2028-03-13T11:00:00Z');

class Killed extends Error {}

/** Ports that are killed at their `point`-th step, before or after it took effect. */
function dyingAt(point: number, when: 'before' | 'after') {
  let step = 0;
  let dead = false;
  const step_ = async <T>(act: () => Promise<T>): Promise<T> => {
    // A killed process runs nothing more.
    if (dead) return new Promise(() => {});
    const dies = ++step === point;
    if (dies && when === 'before') {
      dead = true;
      throw new Killed();
    }
    const result = await act();
    if (dies) {
      dead = true;
      throw new Killed();
    }
    return result;
  };
  const database =
    (inner: Database): Database =>
    (statements) =>
      step_(() => inner(statements));
  const mailer = (inner: Mailer): Mailer => ({ send: (call) => step_(() => inner.send(call)) });
  return { ports: ports(database, mailer), reached: () => step >= point };
}

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
        const dying = dyingAt(point, when);
        const outcome = tick(dying.ports, () => NOW).catch((error) => {
          if (!(error instanceof Killed)) throw error;
        });
        await Promise.race([outcome, new Promise((resolve) => setTimeout(resolve, 300))]);
        for (let minute = 1; minute <= 10; minute++)
          await tick(ports(), () => NOW + minute * MINUTE);
        expect([prefix, await states(prefix)]).toEqual([prefix, { sent: count }]);
        expect((await mailsTo(prefix)).length).toBe(count);
        if (!dying.reached()) break;
      }
    }
  },
  60_000,
);
