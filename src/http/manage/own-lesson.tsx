import type { CompiledCourse, LessonPage } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import { resumesAt } from '../../domain/retention.ts';
import type { Subscription } from '../../domain/subscription.ts';
import { escapeHtml, fill, type Piece, type Values } from '../../domain/template.ts';
import { civilDay, type Instant, isAfterDate } from '../../domain/time.ts';
import { READER_VALUES } from '../../usecases/sending/reader.ts';
import { type Shown, shownAs } from '../../usecases/show.ts';
import { type I18n, i18nFor } from '../../words/words.ts';
import type { Person } from '../middleware/person-link.tsx';
import { CourseNav, LessonText } from '../reading/course-route.tsx';
import type { AppContext } from '../shared/context.ts';
import { i18nOf, useI18n } from '../shared/language.tsx';
import { AuthorContent, Layout } from '../shared/layout.tsx';
import { lessonPath, ownLessonPath, pagePath } from '../shared/paths.ts';
import { page, problem } from '../shared/responses.tsx';
import { distanceInWords } from '../shared/wording.ts';
import { Checklist, checklistOf, lessonActions } from '../timeline/checklist.tsx';
import { LessonButtons } from '../timeline/plan.tsx';
import { type Entry, hrefOf, timeline } from '../timeline/timeline-view.ts';
import { entryWithoutDate } from './own-plan.tsx';
import { isSaved, type Saved } from './props.ts';

/** A lesson as its subscriber sees it: the links in emails lead here. */
export function ownLesson(c: AppContext<{ person: Person }>): Response | Promise<Response> {
  const { enrolment, course } = c.var.person;
  const { now, courses } = c.var.services;
  const own = `/manage/${c.req.param('token')}`;
  const lesson = course.lessons.find(({ id }) => id === c.req.param('lesson'));
  const content = lesson && course.lessonPages[lesson.id];
  if (!lesson || !content) return problem(c, 404, (errors) => errors.no_such_lesson, { href: own });
  // After unsubscribing, the links in old emails still lead to something to read.
  if (enrolment.subscription.status === 'left') {
    return c.redirect(i18nOf(c).to(lessonPath(course.id, lesson.id)), 302);
  }
  const saved = c.req.query('saved');
  const { subscription } = enrolment;
  const written = courses.find(course.id, content.language) ?? course;
  return page(
    c,
    <OwnLesson
      shown={shownAs(enrolment, course, now)}
      saved={isSaved(saved) ? saved : null}
      content={ownWords({ course: written, lesson, content, subscription, now, own })}
      {...{ course, lesson, now, own }}
    />,
  );
}

type OwnLessonProps = {
  readonly course: CompiledCourse;
  readonly lesson: Lesson;
  readonly content: LessonPage;
  readonly shown: Shown;
  readonly now: Instant;
  /** The path of the person's page. */
  readonly own: string;
  /** The result of the last form. */
  readonly saved: Saved | null;
};

export const OwnLesson = (props: OwnLessonProps) => {
  const { course, lesson, content, shown, now, own, saved } = props;
  const i18n = useI18n();
  const { words } = i18n;
  const actions = lessonActions({ course, shown, own, now, opened: lesson.id, onLesson: true });
  const checklist = checklistOf(lesson.id, course, shown.enrolment, now, true);
  const entry = markOf(props, i18n);
  return (
    <Layout title={content.title}>
      <div class="reading">
        <article class="prose">
          <p class="mark-label">
            <a href={own}>{words.layout.toPage}</a>
            {` · ${distanceInWords(lesson.offset, i18n)}`}
          </p>
          {saved && (
            <p class="saved" role="status">
              {words.manage.saved[saved]}
            </p>
          )}
          <AuthorContent language={content.language}>
            <h1>{content.title}</h1>
          </AuthorContent>
          {entry && (
            <p class="fine">{[entry.label, entry.when, entry.note].filter(Boolean).join(' · ')}</p>
          )}
          {entry && <LessonButtons entry={entry} actions={actions} />}
          <AuthorContent language={content.language}>
            <LessonText
              content={content}
              checklist={
                checklist && (
                  <div id="checklist">
                    <Checklist checklist={checklist} action={actions.action('checklist')} />
                  </div>
                )
              }
            />
          </AuthorContent>
        </article>
        <CourseNav course={course} here={ownLessonPath(own, lesson.id)} own={own} />
      </div>
    </Layout>
  );
};

/** When the lesson was or will be sent. */
function markOf(
  { course, lesson, shown, now, own }: OwnLessonProps,
  i18n: I18n,
): Entry | undefined {
  const { subscription, suppressed, ledger } = shown.enrolment;
  const { targetDate, timeZone, round } = subscription;
  const ofRound = ledger.filter((row) => row.round === round);
  if (targetDate === null) {
    const href = hrefOf(lesson.id, { course: course.id, own });
    return entryWithoutDate(lesson, href, ofRound, subscription, i18n);
  }
  const { behind, ahead } = timeline(shown.plan.lessons, now, {
    ...{ course: course.id, own, i18n, timeZone, suppressed },
    ledger: ofRound,
    unconfirmed: false,
    pauseEnds: resumesAt(subscription),
  });
  return [...behind, ...ahead].find((entry) => entry.lesson === lesson.id);
}

type OwnText = {
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
function ownWords(text: OwnText): LessonPage {
  const { content, course, own } = text;
  const linked = (html: string) => linkedIn(html, course, own);
  if (!content.own) return { ...content, task: linked(content.task), body: linked(content.body) };
  const values = valuesFor(text);
  const filled = (pieces: readonly Piece[]) =>
    linked(fill(pieces, values, escapeHtml).replace(/<p>\s*<\/p>/g, ''));
  return { ...content, task: filled(content.own.task), body: filled(content.own.body) };
}

function valuesFor({ course, lesson, content, subscription, now }: OwnText): Values {
  const { targetDate, timeZone, locale } = subscription;
  const speech = i18nFor(locale, [content.language]);
  const today = civilDay(now, timeZone);
  const reader = { person: subscription, course, today, speech };
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
