import { raw } from 'hono/html';
import type { CompiledCourse, LessonPage } from '../../course/compiled.ts';
import type { Lesson } from '../../domain/course.ts';
import { Links } from '../manage/links.tsx';
import { useSpeech } from '../shared/i18n.tsx';
import { Layout } from '../shared/layout.tsx';
import { coursePath, lessonPath } from '../shared/paths.ts';
import { Section } from '../shared/section.tsx';
import { Foreign } from '../shared/untranslated.tsx';
import { distanceInWords } from '../shared/words.ts';
import { CourseNav } from './course-nav.tsx';

type LessonProps = {
  readonly course: CompiledCourse;
  readonly lesson: Lesson;
  readonly content: LessonPage;
};

/** The whole lesson, public. */
export const LessonOnTheWeb = ({ course, lesson, content }: LessonProps) => {
  const speech = useSpeech();
  return (
    <Layout title={content.title} description={content.description}>
      <div class="reading">
        <article class="prose">
          <p class="mark-label">
            <a href={speech.to(coursePath(course.id))}>{course.title}</a>
            {` · ${distanceInWords(lesson.offset, speech)}`}
          </p>
          <Foreign language={content.language}>
            <h1>{content.title}</h1>
            <Words content={content} />
          </Foreign>
        </article>
        <CourseNav course={course} here={lessonPath(course.id, lesson.id)} />
      </div>
    </Layout>
  );
};

const Words = ({ content }: { content: LessonPage }) => {
  const { course } = useSpeech().words;
  return (
    <>
      <div class="task">
        <p class="mark-label">{course.forToday(content.minutes)}</p>
        {raw(content.task)}
      </div>
      {raw(content.body)}
      {content.checklist.length > 0 && (
        <Section id="checklist" title={course.checklist}>
          <ul class="checklist">
            {content.checklist.map(({ id, html }) => (
              <li id={id}>{raw(html)}</li>
            ))}
          </ul>
        </Section>
      )}
      <Links links={content.links} />
    </>
  );
};
