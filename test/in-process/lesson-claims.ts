/**
 * Parses what every page, email and feed says of a lesson into claims to compare with what was
 * sent.
 */

import type { Sent } from '../../scripts/in-process/fake-fetch.ts';
import type { CompiledCourse } from '../../src/course/compiled.ts';
import type { Lesson } from '../../src/domain/course.ts';
import { dayInWords, timeInWords } from '../../src/domain/locale.ts';
import { resumesAt } from '../../src/domain/retention.ts';
import { civilDay, type Instant, MINUTE } from '../../src/domain/time.ts';
import { writeFeed } from '../../src/http/calendar/feed.ts';
import type { Change } from '../../src/http/manage/move-view.ts';
import { planInWords } from '../../src/http/timeline/preview.tsx';
import { type Entry, timeline } from '../../src/http/timeline/timeline-view.ts';
import { previewPlan, type Shown } from '../../src/usecases/show.ts';
import { i18nFor } from '../../src/words/words.ts';

/** Parsed in English only. */
export const EN = i18nFor('en');

export type Claim = {
  readonly by: string;
  readonly at: Instant;
  readonly lesson: string;
  readonly says: /** A full email at this time, as text; null: at once. */
    | { readonly kind: 'full'; readonly when: string | null }
    /** The key steps are in the email of this message; `day` if they were sent. */
    | { readonly kind: 'steps'; readonly message: string; readonly when: string | null }
    | { readonly kind: 'steps_sent'; readonly message: string; readonly day: string }
    | { readonly kind: 'on_day'; readonly day: string }
    | { readonly kind: 'left_out' }
    | { readonly kind: 'sent' };
};

export type Wish = {
  readonly targetDate: string;
  readonly timeZone: string;
  readonly sendHour: number;
};

type Says = Claim['says'];

/** The claim of a page's entry or an email's line; null if it makes no testable claim. */
function sayingOf(course: CompiledCourse, label: string, when: string, note: string): Says | null {
  const messageOf = (title: string | undefined): string =>
    title === undefined ? 'catch-up' : idOf(course, title);
  const steps =
    /^We’ll send its key steps in (?:one email|“(.+?)”)( right away| as soon as you confirm| on (.+))\.$/.exec(
      note,
    );
  if (steps) return { kind: 'steps', message: messageOf(steps[1]), when: steps[3] ?? null };
  const sent = /^Its key steps are in (?:one email|“(.+?)”), (?:probably )?sent on (.+)\.$/.exec(
    note,
  );
  if (sent) return { kind: 'steps_sent', message: messageOf(sent[1]), day: sent[2]! };
  if (note === 'Too late to help now: skip it.') return { kind: 'left_out' };
  if (/^We’ll send it( right away| as soon as you confirm)\.$/.test(note))
    return { kind: 'full', when: null };
  if (label === 'Sent' && note === '') return { kind: 'sent' };
  if (label === 'Planned' || label === 'Sending soon') return { kind: 'full', when };
  if (KNOWN.has(note)) return null;
  throw new Error(`cannot be checked: ${label} · ${when} · ${note}`);
}

/** Texts about a person's own choice, or about a pause that may end at any time. */
const KNOWN: ReadonlySet<string> = new Set([
  EN.words.plan.unsent.read,
  EN.words.plan.unsent.paused,
  ...Object.values(EN.words.plan.pause),
]);

const idOf = ({ lessons }: CompiledCourse, title: string): string => {
  const found = lessons.find((lesson) => lesson.title === title);
  if (!found) throw new Error(`no lesson is called ${title}`);
  return found.id;
};

const claims = (
  by: string,
  at: Instant,
  said: readonly { readonly lesson: string; readonly says: Says | null }[],
): Claim[] => said.flatMap(({ lesson, says }) => (says ? [{ by, at, lesson, says }] : []));

const entries = (course: CompiledCourse, all: readonly Entry[]) =>
  all.map(({ lesson, label, when, note }) => ({
    lesson,
    says: sayingOf(course, label, when, note),
  }));

/** The plan before sign-up: the page, its JSON and its summary. */
export function previewClaims(course: CompiledCourse, wish: Wish, now: Instant): Claim[] {
  const lessons = previewPlan(course, { ...wish, dateKind: 'appointment' }, now);
  const { timeZone } = wish;
  const view = { course: course.id, timeZone, i18n: EN, unconfirmed: true };
  const { behind, ahead } = timeline(lessons, now, view);
  const json = lessons.map(({ lesson, status, carrier }): { lesson: string; says: Says | null } => {
    const says: Says | null =
      status === 'left_out'
        ? { kind: 'left_out' }
        : carrier
          ? {
              kind: 'steps',
              message: carrier.message,
              when: momentInWords(carrier.at, timeZone, now),
            }
          : null;
    return { lesson: lesson.id, says };
  });
  const words = planInWords(lessons, now, timeZone, EN);
  return [
    ...claims('preview', now, entries(course, [...behind, ...ahead])),
    ...claims('json', now, json),
    ...claims(
      'summary',
      now,
      summaryOf(
        course,
        words,
        lessons.map(({ lesson }) => lesson),
      ),
    ),
  ];
}

/** Null for now, as in "as soon as you confirm". */
const momentInWords = (at: Instant, timeZone: string, now: Instant): string | null =>
  at <= now ? null : dayAt(at, timeZone);

/** The format of times in pages and emails. */
export const dayAt = (at: Instant, timeZone: string): string =>
  `${dayInWords(civilDay(at, timeZone), 'en')}, ${timeInWords(at, timeZone, 'en')}`;

/** Counts only: the order of lessons determines which ones are meant. */
function summaryOf(course: CompiledCourse, words: string, lessons: readonly Lesson[]) {
  const told =
    /You’ll get (?:one email|(“.+?”))(?: as soon as you confirm| on (.+?[AP]M)|,| with)/.exec(
      words,
    );
  const when = told?.[2] ?? null;
  const titles = [...(told?.[1] ?? '').matchAll(/“(.+?)”/g)].map(([, title]) =>
    idOf(course, title!),
  );
  const late = amountOf(/(\w+) earlier lessons? would come too late/.exec(words)?.[1]);
  const steps = amountOf(/key steps of (\w+) earlier/.exec(words)?.[1]);
  const ahead = amountOf(
    /(?:Then |^|\. )(\w+) lessons?, (?:each )?on its own day/.exec(words)?.[1],
  );
  if (late + steps + ahead + titles.length !== lessons.length) {
    throw new Error(`a lesson is missing in: ${words}`);
  }
  return titles.map((lesson) => ({ lesson, says: { kind: 'full', when } as const }));
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four'];
const amountOf = (word: string | undefined): number =>
  word === undefined ? 0 : NUMBERS.indexOf(word.toLowerCase());

/** The person's page and their calendar. */
export function ownClaims(shown: Shown, course: CompiledCourse, now: Instant): Claim[] {
  const { subscription, ledger, suppressed } = shown.enrolment;
  const { round, timeZone, status } = subscription;
  const { behind, ahead } = timeline(shown.plan.lessons, now, {
    course: course.id,
    timeZone,
    i18n: EN,
    ledger: ledger.filter((row) => row.round === round),
    unconfirmed: status === 'pending',
    suppressed,
    pauseEnds: resumesAt(subscription),
  });
  return [
    ...claims('page', now, entries(course, [...behind, ...ahead])),
    ...calendarClaims(shown, course, now),
  ];
}

function calendarClaims({ enrolment }: Shown, course: CompiledCourse, now: Instant): Claim[] {
  const { timeZone } = enrolment.subscription;
  const feed = writeFeed({
    ...{ course, enrolment, now, i18n: EN },
    baseUrl: 'https://milepost.test',
    withCancelled: false,
  }).replace(/\r\n /g, '');
  const events = feed.split('BEGIN:VEVENT').slice(1);
  return events.flatMap((event): Claim[] => {
    const summary = /SUMMARY:(.*)\r/.exec(event)![1]!.replace(/\\([,;])/g, '$1');
    const starts = /DTSTART:(\d{8}T\d{6})Z/.exec(event)?.[1];
    // The date itself is an all-day event.
    if (starts === undefined) return [];
    const iso = starts.replace(/(....)(..)(..)T(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z');
    const at = Date.parse(iso);
    const lesson = idOf(course, summary);
    const says: Says =
      at <= now - 2 * MINUTE ? { kind: 'sent' } : { kind: 'full', when: dayAt(at, timeZone) };
    return [{ by: 'calendar', at: now, lesson, says }];
  });
}

/** The preview of a move, whose emails wait for ten minutes. */
export function moveClaims(
  changes: readonly Change[],
  course: CompiledCourse,
  timeZone: string,
  now: Instant,
): Claim[] {
  const said = changes.map(({ lesson, effect, at, carrier }) => {
    const says: Says | null =
      effect === 'left_out'
        ? { kind: 'left_out' }
        : effect === 'in_catch_up'
          ? { kind: 'steps', message: carrier!.message, when: dayAt(carrier!.at, timeZone) }
          : effect === 'has'
            ? null
            : at === null
              ? null
              : { kind: 'full', when: dayAt(at, timeZone) };
    return { lesson: lesson.id, says };
  });
  return claims('move preview', now, said).filter(({ lesson }) =>
    course.lessons.some(({ id }) => id === lesson),
  );
}

/** What an email says of lessons: its plan, the lessons that are too late, the next one. */
export function emailClaims(mail: Sent, course: CompiledCourse): Claim[] {
  const by = mail.delivery.split('_')[1]!;
  const text = mail.text.replace(/<https?:[^>]*>/g, '').replace(/\s+/g, ' ');
  const late = course.lessons.filter(({ title }) =>
    text.includes(`Too late to help now: skip ${title}`),
  );
  const next =
    /Your next lesson is "(.+?)"\. (?:It comes|We'll send it) on (\w+, \w+ \d+, \d+)\./.exec(text);
  return [
    ...claims(by, mail.at, planLines(mail.text, course)),
    ...claims(
      by,
      mail.at,
      late.map(({ id }) => ({ lesson: id, says: { kind: 'left_out' } })),
    ),
    ...(next
      ? claims(by, mail.at, [
          { lesson: idOf(course, next[1]!), says: { kind: 'on_day', day: next[2]! } },
        ])
      : []),
  ];
}

/** "- when", then the title and optionally a note, each on a separate line. */
function planLines(text: string, course: CompiledCourse) {
  const items = text.matchAll(/^- (.+)\n {2}(.+)\n(?: {2}(.+)\n)?/gm);
  return [...items].flatMap(([, when, title, note = '']) => {
    const lesson = course.lessons.find((one) => one.title === title);
    if (!lesson) return [];
    const label = note === '' ? 'Planned' : note === 'Sent' ? 'Sent' : '';
    const says = sayingOf(course, label, when!, note === 'Sent' ? '' : note);
    return [{ lesson: lesson.id, says }];
  });
}
