/** The questions that the course asks: for a date (rule 11), and how it went (rule 8). */
import type { Course, Lesson, Outcome } from './course.ts';
import { type Delivery, isHanded } from './delivery.ts';
import { lessonState } from './lesson-status.ts';
import type { Notice } from './messages.ts';
import { asks, MESSAGES } from './messages.ts';
import type { Subscription } from './subscription.ts';
import { type CivilDate, civilDay, DAY, type Instant, instantAt, shift } from './time.ts';

/** A question stays open for this long after its email is sent. */
export const QUESTION_OPEN = 14 * DAY;

/** When a person without a date is asked for one, counted from the day the date was missing. */
const ASKED_AFTER = ['P1M', 'P2M', 'P4M'] as const;

/** When the last question has closed, an email says that we stop asking. */
const TOLD_AFTER = 'P4M14D';

/** How long after an outcome that leads to `ask_again` the person is asked again. */
const ASKED_AGAIN_AFTER = 'P14D';

/** A question about the date follows the rules of a lesson but is not part of the course. */
const asLesson = (id: DateQuestion): Lesson => ({
  id,
  title: id,
  offset: 'P2D',
  repeat: 'P1D',
  steps: [],
});

const DATE_QUESTIONS = ['how-did-it-go', 'date-now'] as const;
type DateQuestion = (typeof DATE_QUESTIONS)[number];

/**
 * Rule 8: asked two days after the date how it went, or after a goal whether there is a date now;
 * once more two weeks after an outcome that leads to `ask_again`.
 */
export function outcomeQuestions(
  { outcomes }: Pick<Course, 'outcomes'>,
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
): Notice[] {
  const { targetDate, dateKind, outcome, outcomeAt, timeZone, sendHour } = subscription;
  if (targetDate === null || outcomes.length === 0) return [];
  const message: DateQuestion = dateKind === 'goal' ? 'date-now' : 'how-did-it-go';
  // A date that became a goal, or the other way around, is asked about once.
  const asked = ledger.map((row) => (isDateQuestion(row) ? { ...row, message } : row));
  if (outcome !== null) {
    if (leadOf(outcomes, outcome) !== 'ask_again') return [];
    const before = asked.filter((row) => isAboutDate(row, subscription));
    if (before.length > 1) return [];
    const day = shift(civilDay(outcomeAt!, timeZone), ASKED_AGAIN_AFTER);
    const occasion = Math.max(0, ...before.map((row) => row.occasion)) + 1;
    return question(message, occasion, instantAt(day, sendHour, timeZone), now);
  }
  const lesson = asLesson(message);
  const day = shift(targetDate, lesson.offset);
  const dueAt = instantAt(day, sendHour, timeZone);
  const closesAt = dueAt + MESSAGES[message].window;
  const state = lessonState({ lesson, day, dueAt, closesAt }, subscription, asked, now);
  return state.sendFull ? question(message, state.occasion, dueAt, now) : [];
}

/** How often the person was asked about this date. */
export const timesAsked = (subscription: Subscription, ledger: readonly Delivery[]): number =>
  ledger.filter((row) => isAboutDate(row, subscription)).length;

const isAboutDate = (row: Delivery, { round, targetDate }: Subscription): boolean =>
  isDateQuestion(row) && row.round === round && isHanded(row) && row.toldDate === targetDate;

/** What an outcome leads to; `done` if the course no longer has it. */
export const leadOf = (outcomes: readonly Outcome[], outcome: string): Outcome['leadsTo'] =>
  outcomes.find(({ id }) => id === outcome)?.leadsTo ?? 'done';

/**
 * When the person's page begins to ask how it went. On the date before, it is about the day.
 */
export const asksFrom = (
  { askFrom }: Pick<Course, 'askFrom'>,
  { targetDate, timeZone }: { readonly targetDate: CivilDate; readonly timeZone: string },
): Instant => instantAt(targetDate, askFrom, timeZone);

/** Rule 11: without a date, asked after one, two and four months, then told that we stop. */
export function dateQuestions(
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
): Notice[] {
  const { targetDate, parkedAt, timeZone, sendHour, round } = subscription;
  if (targetDate !== null || parkedAt === null) return [];
  const since = civilDay(parkedAt, timeZone);
  const dueAfter = (duration: string): Instant =>
    instantAt(shift(since, duration), sendHour, timeZone);
  const handed = (message: string): Delivery[] =>
    ledger.filter((row) => row.message === message && row.round === round && isHanded(row));
  const used = handed('ask-date');
  const open = ASKED_AFTER.map(dueAfter).filter(
    (dueAt) =>
      !used.some(
        (row) => row.firstCallAt! >= dueAt && row.dueAt < dueAt + MESSAGES['ask-date'].window,
      ),
  );
  const first = Math.max(0, ...used.map((row) => row.occasion)) + 1;
  const toldAt = dueAfter(TOLD_AFTER);
  const told = handed('stop-asking');
  const occasion = Math.max(0, ...told.map((row) => row.occasion)) + 1;
  return [
    ...open.flatMap((dueAt, index) => question('ask-date', first + index, dueAt, now)),
    ...(told.some((row) => row.firstCallAt! >= toldAt)
      ? []
      : question('stop-asking', occasion, toldAt, now)),
  ];
}

/** When the last question of this round was sent; null if there was none. */
export function lastQuestionAt(
  { round }: Pick<Subscription, 'round'>,
  ledger: readonly Delivery[],
): Instant | null {
  const asked = ledger
    .filter((row) => row.round === round && isHanded(row) && asks(row.message))
    .map((row) => row.sentAt ?? row.firstCallAt!);
  return asked.length === 0 ? null : Math.max(...asked);
}

const isDateQuestion = ({ message }: Delivery): boolean =>
  DATE_QUESTIONS.some((one) => one === message);

function question(
  message: Notice['message'],
  occasion: number,
  dueAt: Instant,
  now: Instant,
): Notice[] {
  const closesAt = dueAt + MESSAGES[message].window;
  return closesAt <= now ? [] : [{ message, occasion, dueAt: Math.max(dueAt, now), closesAt }];
}
