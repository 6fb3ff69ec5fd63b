import { raw } from 'hono/html';
import type { CompiledCourse, Page } from '../../course/compiled.ts';
import { Links } from '../manage/links.tsx';
import { useSpeech } from '../shared/i18n.tsx';
import { Layout } from '../shared/layout.tsx';
import { coursePath, pagePath } from '../shared/paths.ts';
import { Foreign } from '../shared/untranslated.tsx';
import { CourseNav } from './course-nav.tsx';

/** A page that lessons link to. */
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
