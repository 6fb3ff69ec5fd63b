/** A person's timeline entries, from rows written by hand. */
import { type Delivery, deliveryId } from '../../src/domain/delivery.ts';
import { plan } from '../../src/domain/plan.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { DAY } from '../../src/domain/time.ts';
import { type Entry, timeline, type View } from '../../src/http/timeline/timeline-view.ts';
import { i18nFor } from '../../src/words/words.ts';
import { COURSE, sent, subscription } from './people.ts';

export const at = (text: string): number => Date.parse(text);

/** A row that was never called. */
export const row = (message: string, over: Partial<Delivery>): Delivery => ({
  ...sent(message, 0),
  id: deliveryId('sub1', message, 1, 1),
  state: 'scheduled',
  dueAt: at('2028-01-01T12:00Z'),
  closesAt: at('2028-01-01T12:00Z') + DAY,
  firstCallAt: null,
  sentAt: null,
  ...over,
});

/** The text of one lesson's entry. */
export function mark(
  lesson: string,
  now: string,
  ledger: readonly Delivery[],
  own: Partial<Subscription> = {},
  view: Partial<View> = {},
): Entry {
  const person = subscription(own);
  const { lessons } = plan(COURSE, person, ledger, at(now));
  const { timeZone, locale } = person;
  const { behind, ahead } = timeline(lessons, at(now), {
    course: COURSE.id,
    timeZone,
    i18n: i18nFor(locale),
    ledger,
    unconfirmed: false,
    ...view,
  });
  return [...behind, ...ahead].find((one) => one.lesson === lesson)!;
}

/** Two lessons in the past, two ahead. */
export const LATE = '2028-01-10T15:00Z';
