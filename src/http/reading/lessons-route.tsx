import { Hono } from 'hono/tiny';
import { cachedForAll } from '../middleware/caching.ts';
import type { AppEnv } from '../shared/env.ts';
import { inLanguage } from '../shared/languages.ts';
import { noSuchCourse, noSuchPart, page } from '../shared/responses.tsx';
import { LessonOnTheWeb } from './lesson.tsx';

export const lessons = new Hono<AppEnv>();

lessons.get('/:course/:lesson', cachedForAll, (c) => {
  const course = inLanguage(c, c.req.param('course'));
  const lesson = course?.lessons.find(({ id }) => id === c.req.param('lesson'));
  const content = lesson && course?.lessonPages[lesson.id];
  if (!course) return noSuchCourse(c);
  if (!lesson || !content) return noSuchPart(c, course.id, 'lesson');
  return page(c, <LessonOnTheWeb course={course} lesson={lesson} content={content} />);
});
