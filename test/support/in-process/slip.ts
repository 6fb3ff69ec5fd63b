/** Rule 6: back within ten minutes, plan and mails are as they were. */
import { MINUTE } from '../../../src/domain/time.ts';
import { type Act, fieldsOf, isAhead, isIn, type Person } from './acts.ts';
import { afterMove, afterUndo } from './aftermath.ts';
import type { World } from './world.ts';

/** The second half of a slip, to be made while the person still stands where they were. */
export function slip(world: World, { id, standing: was, address }: Person, how: string): Act {
  const before = scheduled(world, id!);
  const mails = world.mails({ to: address }).length;
  // What could not wait, or waited for an earlier move, is no longer as it was.
  const restless = before.some(
    ({ message, at }) => message === 'date-moved' || at < world.now + 11 * MINUTE,
  );
  const byUndo = how === 'undoes it';
  return {
    name: how,
    weight: 1,
    fits: (person, there) =>
      isIn(person) && isAhead(was, there) && (!byUndo || person.standing.undo !== null),
    async play(there, person) {
      if (byUndo) await there.undo(id!);
      else await there.reschedule(id!, fieldsOf(was));
      const { standing } = person;
      return byUndo ? afterUndo(standing) : afterMove(standing, was, there.now);
    },
    check(there) {
      if (restless || there.mails({ to: address }).length > mails) return null;
      const [then, now] = [before, scheduled(there, id!)].map((rows) => JSON.stringify(rows));
      return then === now ? null : `a slip changed the plan from ${then} to ${now}`;
    },
  };
}

const scheduled = (world: World, id: string) =>
  world.rows<{ message: string; at: number }>(
    `SELECT message, occasion, due_at AS at, closes_at FROM deliveries
     WHERE subscription_id = ?1 AND state = 'scheduled' ORDER BY message, occasion`,
    id,
  );
