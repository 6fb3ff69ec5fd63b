import type { Details } from '../../domain/parse/details.ts';
import type { Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time.ts';
import type { Ports } from '../ports.ts';
import { askAddress } from './ask-address.ts';
import type { Target } from './load.ts';
import { moved } from './reschedule.ts';
import { type Changed, changeOwn } from './update-subscription.ts';

type Done = 'saved' | 'same' | 'check_new_inbox' | 'too_many' | 'left' | 'pending';

/**
 * Changes name, language, zone and hour; a new zone or hour plans every email again that was never
 * sent (rule 4). A new address must be confirmed by email first: until then nothing else is sent to
 * it, and the response does not reveal whether another person has it.
 */
export async function details(
  ports: Ports,
  target: Target,
  wish: Details,
  now: Instant,
): Promise<Changed<Done>> {
  const { address, ...own } = wish;
  const asked = address === null ? null : await askAddress(ports, target, address, now);
  if (asked?.done === 'too_many') return { done: 'too_many', send: [] };
  const saved = await changeOwn<'saved' | 'same'>(ports, target, now, 'replaced', (basis) => {
    const { subscription } = basis;
    if (isSame(subscription, own)) return { done: 'same' };
    const { timeZone, sendHour } = own;
    const clockStays = subscription.timeZone === timeZone && subscription.sendHour === sendHour;
    const onClock = clockStays
      ? subscription
      : moved([], basis, { ...subscription, timeZone, sendHour }, now);
    return { done: 'saved', next: { ...onClock, name: own.name, locale: own.locale } };
  });
  if (asked?.done !== 'asked' || (saved.done !== 'saved' && saved.done !== 'same')) return saved;
  return { done: 'check_new_inbox', send: [...asked.send, ...saved.send] };
}

const isSame = (subscription: Subscription, own: Omit<Details, 'address'>): boolean =>
  subscription.name === own.name &&
  subscription.locale === own.locale &&
  subscription.timeZone === own.timeZone &&
  subscription.sendHour === own.sendHour;
