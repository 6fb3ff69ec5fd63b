/** A lesson's text as it's true for its subscriber now. */
import type { CompiledCourse, LessonPage } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { escapeHtml, fill, type Piece, type Values } from '../../domain/template.ts';
import { civilDay, type Instant, isAfterDate } from '../../domain/time.ts';
import { READER_VALUES } from '../../usecases/reader-values.ts';
import { i18nFor } from '../../words/words.ts';
import { lessonPath, ownLessonPath, pagePath } from '../shared/paths.ts';

type Page = {
  /** In the language of the lesson's text. */
  readonly course: CompiledCourse;
  readonly lesson: Lesson;
  readonly content: LessonPage;
  readonly subscription: Subscription;
  readonly now: Instant;
  /** The path of the person's page. */
  readonly own: string;
};

/** The lesson with the person's date in it, and its links behind the same personal link. */
export function ownWords(page: Page): LessonPage {
  const { content, course, own } = page;
  const linked = (html: string) => linkedIn(html, course, own);
  if (!content.own) return { ...content, task: linked(content.task), body: linked(content.body) };
  const values = valuesFor(page);
  const filled = (pieces: readonly Piece[]) =>
    linked(fill(pieces, values, escapeHtml).replace(/<p>\s*<\/p>/g, ''));
  return { ...content, task: filled(content.own.task), body: filled(content.own.body) };
}

function valuesFor({ course, lesson, content, subscription, now }: Page): Values {
  const { targetDate, timeZone, locale } = subscription;
  const speech = i18nFor(locale, [content.language]);
  const reader = { person: subscription, course, now, speech };
  const today = civilDay(now, timeZone);
  const isTrue =
    targetDate !== null && (isAfterDate(lesson.offset) ? targetDate < today : targetDate >= today);
  return {
    ...Object.fromEntries(
      Object.entries(READER_VALUES).map(([name, write]) => [name, write(reader)]),
    ),
    counting: isTrue ? [{}] : [],
    resting: isTrue ? [] : [{}],
  };
}

/**
 * Links to other lessons and the day sheet lead behind the same personal link. A quotation is for
 * passing on, so its links stay public.
 */
function linkedIn(html: string, { id, pages }: CompiledCourse, own: string): string {
  const sheet = pages.find((page) => page.sheet)?.id ?? '';
  return html
    .split(/(<blockquote>.*?<\/blockquote>)/s)
    .map((part, index) =>
      index % 2
        ? part
        : part
            .replaceAll(`href="${lessonPath(id, '')}`, () => `href="${ownLessonPath(own, '')}`)
            .replaceAll(`href="${pagePath(id, sheet)}`, () => `href="${own}/sheet`),
    )
    .join('');
}
