import { isOff } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import { noted } from '../../domain/undo.ts';
import type { Ports } from '../ports.ts';
import type { Target } from './load.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

/**
 * "It's off" (rule 8): the countdown ends without an email, and nothing is asked. `ending` is an
 * `Ending` or an outcome that leads to `done`.
 */
export const callOff = (
  ports: Ports,
  target: Target,
  ending: string,
  now: Instant,
): Promise<Changed<'off' | 'left' | 'pending'>> =>
  changeOwn(ports, target, now, 'off', ({ subscription }) => {
    // Submitted twice: the undo must lead back to the countdown.
    if (isOff(subscription) && subscription.outcome === ending) return { done: 'off' };
    return {
      done: 'off',
      next: {
        ...subscription,
        status: 'active',
        pausedUntil: null,
        targetDate: null,
        toldDate: null,
        toldAt: now,
        movedAt: null,
        parkedAt: null,
        outcome: ending,
        outcomeAt: now,
        undo: noted(subscription, 'off', now),
      },
    };
  });
