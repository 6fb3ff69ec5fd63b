/** How often an address may be sent a confirmation that nobody uses. */
import type { Delivery } from './ledger.ts';
import { DAY, type Instant, MINUTE } from './time.ts';

/** Two in 24 hours, ten minutes apart, three in 90 days; counted anew once one was used. */
export function mayConfirm(
  ledger: readonly Delivery[],
  confirmedAt: Instant | null,
  now: Instant,
  asking: 'confirm' | 'confirm-address' = 'confirm',
): boolean {
  const earlier = ledger
    .filter(({ message, firstCallAt }) => message === asking && firstCallAt !== null)
    .filter(({ firstCallAt }) => confirmedAt === null || firstCallAt! > confirmedAt)
    .map(({ firstCallAt }) => now - firstCallAt!);
  const within = (span: number): number => earlier.filter((age) => age >= 0 && age < span).length;
  return within(10 * MINUTE) === 0 && within(DAY) < 2 && within(90 * DAY) < 3;
}

/** Somebody who is subscribed and signs up again is told so at most once a day. */
export function mayRemind(ledger: readonly Delivery[], now: Instant): boolean {
  return !ledger.some(
    ({ message, state, dueAt, firstCallAt }) =>
      message === 'already-subscribed' &&
      (state === 'scheduled' || (firstCallAt !== null && Math.abs(now - dueAt) < DAY)),
  );
}
