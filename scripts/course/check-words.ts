import { isSystemMessage, type SystemMessage } from '../../src/domain/messages.ts';
import { isAfterDate } from '../../src/domain/time.ts';
import { checkPlain, checkText, hiddenProblem } from './check-text.ts';
import type { Draft, Entry } from './load.ts';
import { tokensOf } from './markdown.ts';
import type { Report } from './problems.ts';
import type { LessonMeta, PageMeta } from './schema.ts';
import { forKind, KINDS, LESSON, PAGE, STATIC, type Vocabulary, vocabularyOf } from './slots.ts';
import { type Source, stringsIn } from './source.ts';
import { checkTags, SLOT } from './tags.ts';

/** Checks subjects, preheaders, tags and the heading structure of every text. */
export function checkWords({ course, lessons, pages, messages }: Draft, report: Report): void {
  const subjects = new Map<string, string>();
  if (course) checkSettings(course.source, report);
  const outcomes = course?.meta.outcomes ?? [];
  for (const entry of [...lessons, ...messages]) {
    const id = entry.meta.id;
    const isLesson = 'offset' in entry.meta;
    // The id is reported as unknown; what it may say is then unknown, too.
    if (!isLesson && !isSystemMessage(id)) continue;
    const vocabulary = isLesson ? LESSON : vocabularyOf(id as SystemMessage, outcomes);
    subjectLine(entry, subjects, report);
    for (const key of ['subject', 'preheader'] as const) {
      field(entry.source, [key], entry.meta[key], inline(vocabulary), report);
    }
    body(entry.source, vocabulary, report);
  }
  for (const { source, meta } of messages) field(source, ['title'], meta.title, STATIC, report);
  for (const entry of lessons) {
    lessonFields(entry, report);
    if (isAfterDate(entry.meta.offset) && !hasWrongOffset(lessons, entry, report)) {
      tense(entry.source, report);
    }
  }
  for (const entry of pages) {
    staticFields(entry, report);
    body(entry.source, PAGE, report);
  }
}

/** Its place after the date is itself the mistake, so its words are right. */
const hasWrongOffset = (
  lessons: Draft['lessons'],
  { source }: Entry<LessonMeta>,
  { problems }: Report,
): boolean =>
  lessons.every(({ meta }) => isAfterDate(meta.offset)) ||
  problems.some(({ file, line }) => file === source.file && line === source.lineOf(['offset']));

/** Checks both wordings if the line has one for an appointment and one for a goal. */
function subjectLine(
  { meta, source }: Entry<{ subject: string; preheader: string }>,
  taken: Map<string, string>,
  report: Report,
): void {
  const written = source.data as { readonly [key: string]: unknown };
  const say = (key: Line, message: string) => {
    if (key in written) {
      report.error(source.file, source.lineOf([key]), `\`${key}\` ${message}`);
    } else if (key === 'subject') {
      const cure = "it's the subject, too; change it, or add `subject`";
      report.error(source.file, source.lineOf(['title']), `\`title\` ${message}; ${cure}`);
    }
    // A preheader taken from the task fits as it is.
  };
  const [one, other] = Object.keys(KINDS).map((kind) => ({
    subject: forKind(meta.subject, kind),
    preheader: forKind(meta.preheader, kind),
  }));
  wording(one!, source, taken, say);
  if (meta.subject !== one!.subject || meta.preheader !== one!.preheader) {
    wording(other!, source, taken, say);
  }
}

type Line = 'subject' | 'preheader';

function wording(
  { subject, preheader }: { readonly subject: string; readonly preheader: string },
  { file }: Source,
  taken: Map<string, string>,
  say: (key: Line, message: string) => void,
): void {
  const length = (text: string) => text.replace(SLOT, 'twelve chars').length;
  if (length(subject) < 20 || length(subject) > 60) {
    say('subject', `has ${length(subject)} characters; inboxes show 20 to 60 well`);
  }
  if (length(preheader) < 40 || length(preheader) > 90) {
    say('preheader', `has ${length(preheader)} characters; inboxes show 40 to 90 well`);
  }
  if (subject === preheader) say('preheader', 'repeats the subject; say what comes next instead');
  const letters = subject.replace(SLOT, '');
  if (letters === letters.toUpperCase()) say('subject', 'is all capitals; write it as a sentence');
  if (/^(re|fwd?|aw|wg):/i.test(subject)) {
    say('subject', 'begins as a reply does; a first email must not');
  }
  if (/!!|\?\?/.test(subject)) say('subject', 'shouts; one mark is enough');
  const other = taken.get(subject.toLowerCase());
  if (other && other !== file) {
    say('subject', `is the same as in ${other}; email clients would fold the two into one`);
  }
  taken.set(subject.toLowerCase(), file);
}

/** The texts of `course.yaml`, which pages show as they are. */
export function checkSettings(source: Source, report: Report): void {
  for (const { path, value } of stringsIn(source.data)) field(source, path, value, STATIC, report);
}

function lessonFields({ meta, source }: Entry<LessonMeta>, report: Report): void {
  staticFields({ meta: { ...meta, description: '' }, source }, report);
  field(source, ['task'], meta.task, inline(LESSON), report);
  meta.checklist.forEach((step, index) => {
    field(source, ['checklist', index, 'text'], step.text, STATIC, report);
    field(source, ['checklist', index, 'short'], step.short ?? '', STATIC, report);
  });
}

function staticFields(
  { meta, source }: Entry<Pick<PageMeta, 'title' | 'description' | 'links'>>,
  report: Report,
): void {
  field(source, ['title'], meta.title, STATIC, report);
  field(source, ['description'], meta.description, STATIC, report);
  meta.links.forEach((link, index) => {
    field(source, ['links', index, 'label'], link.label, STATIC, report);
    field(source, ['links', index, 'note'], link.note ?? '', STATIC, report);
  });
}

function field(
  source: Source,
  path: readonly (string | number)[],
  text: string,
  vocabulary: Vocabulary,
  report: Report,
): void {
  if (!isWritten(source.data, path)) return;
  const say = (message: string) =>
    report.error(source.file, source.lineOf(path), `\`${path.join('.')}\`: ${message}`);
  const isPlain = PLAIN.test(String(path.at(-1)));
  const mistakes = isPlain ? checkPlain(text) : checkText(text);
  for (const { message } of [...checkTags(text, vocabulary, false), ...mistakes]) say(message);
  for (const { token } of isPlain ? [] : tokensOf(text)) {
    const hidden = hiddenProblem(token);
    if (hidden) say(hidden);
  }
}

/** Keys whose text is not read as Markdown. */
const PLAIN = /^(title|subject|preheader|tagline|label|name|your|good_luck)$/;

/** A translation inherits what it does not write; that is checked in the original. */
const isWritten = (data: unknown, path: readonly (string | number)[]): boolean =>
  path.reduce((value, key) => (value as { [key: string]: unknown } | undefined)?.[key], data) !==
  undefined;

/** Slots, and wordings for one kind of date; other sections and partials need their own lines. */
function inline(vocabulary: Vocabulary): Vocabulary {
  const sections = vocabulary.sections.goal ? KINDS : {};
  return { ...vocabulary, sections, partials: new Set() };
}

function body(source: Source, vocabulary: Vocabulary, report: Report): void {
  if (source.body.trim() === '') {
    report.error(source.file, source.bodyLine(0), 'has no text below the front matter; write it');
    return;
  }
  for (const { index, message } of [
    ...checkTags(source.body, vocabulary, true),
    ...checkText(source.body),
  ]) {
    report.error(source.file, source.bodyLine(index), message);
  }
  for (const { 0: words, index } of source.body.matchAll(COUNTDOWN_WITH_PREPOSITION)) {
    const message = `\`${words}\`: the countdown reads "in 7 days", "tomorrow" or "7 days ago"; leave out the rest`;
    report.error(source.file, source.bodyLine(index), message);
  }
  let depth = 1;
  for (const { token, index } of tokensOf(source.body)) {
    const say = (message: string) => report.error(source.file, source.bodyLine(index), message);
    const hidden = hiddenProblem(token);
    if (hidden) say(hidden);
    if (token.type === 'table' && token.header.length > 6) {
      say('a table has over 6 columns, too many for a phone; split it');
    }
    if (token.type !== 'heading') continue;
    if (token.depth === 1) say('the title is the only heading of the first level; begin with ##');
    else if (token.depth > depth + 1) say(`a heading skips a level; use ${'#'.repeat(depth + 1)}`);
    depth = token.depth;
  }
}

/** In a lesson after the date, "is {{countdown}}" would read "is 7 days ago". */
function tense({ file, body, bodyLine }: Source, report: Report): void {
  for (const { 0: words, index } of body.matchAll(/\b(?:is|ist) \{\{\s*countdown\s*\}\}/gi)) {
    const past = /^ist/i.test(words) ? 'war' : 'was';
    const message = `\`${words}\`: this lesson is sent after the date; write \`${past} {{countdown}}\``;
    report.error(file, bodyLine(index), message);
  }
}

/** It would read "in in 7 days", or "in 7 days ago" once the date has passed. */
const COUNTDOWN_WITH_PREPOSITION =
  /\b(?:in|vor) \{\{\s*countdown\s*\}\}|\{\{\s*countdown\s*\}\} ago\b/gi;
