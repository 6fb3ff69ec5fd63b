import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { Hono } from 'hono/tiny';
import type { CompiledCourse, LessonPage, Link, Page } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import { lessonsInOrder } from '../../domain/windows.ts';
import { cachedForAll } from '../middleware/headers.ts';
import type { AppEnv } from '../shared/context.ts';
import { inLanguage, useI18n } from '../shared/language.tsx';
import { AuthorContent, Layout, Section } from '../shared/layout.tsx';
import { coursePath, lessonPath, ownLessonPath, pagePath } from '../shared/paths.ts';
import { noSuchCourse, noSuchPart, page } from '../shared/responses.tsx';
import { distanceInWords } from '../shared/wording.ts';

export const lessons = new Hono<AppEnv>();

lessons.get('/:course/:lesson', cachedForAll, (c) => {
  const course = inLanguage(c, c.req.param('course'));
  const lesson = course?.lessons.find(({ id }) => id === c.req.param('lesson'));
  const content = lesson && course?.lessonPages[lesson.id];
  if (!course) return noSuchCourse(c);
  if (!lesson || !content) return noSuchPart(c, course.id, 'lesson');
  return page(c, <LessonOnTheWeb course={course} lesson={lesson} content={content} />);
});

type LessonProps = {
  readonly course: CompiledCourse;
  readonly lesson: Lesson;
  readonly content: LessonPage;
};

/** The whole lesson, public. */
export const LessonOnTheWeb = ({ course, lesson, content }: LessonProps) => {
  const i18n = useI18n();
  return (
    <Layout title={content.title} description={content.description}>
      <div class="reading">
        <article class="prose">
          <p class="mark-label">
            <a href={i18n.to(coursePath(course.id))}>{course.title}</a>
            {` · ${distanceInWords(lesson.offset, i18n)}`}
          </p>
          <AuthorContent language={content.language}>
            <h1>{content.title}</h1>
            <LessonText content={content} checklist={<Checklist content={content} />} />
          </AuthorContent>
        </article>
        <CourseNav course={course} here={lessonPath(course.id, lesson.id)} />
      </div>
    </Layout>
  );
};

type TextProps = { readonly content: LessonPage; readonly checklist: Child };

export const LessonText = ({ content, checklist }: TextProps) => {
  const { course } = useI18n().words;
  return (
    <>
      <div class="task">
        <p class="mark-label">{course.forToday(content.minutes)}</p>
        {raw(content.task)}
      </div>
      {raw(content.body)}
      {checklist}
      <Links links={content.links} />
    </>
  );
};

const Checklist = ({ content }: { content: LessonPage }) => {
  const { course } = useI18n().words;
  return content.checklist.length === 0 ? null : (
    <Section id="checklist" title={course.checklist}>
      <ul class="checklist">
        {content.checklist.map(({ id, html, by }) => (
          <li id={id}>
            {raw(html)}
            {by && <span class="fine"> {by}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
};

export const pages = new Hono<AppEnv>();

pages.get('/:course/:page', cachedForAll, (c) => {
  const course = inLanguage(c, c.req.param('course'));
  const content = course?.pages.find(({ id }) => id === c.req.param('page'));
  if (!course) return noSuchCourse(c);
  if (!content) return noSuchPart(c, course.id, 'page');
  return page(c, <CoursePage course={course} content={content} />);
});

type CoursePageProps = {
  readonly course: CompiledCourse;
  readonly content: Page;
  /** The path of the reader's page, if it has their notes. */
  readonly own?: string;
};

/** A page that lessons link to. */
export const CoursePage = ({ course, content, own }: CoursePageProps) => (
  <Layout title={content.title} description={content.description}>
    <div class="reading">
      <article class="prose">
        <p class="mark-label">
          {own === undefined ? (
            <ParentLink
              course={course}
              parent={course.pages.find(({ id }) => id === content.under)}
            />
          ) : (
            <ToNotes own={own} />
          )}
        </p>
        <AuthorContent language={content.language}>
          <h1>{content.title}</h1>
          {raw(content.body)}
          <Links links={content.links} />
        </AuthorContent>
      </article>
      <CourseNav course={course} here={pagePath(course.id, content.id)} own={own} />
    </div>
  </Layout>
);

const ToNotes = ({ own }: { own: string }) => (
  <a href={`${own}#notes`}>{useI18n().words.notes.change}</a>
);

const ParentLink = ({ course, parent }: { course: CompiledCourse; parent: Page | undefined }) => (
  <a href={useI18n().to(parent ? pagePath(course.id, parent.id) : coursePath(course.id))}>
    {(parent ?? course).title}
  </a>
);

type CourseNavProps = {
  readonly course: CompiledCourse;
  /** The path of the current page. */
  readonly here: string;
  /** The path of the reader's page, if they are a subscriber. */
  readonly own?: string | undefined;
};

/** Links to the rest of the course, next to the text. */
export const CourseNav = ({ course, here, own }: CourseNavProps) => {
  const { to, words } = useI18n();
  const pathOf = (lesson: string): string =>
    own === undefined ? lessonPath(course.id, lesson) : ownLessonPath(own, lesson);
  return (
    <nav class="side" aria-label={course.title}>
      <p>
        <a class="button" href={own ?? to(coursePath(course.id))}>
          {own === undefined ? words.course.byEmail : words.layout.toPage}
        </a>
      </p>
      <h2>{words.course.lessons}</h2>
      <Entries
        here={here}
        entries={lessonsInOrder(course).map(({ id, title }) => [pathOf(id), title])}
      />
      <h2>{words.course.onTheSide}</h2>
      <Entries here={here} entries={menuOf(course, here)} />
    </nav>
  );
};

/** The pages of the first level, and those next to the current page or under it. */
function menuOf({ id: courseId, pages }: CompiledCourse, here: string): readonly Entry[] {
  const current = pages.find(({ id }) => pagePath(courseId, id) === here);
  const open = current?.under ?? current?.id;
  return pages
    .filter(({ under }) => under === undefined)
    .flatMap((page) => [page, ...pages.filter(({ under }) => under === page.id && under === open)])
    .map(({ id, title, under }) => [pagePath(courseId, id), title, under !== undefined]);
}

type Entry = readonly [path: string, title: string, nested?: boolean];
type EntriesProps = { readonly here: string; readonly entries: readonly Entry[] };

const Entries = ({ here, entries }: EntriesProps) => {
  const { to } = useI18n();
  return (
    <ul>
      {entries.map(([href, title, nested]) => (
        <li class={nested ? 'nested' : undefined}>
          {href === here ? (
            <span aria-current="page">{title}</span>
          ) : (
            <a href={to(href)}>{title}</a>
          )}
        </li>
      ))}
    </ul>
  );
};

/** A dead link is shown as text without a URL. */
export const Links = ({ links }: { links: readonly Link[] }) => {
  const { words } = useI18n();
  return links.length === 0 ? null : (
    <Section id="links" title={words.course.links}>
      <ul>
        {links.map(({ label, url, note }) => (
          <li>
            {url ? <a href={url}>{label}</a> : label}
            {note && <span class="fine"> {note}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
};
