import { Hono } from 'hono';
import { page } from '../answers.tsx';
import { cachedForAll } from '../caching.ts';
import type { AppEnv } from '../env.ts';
import { CoursePage } from '../pages/course-page.tsx';

export const pages = new Hono<AppEnv>();

pages.get('/:course/:page', cachedForAll, (c) => {
  const course = c.var.services.courses.find(c.req.param('course'));
  const content = course?.pages.find(({ id }) => id === c.req.param('page'));
  if (!course || !content) return c.notFound();
  return page(c, <CoursePage course={course} content={content} />);
});
