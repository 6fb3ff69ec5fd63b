import { z } from 'zod';
import { LEADS } from '../../src/domain/course.ts';
import { isEnding } from '../../src/domain/subscription.ts';
import { isOffset } from '../../src/domain/time.ts';
import { LANGUAGES } from '../../src/words/words.ts';
import { parseEssential } from './duration.ts';
import { day, duration, id, ids, line, text } from './fields.ts';
import { toPlain } from './markdown.ts';

/** Where a text comes from and when it was last read through: kept by courses that want to. */
const bookkeeping = { sources: ids, covers: ids, reviewed: day.optional() };

const link = z
  .strictObject({
    label: line,
    url: z.url({ protocol: /^https?$/, error: "isn't a web address; begin with https://" }),
    status: z.enum(['live', 'moved', 'dead', 'unknown']),
    /** The day on which a person opened the link. */
    checked: day.optional(),
    note: text.optional(),
  })
  .refine(({ status, checked }) => checked || !['live', 'moved'].includes(status), {
    path: ['status'],
    error: 'needs `checked`: the day you opened the link; without one, write unknown',
  })
  .refine(({ status, checked }) => !checked || status !== 'unknown', {
    path: ['checked'],
    error: 'says when you opened the link; write what you saw as `status`: live, moved or dead',
  });

const step = z
  .strictObject({
    id,
    text,
    essential: z
      .string()
      .refine(
        (value) => parseEssential(value) !== undefined,
        'isn\'t understood; write always, ">=P6W", "<P6W" or ">=P1W <P6W"',
      )
      .optional(),
    short: line.max(90, 'is over 90 characters; a catch-up needs it shorter').optional(),
    /** When it is to be done, as a distance from the date. */
    by: z
      .string()
      .refine(isOffset, "isn't a signed ISO 8601 duration; write -P9M for nine months before")
      .optional(),
    /** How long it takes; emails add them up. */
    hours: z
      .int("isn't a whole number of hours")
      .min(1, 'is under an hour; leave it out')
      .optional(),
  })
  .refine((step) => !step.essential || step.short, {
    path: ['essential'],
    error: 'needs `short`: the wording of at most 90 characters for the catch-up',
  });

/** Part of a slot's name in emails, hence no hyphens. */
const outcomeId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'use small letters, digits and _, as in "not_this_time"')
  .refine((value) => !isEnding(value), 'is reserved for countdowns that were called off');
const outcomeWords = {
  id: outcomeId,
  label: line.max(40, "is over 40 characters; it's the label of a button"),
  reply: text.optional(),
};

/**
 * What the date is called: as a title ("Interview"), and as the subject of a sentence, with its
 * possessive ("your interview"). The interface needs no other form, in any language.
 */
const target = z.preprocess(
  (value) => (typeof value === 'string' ? { name: value } : value),
  z.strictObject({ name: line, your: line.optional() }),
);

/** Words of the interface that a course may say in its own way. */
const ownWords = z
  .strictObject({
    /** On the person's page on the day itself. */
    good_luck: line.max(60, "is over 60 characters; it's a heading").optional(),
    /** The checkbox for a date that is a goal (rule 8). */
    goal: line.optional(),
    /** What the course page promises below the sample lesson. */
    promises: z
      .array(z.strictObject({ title: line, text }))
      .min(1)
      .optional(),
  })
  .default({});

export const courseSchema = z.strictObject({
  id,
  title: line,
  tagline: line,
  description: text,
  target,
  words: ownWords,
  /** BCP 47: the language that the course is written in. */
  language: z
    .string()
    .refine(
      (tag) => LANGUAGES.some((language) => language === tag),
      `isn't a language of the interface; choose one of ${LANGUAGES.join(', ')}`,
    )
    .default('en'),
  send_hour: z.int().min(0).max(23, "isn't an hour of the day; write 0 to 23").default(8),
  /** Lessons are sent on these weekdays only. */
  weekdays: z
    .array(
      z.enum(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
        "isn't a weekday; write mon to sun",
      ),
    )
    .min(1, 'names no day; leave `weekdays` out to allow every day')
    .optional(),
  /** The answers to "How did it go?"; without them, the course doesn't ask. */
  outcomes: z
    .array(
      z.strictObject({
        ...outcomeWords,
        leads_to: z.enum(LEADS, `isn't known; write ${LEADS.join(', ')}`),
      }),
    )
    .default([]),
  /** The hour on the target date from which the person's page asks. */
  ask_from: z.int().min(0).max(23, "isn't an hour of the day; write 0 to 23").default(18),
  forget_after: duration('P90D').default('P90D'),
  /** Words that `npx milepost lint` reports, in place of those of other courses. */
  foreign_words: z.array(line).optional(),
  author: line,
  license: text.optional(),
});

/** The lines that an inbox shows: where a lesson has none, its title and the start of its task. */
const inboxLines = { subject: line.optional(), preheader: line.optional() };

type InboxLines = {
  readonly title: string;
  readonly task: string;
  readonly subject?: string | undefined;
  readonly preheader?: string | undefined;
};

const withInboxLines = <Meta extends InboxLines>(meta: Meta) => ({
  ...meta,
  subject: meta.subject ?? meta.title,
  preheader: meta.preheader ?? startOf(toPlain(meta.task)),
});

/** At most 90 characters, in whole words. */
const startOf = (sentence: string): string =>
  sentence.length <= 90 ? sentence : `${sentence.slice(0, 90).replace(/\s+\S*$/, '')} …`;

const lessonFields = z.strictObject({
  id,
  offset: z
    .string()
    .refine(isOffset, "isn't a signed ISO 8601 duration; write -P3M for three months before"),
  title: line,
  ...inboxLines,
  minutes: z
    .int()
    .min(1, 'is under 1; write 1 to 15')
    .max(15, 'is over 15; the main task has to fit a quarter of an hour'),
  task: text,
  window: duration('P30D').optional(),
  repeat: duration('P1W').optional(),
  late: z.literal('skip', 'can only be "skip"; remove the key otherwise').optional(),
  /** `none`: this email never contains the steps of missed lessons. */
  carries: z.literal('none', 'can only be "none"; remove the key otherwise').optional(),
  /** `skip`: this email does not mention the open steps of the previous lesson. */
  recall: z.literal('skip', 'can only be "skip"; remove the key otherwise').optional(),
  checklist: z.array(step).default([]),
  links: z.array(link).default([]),
  ...bookkeeping,
});
export const lessonSchema = lessonFields.transform(withInboxLines);

export const pageSchema = z.strictObject({
  id,
  title: line,
  description: text,
  /** The page that leads to this one; the course's menu lists only pages without it. */
  under: id.optional(),
  links: z.array(link).default([]),
  ...bookkeeping,
});

/** A translation has only the texts; all other settings are the author's. */
export const courseWordsSchema = z.strictObject({
  title: line,
  tagline: line,
  description: text,
  target,
  words: ownWords,
  outcomes: z.array(z.strictObject(outcomeWords)).default([]),
});

const linkWords = z.array(z.strictObject({ url: text, label: line, note: text.optional() }));

export const lessonWordsSchema = z
  .strictObject({
    id,
    title: line,
    ...inboxLines,
    task: text,
    checklist: z
      .array(
        z.strictObject({
          id,
          text,
          short: line.max(90, 'is over 90 characters; a catch-up needs it shorter').optional(),
        }),
      )
      .default([]),
    links: linkWords.default([]),
  })
  .transform(withInboxLines);

export const pageWordsSchema = z.strictObject({
  id,
  title: line,
  description: text,
  links: linkWords.default([]),
});

export const messageSchema = z.strictObject({
  id,
  title: line,
  subject: line,
  preheader: line,
  ...bookkeeping,
});

export type CourseMeta = z.infer<typeof courseSchema>;
export type LessonMeta = z.infer<typeof lessonSchema>;
export type PageMeta = z.infer<typeof pageSchema>;
export type CourseWordsMeta = z.infer<typeof courseWordsSchema>;
export type LessonWordsMeta = z.infer<typeof lessonWordsSchema>;
export type PageWordsMeta = z.infer<typeof pageWordsSchema>;
export type MessageMeta = z.infer<typeof messageSchema>;
