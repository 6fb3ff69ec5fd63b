/** One person's emails, planned, sent and unsent, each with its reason in words. */
import { brakeOf, describeBrake } from '../../domain/brake.ts';
import { type Course, lessonTitle } from '../../domain/course.ts';
import type { State } from '../../domain/delivery.ts';
import { ALL, describeHold } from '../../domain/hold.ts';
import { isSystemMessage } from '../../domain/messages.ts';
import type { Instant } from '../../domain/time.ts';
import type { CourseHistory, EmailHistory, Sending } from '../../storage/person-history.ts';
import { wordsIn } from '../../words/lesson-words.ts';
import { because, MESSAGES_IN_WORDS, otherwise, rejected } from '../../words/operator.ts';
import { TICK_AGE } from './problems.ts';

export type TimelineEntry = {
  readonly id: string;
  readonly message: string;
  readonly title: string;
  readonly round: number;
  readonly state: State;
  readonly reason: string | null;
  /** When it was or will be sent; of an unsent one, when it was due. */
  readonly at: Instant;
  /** What became of it and why, in sentences. */
  readonly says: string;
};

/** What the sentences need besides the rows. */
export type Telling = {
  readonly course: Course | undefined;
  readonly sending: Sending;
  readonly now: Instant;
  /** An instant in the person's zone and in UTC. */
  readonly when: (at: Instant) => string;
};

/** In order of time. */
export const timelineOf = (
  { emails, subscription }: Pick<CourseHistory, 'emails' | 'subscription'>,
  telling: Telling,
): readonly TimelineEntry[] =>
  emails
    .map((email) => ({
      id: email.id,
      message: email.message,
      title: titleOf(email.message, telling.course),
      round: email.round,
      state: email.state,
      reason: email.reason,
      at: email.sentAt ?? email.firstCallAt ?? email.dueAt,
      says: [fateOf(email, subscription.course, telling), ...additions(email, telling)].join(' '),
    }))
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

export const titleOf = (message: string, course: Course | undefined): string =>
  isSystemMessage(message)
    ? MESSAGES_IN_WORDS[message]
    : (lessonTitle(course?.lessons ?? [], message) ?? message);

function fateOf(email: EmailHistory, course: string, telling: Telling): string {
  const { state, reason } = email;
  switch (state) {
    case 'scheduled':
      return plannedBecause(email, course, telling);
    case 'sending':
      return 'We’re sending it. If the answer is unclear, we try again under the same key for up to 23 hours.';
    case 'sent':
      return afterwards(email, telling);
    case 'failed':
      return wordsIn(because.failed, reason) ?? rejected(reason ?? 'no reason');
    case 'unknown':
    case 'skipped':
    case 'cancelled':
      return wordsIn(because[state], reason) ?? otherwise(state, reason);
  }
}

/** A planned email: its time is ahead, or what it waits for. */
function plannedBecause(
  { dueAt, closesAt, waitsUntil, message }: EmailHistory,
  course: string,
  { sending, now, when }: Telling,
): string {
  if (dueAt > now) return 'Planned.';
  if (closesAt <= now) return 'Its window has closed. The next cron run skips it.';
  if (sending.held !== null) return `It’s due. Sending is stopped: ${sending.held}.`;
  const hold =
    sending.holds.find(({ scope }) => scope === ALL) ??
    sending.holds.find(({ scope }) => scope === `${course}/${message}`);
  if (hold) return `It’s due. ${describeHold(hold)}`;
  const brake = sending.brakes.find(({ scope }) => scope === brakeOf(message));
  if (brake) return `It’s due. ${describeBrake(brake)}`;
  if (waitsUntil !== null && waitsUntil > now) {
    return `It’s due, but it was rejected or couldn’t be composed. We’ll try again at ${when(waitsUntil)}.`;
  }
  const { lastTickAt } = sending;
  if (lastTickAt === null) return 'It’s due, but the cron has never run.';
  return now - lastTickAt > TICK_AGE
    ? `It’s due, but the cron hasn’t run since ${when(lastTickAt)}.`
    : 'It’s due. The next cron run sends it.';
}

/** What the provider said after it had accepted an email. */
function afterwards(
  { deliveredAt, bouncedAt, bounce, complainedAt }: EmailHistory,
  { when }: Telling,
): string {
  const events = [
    deliveredAt !== null && `It was delivered on ${when(deliveredAt)}.`,
    bouncedAt !== null &&
      (bounce === 'hard'
        ? `It bounced permanently on ${when(bouncedAt)}.`
        : `It bounced on ${when(bouncedAt)}, maybe for a while only.`),
    complainedAt !== null && `They marked it as spam on ${when(complainedAt)}.`,
  ].filter((event) => event !== false);
  return events.length > 0
    ? `The provider accepted it. ${events.join(' ')}`
    : 'The provider accepted it, and has reported nothing since.';
}

function additions({ facts, kind, elsewhere }: EmailHistory, { course }: Telling): string[] {
  const carried = (facts.carries ?? []).map((id) => `“${titleOf(id, course)}”`);
  return [
    carried.length > 0 && `It has the key steps of ${carried.join(', ')}.`,
    facts.welcomes === true && 'It’s the welcome, too.',
    kind === 'resent' && 'They asked for it again.',
    elsewhere && 'It goes to another address of theirs.',
  ].filter((sentence) => sentence !== false);
}
