import type { Course } from '../../domain/course.ts';
import { asksFrom } from '../../domain/notices.ts';
import { isOff, type Subscription } from '../../domain/subscription.ts';
import { civilDay, type Instant } from '../../domain/time.ts';

/** Where a countdown stands (rule 8). On the date, until the course asks, the page is for the day. */
export type Phase = 'no_date' | 'off' | 'ahead' | 'day' | 'after';

export function phaseOf(
  course: Pick<Course, 'askFrom'>,
  subscription: Subscription,
  now: Instant,
): Phase {
  const { targetDate, timeZone } = subscription;
  if (targetDate === null) return isOff(subscription) ? 'off' : 'no_date';
  const today = civilDay(now, timeZone);
  if (today !== targetDate) return today < targetDate ? 'ahead' : 'after';
  return now < asksFrom(course, { targetDate, timeZone }) ? 'day' : 'after';
}
