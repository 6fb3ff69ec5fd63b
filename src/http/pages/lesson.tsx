import { raw } from 'hono/html';
import type { CompiledCourse, LessonPage } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import { coursePath, lessonPath } from '../paths.ts';
import { distanceInWords } from '../words.ts';
import { CourseNav } from './course-nav.tsx';
import { Layout } from './layout.tsx';
import { Links } from './links.tsx';

type LessonProps = {
  readonly course: CompiledCourse;
  readonly lesson: Lesson;
  readonly content: LessonPage;
};

/** The whole lesson, for everyone. */
export const LessonOnTheWeb = ({ course, lesson, content }: LessonProps) => (
  <Layout title={content.title} description={content.description}>
    <div class="reading">
      <article class="prose">
        <p class="mark-label">
          <a href={coursePath(course.id)}>{course.title}</a> · {distanceInWords(lesson.offset)}
        </p>
        <h1>{content.title}</h1>
        <div class="task">
          <p class="mark-label">For today, {content.minutes} minutes</p>
          {raw(content.task)}
        </div>
        {raw(content.body)}
        {content.checklist.length > 0 && (
          <section aria-labelledby="checklist">
            <h2 id="checklist">The checklist</h2>
            <ul class="checklist">
              {content.checklist.map(({ id, html }) => (
                <li id={id}>{raw(html)}</li>
              ))}
            </ul>
          </section>
        )}
        <Links links={content.links} />
      </article>
      <CourseNav course={course} here={lessonPath(course.id, lesson.id)} />
    </div>
  </Layout>
);
