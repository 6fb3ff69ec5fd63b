/** One person's life with a course, through the use-cases and real D1. */

import { NEXT_MOMENT } from '../../scripts/in-process/play.ts';
import { subscribe } from '../../scripts/in-process/subscribe.ts';
import type { SignUp } from '../../src/domain/parse/sign-up.ts';
import { HOUR, type Instant } from '../../src/domain/time.ts';
import { findEnrolment } from '../../src/storage/enrolments.ts';
import { leaveCourse } from '../../src/storage/leaving.ts';
import { read } from '../../src/usecases/manage/lessons.ts';
import { pause, resume } from '../../src/usecases/manage/pause.ts';
import { answer } from '../../src/usecases/manage/record-outcome.ts';
import { reschedule } from '../../src/usecases/manage/reschedule.ts';
import { undo } from '../../src/usecases/manage/undo.ts';
import type { Ports } from '../../src/usecases/ports.ts';
import { sendNow } from '../../src/usecases/sending/send-now.ts';
import { tick } from '../../src/usecases/sending/tick.ts';
import { confirm } from '../../src/usecases/sign-up/confirm.ts';
import { ports } from './ledger.ts';
import { bindings, mailsTo } from './worker.ts';

type Start = { date: string | null; now: string; hour?: number; zone?: string; course?: string };

/** Signs up and confirms at `now`; by default at hour 7 in New York. */
export async function life(name: string, start: Start, own: Ports = ports()) {
  const email = `${name}@life.example`;
  const course = start.course ?? 'ml-interviews';
  let now = Date.parse(start.now);
  const signUp: SignUp = {
    address: { send: email, key: email },
    course,
    targetDate: start.date,
    dateKind: 'appointment' as const,
    timeZone: start.zone ?? 'America/New_York',
    sendHour: start.hour ?? 7,
    name: '',
    locale: 'en',
  };
  await sendNow(own, await subscribe(own, signUp, now), () => now);
  const row = await bindings.DB.prepare(
    'SELECT s.id FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id WHERE p.address = ?1 AND s.course = ?2',
  )
    .bind(email, course)
    .first<{ id: string }>();
  const id = row!.id;
  const act = async <T extends { send: readonly string[] }>(doing: Promise<T>): Promise<T> => {
    const result = await doing;
    await sendNow(own, result.send, () => now);
    return result;
  };
  await act(confirm(own, id, now));
  return {
    id,
    email,
    /** Sets the time of the next actions. */
    at(text: string) {
      now = Date.parse(text);
      return this;
    },
    move: (targetDate: string | null) =>
      act(
        reschedule(
          own,
          id,
          {
            targetDate,
            dateKind: 'appointment' as const,
            timeZone: signUp.timeZone,
            sendHour: signUp.sendHour,
          },
          now,
        ),
      ),
    undo: () => act(undo(own, id, now)),
    pause: (until: string | null = null) => act(pause(own, id, until, now)),
    resume: () => act(resume(own, id, now)),
    answer: (outcome: string) => act(answer(own, id, outcome, now)),
    read: (lesson: string) => act(read(own, id, lesson, now)),
    subscribe: async (over: Partial<SignUp> = {}) =>
      sendNow(own, await subscribe(own, { ...signUp, ...over }, now), () => now),
    leave: () => leaveCourse(own.db, id, now),
    enrolment: () => findEnrolment(own.db, id),
    /** The accepted emails as `message@local day`, oldest first. */
    async got(): Promise<string[]> {
      const { results } = await bindings.DB.prepare(
        "SELECT id FROM deliveries WHERE subscription_id = ?1 AND state = 'sent'",
      )
        .bind(id)
        .all<{ id: string }>();
      const known = new Set(results.map((own) => own.id));
      const mails = await mailsTo(email);
      return mails
        .map(({ tags }) => tags[0]!.value)
        .filter((tag) => known.has(tag))
        .map(short);
    },
    /** The reasons in the ledger, by message. */
    async reasons(): Promise<Record<string, string>> {
      const { results } = await bindings.DB.prepare(
        "SELECT message, state || '(' || reason || ')' AS why FROM deliveries WHERE subscription_id = ?1 AND reason IS NOT NULL ORDER BY round, occasion",
      )
        .bind(id)
        .all<{ message: string; why: string }>();
      return Object.fromEntries(results.map(({ message, why }) => [message, why]));
    },
  };
}

/** `sub_one-day_1_2` is the second one-day lesson: `one-day#2`. */
const short = (tag: string): string => {
  const [, message, round, occasion] = tag.split('_');
  return `${message}${occasion === '1' ? '' : `#${occasion}`}${round === '1' ? '' : `/${round}`}`;
};

/** Runs the cron at these instants, in this order. */
export async function play(...moments: (string | Instant)[]): Promise<void> {
  for (const moment of moments) {
    const at = typeof moment === 'string' ? Date.parse(moment) : moment;
    await tick(ports(), () => at);
  }
}

/**
 * Runs the cron in steps of an hour, without the hours in which nothing is due: when something is,
 * an hour later, and at least every six hours.
 */
export async function playDays(from: string, to: string): Promise<void> {
  let next = 0;
  for (let at = Date.parse(from); at <= Date.parse(to); ) {
    const isDue = next <= at;
    await play(at);
    next = (await bindings.DB.prepare(NEXT_MOMENT).bind(at).first<number>('at')) ?? Infinity;
    at += isDue ? HOUR : Math.min(6, Math.ceil((next - at) / HOUR)) * HOUR;
  }
}
