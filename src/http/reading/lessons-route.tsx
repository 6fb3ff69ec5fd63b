import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { Hono } from 'hono/tiny';
import type { CompiledCourse, LessonPage } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import { cachedForAll } from '../middleware/headers.ts';
import type { AppEnv } from '../shared/context.ts';
import { inLanguage, useI18n } from '../shared/language.tsx';
import { AuthorContent, Layout, Section } from '../shared/layout.tsx';
import { coursePath, lessonPath } from '../shared/paths.ts';
import { noSuchCourse, noSuchPart, page } from '../shared/responses.tsx';
import { distanceInWords } from '../shared/wording.ts';
import { CourseNav, Links } from './course-links.tsx';

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
        {content.checklist.map(({ id, html }) => (
          <li id={id}>{raw(html)}</li>
        ))}
      </ul>
    </Section>
  );
};
