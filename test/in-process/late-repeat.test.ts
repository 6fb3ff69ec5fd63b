/** A write whose response was lost is repeated, and the repeat may come late. */
import { expect, it } from 'vitest';
import { createWorld } from '../../scripts/in-process/world.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { settleSignUp, takeSignUp } from '../../src/usecases/sign-up/subscribe.ts';

it('a sign-up that a tick has settled before its repeat brings one confirmation', async () => {
  const world = createWorld({ start: '2027-03-01T08:00:00Z' });
  let lost = false;
  const ports = world.worker({
    database: (inner) => async (statements) => {
      const answers = await inner(statements);
      if (lost || !statements.some(({ sql }) => sql.includes('INTO sign_ups'))) return answers;
      lost = true;
      throw new Error('D1_ERROR: Network connection lost.');
    },
    // The request stalls before it repeats the write.
    async wait() {
      for (const minutes of [2, 4]) await world.tick(world.now + minutes * MINUTE);
    },
  });
  const signUp = {
    address: { send: 'ada@example.com', key: 'ada@example.com' },
    name: '',
    locale: 'en',
    course: ports.courses.all[0]!.id,
    targetDate: null,
    dateKind: 'appointment' as const,
    timeZone: 'UTC',
    sendHour: 8,
  };
  const visitor = { network: '192.0.2.1', consent: { how: 'form', words: '' } } as const;
  const taken = await takeSignUp(ports, signUp, visitor, world.now);
  world.advanceTo(world.now + 20 * MINUTE);
  if ('asked' in taken && taken.asked)
    await settleSignUp(world.ports, taken.asked, () => world.now);
  await world.play(world.now + 5 * MINUTE);
  expect([lost, world.mails({ message: 'confirm' }).length]).toEqual([true, 1]);
  world.close();
});
