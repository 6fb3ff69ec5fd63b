import type { CourseWords, LessonWords } from '../../src/course/compiled.ts';
import type { Lesson, Outcome } from '../../src/domain/course.ts';
import type { Language } from '../../src/words/words.ts';
import { STARTER_TEXTS } from '../cli/new-texts.ts';
import { parseEssential, roughDays } from './duration.ts';
import type { Draft, Entry, Translation } from './load.ts';
import { toPlain } from './markdown.ts';
import { isNeutral } from './neutral.ts';
import type { CourseMeta, CourseWordsMeta, LessonMeta, MessageMeta, PageMeta } from './schema.ts';

/** A course in one language; untranslated parts are in the author's language. */
export type Edition = {
  readonly language: string;
  /** The author's settings, which apply in every language, with the outcomes' labels in this one. */
  readonly course: CourseMeta;
  readonly words: Pick<
    CourseWords,
    'title' | 'tagline' | 'description' | 'target' | 'yourTarget' | 'says'
  >;
  /** In order of time. */
  readonly lessons: readonly (Entry<LessonMeta> & InLanguage)[];
  readonly pages: readonly (Entry<PageMeta> & InLanguage)[];
  readonly messages: readonly Entry<MessageMeta>[];
  /** Whether its title, and what its date is called, are in this language. */
  readonly isNamed: boolean;
};

type InLanguage = { readonly language: string };

/** The author's own edition comes first. */
export function editionsOf(draft: Draft): Edition[] {
  const course = draft.course!.meta;
  const own: Edition = {
    language: course.language,
    course,
    words: wordsOf(course, course.language),
    lessons: draft.lessons
      .map((entry) => ({ ...entry, language: course.language }))
      .sort((a, b) => roughDays(a.meta.offset) - roughDays(b.meta.offset)),
    pages: draft.pages.map((entry) => ({ ...entry, language: course.language })),
    messages: draft.messages,
    isNamed: true,
  };
  return [own, ...draft.translations.map((translation) => translated(own, translation))];
}

/**
 * The untranslated parts of an edition, by kind and id: `lessons: one-year, one-week`. A message
 * that the course words itself is neutral in a language in which it does not.
 */
export function lacksOf(
  { language, lessons, pages, messages, isNamed }: Edition,
  own: Edition,
): string[] {
  const untranslated = (entry: InLanguage) => entry.language !== language;
  const reworded = new Set(
    own.messages.filter((one) => !isNeutral(one)).map(({ meta }) => meta.id),
  );
  const texts = Object.entries({
    lessons: lessons.filter(untranslated),
    pages: pages.filter(untranslated),
    messages: messages.filter((one) => isNeutral(one) && reworded.has(one.meta.id)),
  }).flatMap(([kind, entries]) =>
    entries.length === 0 ? [] : [`${kind}: ${entries.map(({ meta }) => meta.id).join(', ')}`],
  );
  return isNamed ? texts : ['course.yaml', ...texts];
}

/**
 * "Your interview": as the author wrote it, else derived in a language whose possessive doesn't
 * depend on the word. Undefined in any other.
 */
export const yourTargetOf = (
  { name, your }: CourseMeta['target'],
  language: string,
): string | undefined => your ?? (language === 'en' ? `your ${name}` : undefined);

const wordsOf = (
  { title, tagline, description, target, words }: Omit<CourseWordsMeta, 'outcomes'>,
  language: string,
): Edition['words'] => ({
  title,
  tagline,
  description: description.trim(),
  target: target.name,
  yourTarget: yourTargetOf(target, language)!,
  says: {
    ...(words.good_luck && { goodLuck: words.good_luck }),
    ...(words.goal && { goal: words.goal }),
    ...(words.promises && { promises: words.promises }),
  },
});

function translated(own: Edition, { language, course, ...words }: Translation): Edition {
  const lessons = own.lessons.map((original) => {
    const found = words.lessons.find(({ meta }) => meta.id === original.meta.id);
    if (!found) return original;
    const { checklist, links, ...rest } = found.meta;
    const meta = {
      ...original.meta,
      ...rest,
      checklist: original.meta.checklist.map((step, index) => ({ ...step, ...checklist[index] })),
      links: linkWordsIn(original.meta.links, links),
    };
    return { meta, source: found.source, language };
  });
  const pages = own.pages.map((original) => {
    const found = words.pages.find(({ meta }) => meta.id === original.meta.id);
    if (!found) return original;
    const meta = {
      ...original.meta,
      ...found.meta,
      links: linkWordsIn(original.meta.links, found.meta.links),
    };
    return { meta, source: found.source, language };
  });
  const said = course?.meta;
  const outcomes = own.course.outcomes.map((outcome) => ({
    ...outcome,
    ...said?.outcomes.find(({ id }) => id === outcome.id),
  }));
  return {
    language,
    course: { ...own.course, outcomes },
    words: wordsOf(said ?? untitled(own.course, language), language),
    isNamed: said !== undefined,
    lessons,
    pages,
    messages: words.messages,
  };
}

/** The author's title in the middle of another language, but not what the date is called. */
const untitled = (course: CourseMeta, language: string): Omit<CourseWordsMeta, 'outcomes'> => ({
  ...course,
  // A language that the interface lacks is reported elsewhere.
  target: STARTER_TEXTS[language as Language]?.target ?? course.target,
  words: {},
});

type LinkWords = {
  readonly url: string;
  readonly label: string;
  readonly note?: string | undefined;
};

/** The original determines the links; a translation may override their labels and notes. */
const linkWordsIn = <L extends LinkWords>(
  originals: readonly L[],
  words: readonly LinkWords[],
): L[] => originals.map((link) => ({ ...link, ...words.find(({ url }) => url === link.url) }));

/** Links to this site's pages, in the edition's language; `{{course_url}}` is the course's page. */
export const linksIn = (text: string, { language, course }: Edition): string => {
  const linked = text.replace(/\{\{\s*course_url\s*\}\}/g, `{{base_url}}/c/${course.id}`);
  return language === course.language
    ? linked
    : linked
        .replaceAll('({{base_url}})', '({{base_url}}/)')
        .replace(/(\{\{base_url\}\}\/[^)\s?#]*)/g, `$1?locale=${language}`);
};

/** The days on which lessons are sent, 1 Monday to 7 Sunday. */
export const weekdaysOf = ({ weekdays }: CourseMeta): number[] | undefined =>
  weekdays?.map((day) => WEEK.indexOf(day) + 1);

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The parts of a lesson that the planner needs. */
export function lessonOf({ meta }: Entry<LessonMeta>): Lesson {
  const { id, title, offset, window, repeat, late, carries } = meta;
  return {
    id,
    title,
    offset,
    ...(window && { window }),
    ...(repeat && { repeat }),
    ...(late && { late }),
    ...(carries && { carries }),
    steps: meta.checklist.map((step) => ({
      id: step.id,
      text: toPlain(step.text),
      ...(step.by && { by: step.by }),
      ...(step.hours && { hours: step.hours }),
      ...(step.essential && {
        essential: { short: toPlain(step.short ?? ''), ...parseEssential(step.essential) },
      }),
    })),
  };
}

/** The answers to "How did it go?" in the edition's language. */
export const outcomesOf = ({ course }: Edition): Outcome[] =>
  course.outcomes.map(({ id, label, reply, leads_to }) => ({
    id,
    label,
    ...(reply && { reply }),
    leadsTo: leads_to,
  }));

/** The translatable parts of a lesson. */
export const lessonWordsOf = ({ meta }: Entry<LessonMeta>): LessonWords => ({
  id: meta.id,
  title: meta.title,
  steps: meta.checklist.map(({ text, short }) => ({
    text: toPlain(text),
    ...(short && { short: toPlain(short) }),
  })),
});
