import { raw } from 'hono/html';
import { Hono } from 'hono/tiny';
import type { CompiledCourse, Page } from '../../course/compiled.ts';
import { cachedForAll } from '../middleware/headers.ts';
import type { AppEnv } from '../shared/context.ts';
import { inLanguage, useI18n } from '../shared/language.tsx';
import { AuthorContent, Layout } from '../shared/layout.tsx';
import { coursePath, pagePath } from '../shared/paths.ts';
import { noSuchCourse, noSuchPart, page } from '../shared/responses.tsx';
import { CourseNav, Links } from './course-links.tsx';

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
