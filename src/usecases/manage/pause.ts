import type { Subscription } from '../../domain/subscription.ts';
import type { CivilDate, Instant } from '../../domain/time.ts';
import { noted, withoutPause } from '../../domain/undo.ts';
import type { Ports } from '../ports.ts';
import type { Target } from '../show.ts';
import { type Changed, change, changeOwn } from './update-subscription.ts';

/**
 * Pauses the lessons until a day, or indefinitely with null; the target date stays (rule 7).
 * Pausing again changes the day.
 */
export const pause = (
  ports: Ports,
  target: Target,
  until: CivilDate | null,
  now: Instant,
): Promise<Changed<'paused' | 'left' | 'pending'>> =>
  changeOwn(ports, target, now, 'paused', ({ subscription }) => ({
    done: 'paused',
    next: {
      ...subscription,
      status: 'paused',
      pausedUntil: until,
      undo: noted(subscription, 'paused', now),
    },
  }));

/**
 * Ends a pause. Lessons whose window is open are sent; earlier ones go into the catch-up (rule 7).
 */
export const resume = (
  ports: Ports,
  target: Target,
  now: Instant,
): Promise<Changed<'resumed' | 'not_paused'>> =>
  change(ports, target, now, 'resumed', ({ subscription }) =>
    subscription.status === 'paused'
      ? { done: 'resumed', next: resumed(subscription) }
      : { done: 'not_paused' },
  );

export const resumed = (subscription: Subscription): Subscription => ({
  ...subscription,
  status: 'active',
  pausedUntil: null,
  undo: withoutPause(subscription),
});
