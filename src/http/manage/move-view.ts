/** The effect of a move on each lesson, as shown before saving. */

import { type Carrier, type Delivery, isHanded } from '../../domain/delivery.ts';
import type { MoveEffect } from '../../domain/difference.ts';
import { type PlannedLesson, plan } from '../../domain/plan.ts';
import { type CivilDate, civilDay, type Instant, shift } from '../../domain/time.ts';
import type { Move } from '../../usecases/manage/reschedule.ts';
import { previewMove, type Shown } from '../../usecases/show.ts';
import type { I18n, Words } from '../../words/words.ts';

export type Change = {
  readonly lesson: PlannedLesson['lesson'];
  /** `planned`: it had no day before. `waits`: it loses its day because the date is removed. */
  readonly effect: MoveEffect | 'planned' | 'waits';
  /** When it is currently planned to be sent, and when after the move; null if not sent. */
  readonly before: Instant | null;
  readonly at: Instant | null;
  /** The email that would have its key steps. */
  readonly carrier: Carrier | null;
};

/** The lessons in their new order. Ignores a pause, which a move does not change. */
export function changesOf(shown: Shown, move: Move, now: Instant): readonly Change[] {
  const running = withoutPause(shown, now);
  if (move.targetDate === null) return running.plan.lessons.map(withoutDate);
  return previewMove(running, move, now).map((change) => {
    if (change.effect === 'moves' && change.before === null)
      return { ...change, effect: 'planned' };
    // A rejected lesson was never received.
    const lost = change.effect === 'has' && isRefused(change.lesson.id, shown);
    return lost ? { ...change, effect: 'behind' } : change;
  });
}

const isRefused = (lesson: string, shown: Shown): boolean =>
  lastHanded(lesson, shown)?.state === 'failed';

/** Whether it's unknown that the email with the lesson, or with its key steps, was accepted. */
export function isUnclear({ effect, lesson, carrier }: Change, shown: Shown): boolean {
  if (effect === 'has') return lastHanded(lesson.id, shown)?.state === 'unknown';
  return effect === 'has_steps' && carrier?.unclear === true;
}

const lastHanded = (
  lesson: string,
  { enrolment: { subscription, ledger } }: Shown,
): Delivery | undefined =>
  ledger
    .filter(({ message, round }) => message === lesson && round === subscription.round)
    .filter(({ kind }) => kind === 'lesson')
    .filter(isHanded)
    .sort((a, b) => a.occasion - b.occasion)
    .at(-1);

function withoutPause(shown: Shown, now: Instant): Shown {
  const { enrolment, course } = shown;
  if (enrolment.subscription.status !== 'paused') return shown;
  const subscription = {
    ...enrolment.subscription,
    status: 'active' as const,
    pausedUntil: null,
  };
  return {
    course,
    enrolment: { ...enrolment, subscription },
    plan: plan(course, subscription, enrolment.ledger, now, enrolment.others),
  };
}

function withoutDate({ lesson, status, reason, leavesAt, carrier }: PlannedLesson): Change {
  const change = { lesson, before: null, at: null, carrier };
  if (status === 'sent' || reason === 'read') return { ...change, effect: 'has' };
  if (carrier?.handed) return { ...change, effect: 'has_steps' };
  if (status === 'skipped') return { ...change, effect: 'behind' };
  const isPlanned = status === 'upcoming' || status === 'now';
  return { ...change, effect: 'waits', before: isPlanned ? leavesAt : null };
}

export const isUnchanged = ({ enrolment: { subscription } }: Shown, move: Move): boolean =>
  subscription.targetDate === move.targetDate &&
  subscription.dateKind === move.dateKind &&
  subscription.timeZone === move.timeZone &&
  subscription.sendHour === move.sendHour;

export type Choice = {
  readonly choice: keyof Words['move']['choices'];
  readonly targetDate: CivilDate | 'none';
};

/** The suggested moves, counted from this date, never before tomorrow. */
export function choicesFrom(
  targetDate: CivilDate | null,
  timeZone: string,
  now: Instant,
): readonly Choice[] {
  if (targetDate === null) return [];
  const tomorrow = shift(civilDay(now, timeZone), 'P1D');
  const days = LATER.map(([choice, duration]): Choice => {
    const day = shift(targetDate, duration);
    return day < tomorrow
      ? { choice: 'tomorrow', targetDate: tomorrow }
      : { choice, targetDate: day };
  });
  const known = days.filter(
    ({ targetDate: day }, index) => days.findIndex((one) => one.targetDate === day) === index,
  );
  return [...known, { choice: 'none', targetDate: 'none' }];
}

const LATER = [
  ['week', 'P1W'],
  ['twoWeeks', 'P2W'],
  ['month', 'P1M'],
] as const;

/**
 * Summarizes a move.
 * @example '2 lessons move, 1 is already over, 4 are already with you.'
 */
export function moveInWords(
  changes: readonly Pick<Change, 'effect'>[],
  { words: { move } }: Pick<I18n, 'words'>,
): string {
  const parts = ORDER.map((effect) => ({
    amount: changes.filter((change) => change.effect === effect).length,
    phrase: move.phrases[effect],
  })).filter(({ amount }) => amount > 0);
  if (parts.length === 0) return move.noChange;
  return move.sum(
    parts.map(
      ({ amount, phrase }, index) =>
        `${index === 0 ? move.lessons(amount) : amount} ${phrase(amount)}`,
    ),
  );
}

/** The order in the sentence. */
const ORDER: readonly Change['effect'][] = [
  'moves',
  'planned',
  'now',
  'again',
  'in_catch_up',
  'left_out',
  'stays',
  'waits',
  'behind',
  'has_steps',
  'has',
];
