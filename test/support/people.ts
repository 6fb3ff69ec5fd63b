import type { Course } from '../../src/domain/course.ts';
import { type Delivery, deliveryId } from '../../src/domain/delivery.ts';
import { type Subscription, UNTOUCHED } from '../../src/domain/subscription.ts';
import { DAY } from '../../src/domain/time.ts';

/** The four lessons of the first course, without their texts. */
export const COURSE: Course = {
  id: 'ml-interviews',
  title: 'Machine Learning Interviews',
  yourTarget: 'your interview',
  sendHour: 8,
  forgetAfter: 'P90D',
  outcomes: [
    { id: 'offer', label: 'I have an offer', leadsTo: 'done' },
    { id: 'waiting', label: 'Still waiting', leadsTo: 'ask_again' },
    { id: 'not_this_time', label: 'Not this time', leadsTo: 'next_round' },
  ],
  askFrom: 18,
  lessons: [
    lesson('one-year', '-P1Y'),
    lesson('three-months', '-P3M'),
    { ...lesson('one-week', '-P1W'), repeat: 'P1W' },
    { ...lesson('one-day', '-P1D'), repeat: 'P1D' },
  ],
};

/** A lesson with one step, which is always essential. */
export function lesson(id: string, offset: string): Course['lessons'][number] {
  return {
    id,
    title: id,
    offset,
    steps: [{ id: 'do', text: 'Do it.', essential: { short: 'Do.' } }],
  };
}

/** An active subscription in New York at seven; each test changes one field. */
export const subscription = (over: Partial<Subscription> = {}): Subscription => ({
  ...UNTOUCHED,
  id: 'sub1',
  subscriberId: 'person1',
  course: COURSE.id,
  status: 'active',
  targetDate: '2028-03-20',
  timeZone: 'America/New_York',
  sendHour: 7,
  name: '',
  locale: 'en',
  revision: 1,
  toldDate: over.targetDate === undefined ? '2028-03-20' : over.targetDate,
  toldAt: 0,
  requestedAt: 0,
  confirmedAt: 0,
  ...over,
});

/** A lesson that was accepted at `sentAt`. */
export function sent(message: string, sentAt: number, over: Partial<Delivery> = {}): Delivery {
  const { round = 1, occasion = 1 } = over;
  return {
    id: deliveryId('sub1', message, round, occasion),
    message,
    kind: 'lesson',
    round,
    occasion,
    state: 'sent',
    reason: null,
    dueAt: sentAt,
    closesAt: sentAt + DAY,
    firstCallAt: sentAt,
    sentAt,
    deliveredAt: null,
    bouncedAt: null,
    complainedAt: null,
    facts: {},
    toldDate: '2028-03-20',
    ...over,
  };
}
