/** What becomes of a lesson, in words: the same on every page, in every email, in every tool. */
import { type Lesson, lessonTitle } from '../domain/course.ts';
import type { Carrier, Delivery, ShownLesson } from '../domain/delivery.ts';
import { dayInWords, timeInWords } from '../domain/locale.ts';
import { civilDay, type Instant } from '../domain/time.ts';
import type { I18n, Words } from './words.ts';

export type Reader = {
  readonly i18n: I18n;
  readonly timeZone: string;
  readonly now: Instant;
  /** Nothing is sent before they confirm. */
  readonly unconfirmed: boolean;
  readonly lessons: readonly Lesson[];
};

/** Why a lesson is not sent in full on its day, and where its key steps are; empty if it is. */
export function lessonNote({ why }: Pick<ShownLesson, 'why'>, reader: Reader): string {
  const { words } = reader.i18n;
  switch (why?.kind) {
    case undefined:
      return '';
    case 'at_once':
      return words.plan.comes(whenInWords(reader.now, reader));
    case 'carrier':
      return carrierInWords(why.carrier, reader);
    case 'reason':
      return wordsIn(words.plan.unsent, why.reason) ?? words.plan.notSent;
    case 'pause':
      return why.ends === 'open' ? words.plan.unsent.paused : words.plan.pause[why.ends];
    case 'delivery':
      return deliveryNote(why, words);
  }
}

/** When its email was or will be sent; without one, the day it was meant for. */
export function lessonTime({ at }: Pick<ShownLesson, 'at'>, dueAt: Instant, reader: Place): string {
  const { plan } = reader.i18n.words;
  return at === null ? plan.meantFor(dayOf(dueAt, reader)) : dayAt(at, reader);
}

/** When something of the plan is sent. @example 'as soon as you confirm' */
export const whenInWords = (at: Instant, reader: Omit<Reader, 'lessons'>): string => {
  const { plan } = reader.i18n.words;
  if (at > reader.now) return plan.on(dayAt(at, reader));
  return reader.unconfirmed ? plan.onConfirm : plan.atOnce;
};

function carrierInWords({ message, at, handed, unclear }: Carrier, reader: Reader): string {
  const { steps } = reader.i18n.words.plan;
  const title = lessonTitle(reader.lessons, message) ?? null;
  if (!handed) return steps.come(title, whenInWords(at, reader));
  return (unclear ? steps.mayHaveCome : steps.came)(title, dayOf(at, reader));
}

type Place = Pick<Reader, 'i18n' | 'timeZone'>;

const dayOf = (at: Instant, { i18n, timeZone }: Place): string =>
  dayInWords(civilDay(at, timeZone), i18n.locale);

const dayAt = (at: Instant, reader: Place): string =>
  reader.i18n.words.plan.dayAt(
    dayOf(at, reader),
    timeInWords(at, reader.timeZone, reader.i18n.locale),
  );

/** The status of an email's delivery as text; empty if there is no problem. */
export function deliveryNote(
  { state, reason }: Pick<Delivery, 'state' | 'reason'>,
  { plan }: Words,
): string {
  switch (state) {
    case 'scheduled':
    case 'sent':
      return '';
    case 'sending':
      return plan.sending;
    case 'failed':
      // The provider has many names for a rejection, and they mean nothing to a person.
      return reason === 'cannot_compose' ? plan.unsent.cannot_compose : plan.rejected;
    case 'unknown':
      return plan.unclear;
    case 'skipped':
      return wordsIn(plan.unsent, reason) ?? plan.notSent;
    case 'cancelled':
      return wordsIn(plan.withdrawn, reason) ?? plan.canceled;
  }
}

/** Undefined for a key without words, and for names that every object has. */
export const wordsIn = (
  table: Readonly<Record<string, string>>,
  key: string | null,
): string | undefined => (Object.hasOwn(table, key ?? '') ? table[key ?? ''] : undefined);
