import { raw } from 'hono/html';
import type { CompiledCourse, Page } from '../../course/compiled.ts';
import { coursePath, pagePath } from '../paths.ts';
import { CourseNav } from './course-nav.tsx';
import { Foreign } from './foreign.tsx';
import { Layout } from './layout.tsx';
import { Links } from './links.tsx';
import { useSpeech } from './speech.tsx';

/** A page that the lessons lead to. */
export const CoursePage = ({ course, content }: { course: CompiledCourse; content: Page }) => (
  <Layout title={content.title} description={content.description}>
    <div class="reading">
      <article class="prose">
        <p class="mark-label">
          <a href={useSpeech().to(coursePath(course.id))}>{course.title}</a>
        </p>
        <Foreign language={content.language}>
          <h1>{content.title}</h1>
          {raw(content.body)}
          <Links links={content.links} />
        </Foreign>
      </article>
      <CourseNav course={course} here={pagePath(course.id, content.id)} />
    </div>
  </Layout>
);
