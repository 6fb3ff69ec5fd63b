import type { CivilDate, Instant } from '../../domain/time.ts';
import { noted } from '../../domain/undo.ts';
import type { Ports } from '../ports.ts';
import type { Target } from './load.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

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
