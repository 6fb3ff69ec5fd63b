import { civilDay, type Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';
import type { Target } from './load.ts';
import { moved } from './reschedule.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

/**
 * Undoes the last move, for 24 hours (rule 6). Within ten minutes of the move no email is sent
 * about it.
 */
export const undo = (
  ports: Ports,
  target: Target,
  now: Instant,
): Promise<Changed<'undone' | 'too_late' | 'left' | 'pending'>> =>
  changeOwn(ports, target, now, 'moved', (basis) => {
    const { undo: last } = basis.subscription;
    if (last === null || now > last.until) return { done: 'too_late' };
    const today = civilDay(now, last.timeZone);
    if (last.targetDate !== null && last.targetDate <= today) return { done: 'too_late' };
    const { until: _, ...earlier } = last;
    const { targetDate, timeZone, sendHour } = earlier;
    const back = moved(basis, { targetDate, timeZone, sendHour }, now);
    return { done: 'undone', next: { ...back, parkedAt: earlier.parkedAt, undo: null } };
  });
