import { Hono } from 'hono/tiny';
import { cachedForAll } from '../middleware/caching.ts';
import type { AppEnv } from '../shared/env.ts';
import { inLanguage } from '../shared/languages.ts';
import { noSuchCourse, noSuchPart, page } from '../shared/responses.tsx';
import { CoursePage } from './course-page.tsx';

export const pages = new Hono<AppEnv>();

pages.get('/:course/:page', cachedForAll, (c) => {
  const course = inLanguage(c, c.req.param('course'));
  const content = course?.pages.find(({ id }) => id === c.req.param('page'));
  if (!course) return noSuchCourse(c);
  if (!content) return noSuchPart(c, course.id, 'page');
  return page(c, <CoursePage course={course} content={content} />);
});
