/** The questions that the course asks: for a date (rule 11), and how it went (rule 8). */
import type { Lesson } from './course.ts';
import { type Delivery, isHanded } from './delivery.ts';
import { lessonState } from './lesson-status.ts';
import type { Notice } from './messages.ts';
import { asks, MESSAGES } from './messages.ts';
import type { Subscription } from './subscription.ts';
import { civilDay, DAY, type Instant, instantAt, shift } from './time.ts';

/** A question stays open for this long after its email is sent. */
export const QUESTION_OPEN = 14 * DAY;

/** When a person without a date is asked for one, counted from the day the date was missing. */
const ASKED_AFTER = ['P1M', 'P2M', 'P4M'] as const;

/** When the last question has closed, an email says that we stop asking. */
const TOLD_AFTER = 'P4M14D';

/** How long after the answer "still waiting" the person is asked again. */
const ASKED_AGAIN_AFTER = 'P14D';

/** "How did it go?" follows the rules of a lesson but is not part of the course. */
const HOW_DID_IT_GO: Lesson = {
  id: 'how-did-it-go',
  title: 'How did it go?',
  offset: 'P2D',
  repeat: 'P1D',
  steps: [],
};

/** Rule 8: asked two days after the date, and once more two weeks after "still waiting". */
export function outcomeQuestions(
  subscription: Subscription,
  ledger: readonly Delivery[],
  now: Instant,
): Notice[] {
  const { targetDate, outcome, outcomeAt, timeZone, sendHour, round } = subscription;
  if (targetDate === null || outcome === 'offer') return [];
  if (outcome === 'waiting') {
    const asked = ledger.filter(
      (row) =>
        isQuestion(row) && row.round === round && isHanded(row) && row.toldDate === targetDate,
    );
    if (asked.length > 1) return [];
    const day = shift(civilDay(outcomeAt!, timeZone), ASKED_AGAIN_AFTER);
    const occasion = Math.max(0, ...asked.map((row) => row.occasion)) + 1;
    return question('how-did-it-go', occasion, instantAt(day, sendHour, timeZone), now);
  }
  const day = shift(targetDate, HOW_DID_IT_GO.offset);
  const dueAt = instantAt(day, sendHour, timeZone);
  const closesAt = dueAt + MESSAGES['how-did-it-go'].window;
  const milestone = { lesson: HOW_DID_IT_GO, day, dueAt, closesAt };
  const reading = lessonState(milestone, subscription, ledger, now);
  return reading.sendFull ? question('how-did-it-go', reading.occasion, dueAt, now) : [];
}

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

const isQuestion = (row: Delivery): boolean => row.message === HOW_DID_IT_GO.id;

function question(
  message: Notice['message'],
  occasion: number,
  dueAt: Instant,
  now: Instant,
): Notice[] {
  const closesAt = dueAt + MESSAGES[message].window;
  return closesAt <= now ? [] : [{ message, occasion, dueAt: Math.max(dueAt, now), closesAt }];
}
