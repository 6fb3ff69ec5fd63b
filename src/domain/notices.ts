/** The emails other than lessons that the plan schedules. */
import type { Course, Lesson, Outcome } from './course.ts';
import { type Delivery, isHanded, type Kind } from './delivery.ts';
import { lessonState } from './lesson-status.ts';
import { asks, MESSAGES, type Notice, survivesReplan } from './messages.ts';
import { isOff, type Subscription } from './subscription.ts';
import { type CivilDate, civilDay, DAY, type Instant, instantAt, MINUTE, shift } from './time.ts';
import { isOwedWelcome } from './time-left.ts';

/** The emails of a move wait this long, so that a mistake can be corrected first (rule 6). */
export const MOVE_WAIT = 10 * MINUTE;

/** Every notice that is still to be sent; none to a person whose countdown is off (rule 8). */
export function notices(
  course: Pick<Course, 'outcomes'>,
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
): Notice[] {
  if (isOff(subscription)) return [];
  return [
    ...announced(subscription, ledger, now),
    ...dateMoved(subscription, ledger, now),
    ...outcomeQuestions(course, subscription, ledger, now),
    ...dateQuestions(subscription, ledger, now),
  ];
}

/**
 * The emails of a move wait until ten minutes after the last move. Null when the date is again the
 * one the person was last told: nothing has changed for them.
 */
export function moveHold(subscription: Subscription, ledger: readonly Delivery[]): Instant | null {
  const { movedAt, targetDate } = subscription;
  if (movedAt === null || lastTold(subscription, ledger) === targetDate) return null;
  return movedAt + MOVE_WAIT;
}

/** The target date that the person was last told, in an email or on a page. */
export function lastTold(
  { toldAt, toldDate }: Pick<Subscription, 'toldAt' | 'toldDate'>,
  ledger: readonly Delivery[],
): CivilDate | null {
  const mail = ledger
    .filter((row) => isHanded(row) && TELLING.includes(row.kind))
    .filter((row) => row.firstCallAt! >= (toldAt ?? 0))
    .sort((a, b) => a.firstCallAt! - b.firstCallAt!)
    .at(-1);
  return mail ? mail.toldDate : toldDate;
}

/** An email that the person requested does not announce a date. */
const TELLING: readonly Kind[] = ['lesson', 'notice'];

/** The occasion of a message's next sending in this round; reuses that of a row without a fence. */
export function nextOccasion(message: string, round: number, ledger: readonly Delivery[]): number {
  const used = ledger.filter(
    (row) =>
      row.message === message && row.round === round && row.kind !== 'resent' && isHanded(row),
  );
  return Math.max(0, ...used.map((row) => row.occasion)) + 1;
}

/** Unsent replies to actions of the person. */
function announced({ round }: Subscription, ledger: readonly Delivery[], now: Instant): Notice[] {
  return (
    ledger
      .filter((row) => isOpen(row, now) || isOwedWelcome(row, ledger, now))
      // An undone answer leaves the email of the round that it began.
      .filter((row) => row.round === round)
      .flatMap(({ message, occasion, dueAt, closesAt }) =>
        survivesReplan(message) ? [{ message, occasion, dueAt, closesAt }] : [],
      )
  );
}

const isOpen = ({ state, closesAt }: Delivery, now: Instant): boolean =>
  state === 'scheduled' && closesAt > now;

function dateMoved(
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
): Notice[] {
  const hold = moveHold(subscription, ledger);
  if (hold === null) return [];
  const closesAt = hold + MESSAGES['date-moved'].window;
  if (closesAt <= now) return [];
  const occasion = nextOccasion('date-moved', subscription.round, ledger);
  return [{ message: 'date-moved', occasion, dueAt: hold, closesAt }];
}

// Questions: for a date (rule 11), and how it went (rule 8).

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
